import type { ImportConflict, ImportSummary } from '@xiaomai/gateway-api/data-value-set';
import type { Fault } from '@xiaomai/gateway-api/problem';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import type { Entry } from '../fault-place.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Tell } from '../push/told.ts';

type Status = ImportSummary['status'];

function statusOf(receipts: readonly Receipt[]): Status {
  const rejected = receipts.filter(({ status }) => status === 'rejected').length;
  if (rejected === 0) return 'SUCCESS';
  return rejected === receipts.length ? 'ERROR' : 'WARNING';
}

const partsOf = (entry: Entry | undefined, indicator: string): number => {
  const value = entry?.draft.values.find((one) => one?.indicator === indicator);
  return value?.numerator === undefined ? 1 : 2;
};

const count = (entries: readonly Entry[], receipts: readonly Receipt[], status: 'created' | 'updated'): number =>
  receipts
    .flatMap(({ values }, n) =>
      values.map((value) => (value.status === status ? partsOf(entries[n], value.indicator) : 0)),
    )
    .reduce((sum, parts) => sum + parts, 0);

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

/** The answer as DHIS2 gives it: every data value is imported, updated or ignored; 409 where something was refused. Receipts stand beside it. */
export const tellSummary =
  (entries: readonly Entry[], dataValues: number): Tell =>
  (receipts) => {
    const status = statusOf(receipts);
    const imported = count(entries, receipts, 'created');
    const updated = count(entries, receipts, 'updated');
    const summary: ImportSummary = {
      responseType: 'ImportSummary',
      status,
      importCount: { imported, updated, ignored: dataValues - imported - updated, deleted: 0 },
      conflicts: receipts.flatMap(({ errors = [] }) => (errors as Fault[]).map(conflictOf)),
      receipts: [...receipts],
    };
    return jsonAnswer(status === 'SUCCESS' ? 200 : 409, summary);
  };
