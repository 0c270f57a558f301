// What tests of packs start from, and ways to change one thing of it.
import { parse, stringify } from 'yaml';
import { readPacks } from './read-packs.ts';

/** A pack without fault. */
export const pack = `pack: p
version: '1'
name: { zh: 泳池, en: Pools }
indicators:
  - id: rate
    name: { zh: 配备率, en: Rate }
    kind: ratio
    unit: percent
    aggregation: units-met
    numerator: 在岗
    denominator: 应配
    targets:
      - comparator: equals
        value: '100'
        valid_from: 2024-01-01
  - id: stock
    name: { zh: 存量, en: Stock }
    kind: open-items
    unit: count
    aggregation: sum
groups:
  - id: group
    name: { zh: 组, en: Group }
    members: [rate, stock]
    complete: true
datasets:
  - id: monthly
    name: { zh: 月报, en: Monthly }
    indicators: [rate, stock]
    reported_by: [primary]
    period_kinds: [month]
    rolls_up: true
`;

export type Loose = Record<string, unknown>;
export type Parts = { indicators: (Loose & { targets: Loose[] })[]; groups: Loose[]; datasets: Loose[] } & Loose;

/** That pack after a change. */
export const changed = (change: (parts: Parts) => void): string => {
  const parts = parse(pack) as Parts;
  change(parts);
  return stringify(parts);
};
/** Path and code of every fault. */
export const faultsOf = (...texts: string[]): string[] =>
  readPacks(texts.map((text, index) => ({ name: index === 0 ? 'p.yaml' : `p${String(index)}.yaml`, text }))).faults.map(
    ({ path, code }) => `${path} ${code}`,
  );

/** With this target in place of the first. */
export const withTarget = (target: Loose, head: Loose = {}): string =>
  changed(({ indicators: [first] }) => Object.assign(first ?? {}, head, { targets: [target] }));
/** With these keys of the second indicator. */
export const withIndicator = (head: Loose): string =>
  changed(({ indicators }) => {
    delete indicators[1]?.['name'];
    Object.assign(indicators[1] ?? {}, { name: { zh: 'x', en: 'x' } }, head);
  });
/** With these keys of the dataset. */
export const withDataset = (rest: Loose): string =>
  changed(({ datasets: [first] }) => Object.assign(first ?? {}, rest));
/** With these keys of the group. */
export const withGroup = (rest: Loose): string => changed(({ groups: [first] }) => Object.assign(first ?? {}, rest));
