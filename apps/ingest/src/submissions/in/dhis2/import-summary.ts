import type { ImportConflict, ImportSummary } from '@xiaomai/gateway-api/data-value-set';
import type { Fault } from '@xiaomai/gateway-api/problem';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import type { Entry, FieldPlaces } from '../fault-place.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Tell } from '../push/told.ts';

type Status = ImportSummary['status'];

function statusOf(receipts: readonly Receipt[]): Status {
  const rejected = receipts.filter(({ status }) => status === 'rejected').length;
  if (rejected === 0) return 'SUCCESS';
  return rejected === receipts.length ? 'ERROR' : 'WARNING';
}

type Count = { readonly imported: number; readonly updated: number; readonly deleted: number };

// A figure stands where its first data value does; each part that was sent has a place of its own below.
function partsAt(place: FieldPlaces): number {
  const { pointer: first } = place(undefined);
  return ['numerator', 'denominator', 'value'].filter((part) => place(part).pointer !== first).length;
}

const doneAs = { created: 'imported', updated: 'updated', unchanged: undefined } as const;

function doneIn({ draft, place }: Entry, { values }: Receipt): readonly (readonly [keyof Count, number])[] {
  const statuses = new Map(values.map(({ indicator, status }) => [indicator, status]));
  const places = place.kind === 'figures' ? place.values : [];
  return places.flatMap((at, n) => {
    const value = draft.values[n];
    const done = value && doneAs[statuses.get(value.indicator) ?? 'unchanged'];
    if (done === undefined) return [];
    return [[value?.withdrawn === true ? 'deleted' : done, partsAt(at)] as const];
  });
}

function count(entries: readonly Entry[], receipts: readonly Receipt[]): Count {
  const counts = { imported: 0, updated: 0, deleted: 0 };
  entries.forEach((entry, n) => {
    const receipt = receipts[n];
    if (receipt === undefined) return;
    for (const [done, parts] of doneIn(entry, receipt)) counts[done] += parts;
  });
  return counts;
}

const indexOf = ({ pointer }: Fault): number | undefined => {
  const [, index] = /^\/dataValues\/(\d+)/.exec(pointer ?? '') ?? [];
  return index === undefined ? undefined : Number(index);
};

function conflictOf(fault: Fault): ImportConflict {
  const { code, detail, pointer = '', value, indicator } = fault;
  const index = indexOf(fault);
  return {
    object: String(value ?? indicator ?? ''),
    value: detail,
    errorCode: code,
    property: pointer,
    ...(index === undefined ? {} : { indexes: [index] }),
  };
}

/** The answer as DHIS2 gives it: every data value is imported, updated, deleted or ignored; 409 where something was refused. Receipts stand beside it. */
export const tellSummary =
  (entries: readonly Entry[], dataValues: number): Tell =>
  (receipts) => {
    const status = statusOf(receipts);
    const counted = count(entries, receipts);
    const ignored = dataValues - counted.imported - counted.updated - counted.deleted;
    const summary: ImportSummary = {
      responseType: 'ImportSummary',
      status,
      importCount: { ...counted, ignored },
      conflicts: receipts.flatMap(({ errors = [] }) => (errors as Fault[]).map(conflictOf)),
      receipts: [...receipts],
    };
    return jsonAnswer(status === 'SUCCESS' ? 200 : 409, summary);
  };
