export type Subject = 'submission' | 'scorecard' | 'rollup' | 'alert';

/** One field that is not what it must be; `absent` where one side has nothing. */
export type Difference = {
  readonly subject: Subject;
  readonly key: string;
  readonly field: string;
  readonly expected: string;
  readonly stored: string;
};

/** Fields by name, flat: `cells.<indicator>.verdict`. */
export type Fields = Readonly<Record<string, string>>;

export type Named = Pick<Difference, 'subject' | 'key'>;

export const absent = 'absent';

/** A thing that is there on one side only. */
export const oneSided = (named: Named, there: 'expected' | 'stored'): Difference => ({
  ...named,
  field: '',
  expected: there === 'expected' ? 'present' : absent,
  stored: there === 'stored' ? 'present' : absent,
});

/** A thing that is there more than once. */
export const twice = (named: Named): Difference => ({ ...named, field: '', expected: 'present', stored: 'twice' });

/** Every field that differs. */
export function compareFields(named: Named, expected: Fields, stored: Fields): readonly Difference[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(stored)]);
  return [...names]
    .filter((name) => expected[name] !== stored[name])
    .map((field) => ({ ...named, field, expected: expected[field] ?? absent, stored: stored[field] ?? absent }));
}
