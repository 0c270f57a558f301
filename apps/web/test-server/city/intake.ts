import { firstSubmission, groups, type DemoGroup, type Submitted } from './figures.ts';

/** The submissions of the demonstration, changed by `push`. */
export type Intake = {
  readonly newest: (school: string, group: DemoGroup, period: string) => Submitted | undefined;
  readonly all: (school: string, group: DemoGroup, period: string) => readonly Submitted[];
  readonly push: (change: Change) => Submitted;
};

export type Change = {
  readonly school: string;
  readonly group: DemoGroup;
  readonly period: string;
  readonly values: Readonly<Record<string, 0 | 1>>;
  readonly at: number;
};

const keyOf = (school: string, group: DemoGroup, period: string): string => `${school}|${group.dataset}|${period}`;

export function createIntake(): Intake {
  const revisions = new Map<string, Submitted[]>();
  const all: Intake['all'] = (school, group, period) => {
    const key = keyOf(school, group, period);
    const first = firstSubmission(school, group, period);
    const known = revisions.get(key) ?? (first === undefined ? [] : [first]);
    revisions.set(key, known);
    return known;
  };
  return {
    all,
    newest: (school, group, period) => all(school, group, period).at(-1),
    push: ({ school, group, period, values, at }) => {
      const known = all(school, group, period);
      const before = known.at(-1);
      const full = group.members.map(({ id }) => [id, values[id] ?? before?.values.get(id) ?? 1] as const);
      const next = { revision: (before?.revision ?? 0) + 1, receivedAt: at, values: new Map(full) };
      revisions.set(keyOf(school, group, period), [...known, next]);
      return next;
    },
  };
}

export const groupOfDataset = (dataset: string | null): DemoGroup | undefined =>
  groups.find((group) => group.dataset === dataset);

export const groupOfIndicator = (indicator: string): DemoGroup | undefined =>
  groups.find((group) => group.members.some(({ id }) => id === indicator));
