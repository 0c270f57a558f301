import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import { datasetsOf, type Rules } from '../../domain/rules.ts';
import type { Pusher } from '../../domain/submission.ts';
import type { Entry } from '../fault-place.ts';
import type { FigureRow } from './read-row.ts';

/** What finding a row's dataset depends on. */
export type TableContext = { readonly rules: Rules; readonly pusher: Pusher; readonly language: Language };

type Group = { readonly dataset: string | undefined; readonly rows: FigureRow[] };

/** Finds the one dataset in which a unit of that type reports an indicator; undefined when there is none, or more than one. */
function datasetFinder({ rules, pusher }: TableContext): (row: FigureRow) => string | undefined {
  const found = new Map<string, string | undefined>();
  const allowed = (id: string): boolean => pusher.datasets.length === 0 || pusher.datasets.includes(id);
  return ({ orgUnit, indicator }) => {
    const unit = rules.units.get(orgUnit ?? '');
    if (unit === undefined || indicator === undefined || !pusher.maySee(unit.path)) return undefined;
    const key = `${unit.type}|${indicator}`;
    if (!found.has(key)) {
      const [only, ...others] = datasetsOf(rules, indicator, unit.type).filter(({ id }) => allowed(id));
      found.set(key, others.length === 0 ? only?.id : undefined);
    }
    return found.get(key);
  };
}

// A row whose dataset cannot be told belongs to the submission its unit and period have, if that is one.
function settleStrays(ofUnit: ReadonlyMap<string | undefined, Group>): readonly Group[] {
  const strays = ofUnit.get(undefined);
  const others = [...ofUnit.values()].filter((group) => group !== strays);
  const [only] = others;
  if (strays === undefined || only === undefined || others.length > 1) return [...ofUnit.values()];
  return [{ dataset: only.dataset, rows: [...only.rows, ...strays.rows].sort((a, b) => a.line - b.line) }];
}

// Nothing is said of a unit out of reach, so that it looks like one that does not exist.
function missingDataset({ dataset, rows }: Group, { rules, pusher, language }: TableContext): readonly Fault[] {
  if (dataset !== undefined) return [];
  const ambiguous = rows.find(({ orgUnit, indicator }) => {
    const unit = rules.units.get(orgUnit ?? '');
    return unit !== undefined && pusher.maySee(unit.path) && rules.indicators.get(indicator ?? '')?.derived === false;
  });
  return ambiguous === undefined
    ? []
    : [faultOf('missing-field', language, { line: ambiguous.line, pointer: '/dataset' })];
}

function toEntry(group: Group, context: TableContext): Entry {
  const { rows, dataset } = group;
  const [first] = rows;
  return {
    draft: {
      orgUnit: first?.orgUnit,
      period: first?.period,
      dataset,
      values: rows.map(({ value }) => value),
      note: '',
      observedAt: 0,
    },
    faults: [...missingDataset(group, context), ...rows.flatMap(({ faults }) => faults)],
    place: { kind: 'rows', line: first?.line ?? 1, lines: rows.map(({ line }) => line) },
  };
}

/** Gathers rows into submissions: one for each org unit, period and dataset, in the order of their first rows. */
export type RowGroups = { readonly add: (row: FigureRow) => void; readonly entries: () => readonly Entry[] };

/** Makes empty groups. A row that names no dataset is for the only one that fits. */
export function groupRows(context: TableContext): RowGroups {
  const units = new Map<string, Map<string | undefined, Group>>();
  const find = datasetFinder(context);
  return {
    add: (row) => {
      const key = JSON.stringify([row.orgUnit, row.period]);
      const dataset = row.dataset ?? find(row);
      const ofUnit = units.get(key) ?? new Map<string | undefined, Group>();
      units.set(key, ofUnit);
      const group = ofUnit.get(dataset);
      if (group === undefined) ofUnit.set(dataset, { dataset, rows: [row] });
      else group.rows.push(row);
    },
    entries: () =>
      [...units.values()].flatMap((ofUnit) => settleStrays(ofUnit).map((group) => toEntry(group, context))),
  };
}
