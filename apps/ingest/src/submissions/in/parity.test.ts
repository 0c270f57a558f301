import { describe, expect, test } from '@jest/globals';
import { sevenWays, type How, type Outcome, type Pushed, type Said } from '../../testing/seven-ways.ts';
import { start } from '../../testing/use-service.ts';

const one: Pushed = { orgUnit: 'school-1', dataset: 'safety', period: '2026-11', values: [] };
const guards = (numerator: unknown, denominator: unknown): Said => ({ indicator: 'guards', numerator, denominator });
const decimal = (indicator: string, value: unknown): Said => ({ indicator, value });

const safety = (...values: readonly Said[]): Pushed => ({ ...one, values });
const canteen = (...values: readonly Said[]): Pushed => ({ ...one, dataset: 'canteen', values });
const good = guards(3, 4);

type Case = readonly [what: string, pushed: Pushed, codes: readonly string[], key?: How['key']];

const bad: readonly Case[] = [
  ['a negative numerator', safety(guards(-3, 4)), ['negative-numerator']],
  ['a negative denominator', safety(guards(3, -4)), ['negative-denominator']],
  ['a fraction where a whole number is asked for', safety(guards(2.5, 4)), ['invalid-value']],
  ['a numerator that is a text', safety(guards('三', 4)), ['invalid-value']],
  ['a numerator with zeros before it', safety(guards('007', 4)), ['invalid-value']],
  ['an integer past 2^53', safety(guards(3, '9007199254740993')), ['invalid-value']],
  ['no denominator', safety(guards(3, undefined)), ['missing-field']],
  ['a negative part beside one that is no number', safety(guards(-3, 'x')), ['invalid-value', 'negative-numerator']],
  ['a part that is no number beside none', safety(guards('x', undefined)), ['invalid-value', 'missing-field']],
  [
    'a negative count with too long a note',
    canteen({ ...decimal('meals', -1), note: '长'.repeat(501) }),
    ['negative-value', 'note-too-long'],
  ],
  ['no figure', safety({ indicator: 'guards', note: '漏填' }), ['missing-value']],
  ['a figure that is taken back as well', safety({ ...good, withdrawn: true }), ['ambiguous-value']],
  ['a word that does not take back', safety({ indicator: 'guards', withdrawn: '也许' }), ['invalid-field']],
  ['taking back what nobody knows', safety({ indicator: 'nothing', withdrawn: true }), ['unknown-indicator']],
  ['taking back what is derived', safety({ indicator: 'four-100', withdrawn: true }), ['derived-indicator']],
  ['an empty figure', safety({ ...decimal('guards', ''), note: '漏填' }), ['missing-value']],
  [
    'parts of what is no ratio',
    canteen({ indicator: 'meals', numerator: 3, denominator: 4 }),
    ['value-kind-not-allowed'],
  ],
  ['a text', safety(decimal('guards', '很多')), ['invalid-value']],
  ['no number', safety(decimal('guards', 'NaN')), ['invalid-value']],
  ['no end', safety(decimal('guards', 'Infinity')), ['invalid-value']],
  ['what looks like a formula', safety(decimal('guards', '=1+1')), ['invalid-value']],
  ['what calls a program', safety(decimal('guards', '@SUM(1)')), ['invalid-value']],
  ['an exponent', safety(decimal('guards', '1e3')), ['invalid-value']],
  ['a number for machines', safety(decimal('guards', '0x10')), ['invalid-value']],
  ['wide digits', safety(decimal('guards', '９８')), ['invalid-value']],
  ['ten decimal places', safety(decimal('guards', '0.1234567891')), ['invalid-value']],
  ['more digits than are exact', canteen(decimal('price-change', '1234567890123456')), ['invalid-value']],
  ['a negative count', canteen(decimal('meals', -1)), ['negative-value']],
  ['an unknown indicator', safety(decimal('nothing', 1)), ['unknown-indicator']],
  ['an indicator of another dataset', safety(decimal('meals', 1)), ['indicator-not-in-dataset']],
  ['a derived indicator', safety(decimal('four-100', 100)), ['derived-indicator']],
  ['an indicator twice', safety(good, guards(4, 4)), ['duplicate-indicator']],
  ['an unknown org unit', { ...safety(good), orgUnit: 'nowhere' }, ['unknown-org-unit']],
  ['another school', { ...safety(good), orgUnit: 'school-2' }, ['unknown-org-unit'], 'school'],
  ['a school that has closed', { ...safety(good), orgUnit: 'school-closed' }, ['unknown-org-unit']],
  ['an unknown dataset', { ...safety(good), dataset: 'none' }, ['unknown-dataset']],
  ['a dataset out of reach', canteen(decimal('meals', 1)), ['unknown-dataset'], 'school'],
  [
    'a dataset of other schools',
    { ...canteen(decimal('meals', 1)), orgUnit: 'school-2' },
    ['dataset-not-for-org-unit'],
  ],
  ['no period', { ...safety(good), period: 'soon' }, ['invalid-period']],
  ['a month that is none', { ...safety(good), period: '2026-13' }, ['invalid-period']],
  ['a span of centuries', { ...safety(good), period: '0001..9999' }, ['invalid-period']],
  ['a month before any calendar', { ...safety(good), period: '0000-01' }, ['invalid-period']],
  ['a text far too long for a period', { ...safety(good), period: '2026-11'.repeat(20) }, ['invalid-period']],
  ['a period of another kind', { ...safety(good), period: '2026-Q4' }, ['period-kind-not-allowed']],
  ['a period that has not begun', { ...safety(good), period: '2026-12' }, ['period-not-begun']],
  ['a note that is too long', safety({ ...good, note: '长'.repeat(501) }), ['note-too-long']],
  ['an id that is too long', safety(decimal('x'.repeat(81), 1)), ['invalid-field']],
  [
    'several faults at once',
    { ...safety(guards(-3, 4), decimal('alarm', 'x'), decimal('nothing', 1)), period: '2026-Q4' },
    ['invalid-value', 'negative-numerator', 'period-kind-not-allowed', 'unknown-indicator'],
  ],
];

const placeKind: Readonly<Record<string, string>> = { NDJSON: 'line', CSV: 'line', XLSX: 'cell' };

/** Pushes in every way, each time to a service of its own; a way that cannot even say it is left out. */
async function inEveryWay(pushed: Pushed, how: How, before?: Pushed): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const [name, way] of Object.entries(sevenWays)) {
    const service = await start();
    if (before !== undefined) await way(service, before, { ...how, dryRun: false });
    const outcome = await way(service, pushed, how);
    if (outcome !== undefined) outcomes.set(name, outcome);
  }
  return outcomes;
}

describe('the same bad value is refused with the same code by every way in', () => {
  test.each(bad)('%s', async (_what, pushed, codes, key = 'district') => {
    const outcomes = await inEveryWay(pushed, { key, dryRun: false });
    expect(outcomes.size).toBeGreaterThanOrEqual(6);
    for (const [way, outcome] of outcomes) {
      const places = [placeKind[way] ?? 'pointer'];
      expect({ way, ...outcome }).toEqual({ way, status: 'rejected', codes, values: [], places });
    }
  });
});

const fine: readonly (readonly [string, Pushed, readonly string[]])[] = [
  ['a ratio', safety(guards(3, 4)), ['guards created']],
  ['a ratio of nothing', safety(guards(0, 0)), ['guards created']],
  ['the largest integer', safety(guards(1, Number.MAX_SAFE_INTEGER)), ['guards created']],
  ['a rate as it was published', safety(decimal('guards', 98.6)), ['guards created']],
  ['a negative amount', canteen(decimal('price-change', -3.25)), ['price-change created']],
  ['a milestone', canteen(decimal('kitchen-open', 1)), ['kitchen-open created']],
  ['a note that looks like a formula', safety({ ...good, note: '=HYPERLINK("http://x")' }), ['guards created']],
  ['a week', { ...safety(good), period: '2026-W47' }, ['guards created']],
  ['no figure, and that there is none', safety({ indicator: 'guards', withdrawn: true }), ['guards created']],
  ['several figures', safety(good, decimal('alarm', 50)), ['alarm created', 'guards created']],
];

describe('the same good value has the same receipt from every way in', () => {
  test.each(fine)('%s', async (_what, pushed, values) => {
    for (const [way, outcome] of await inEveryWay(pushed, { key: 'district', dryRun: false }))
      expect({ way, ...outcome }).toEqual({ way, status: 'created', codes: [], values, places: [] });
  });

  test('and the same verdict, where it is only judged', async () => {
    for (const [way, outcome] of await inEveryWay(safety(good), { key: 'district', dryRun: true }))
      expect({ way, ...outcome }).toEqual({
        way,
        status: 'created',
        codes: [],
        values: ['guards created met'],
        places: [],
      });
  });

  test('a repeat is unchanged, a correction and what takes back updated', async () => {
    const before = safety(good, decimal('alarm', 50));
    for (const outcome of (await inEveryWay(before, { key: 'district', dryRun: false }, before)).values())
      expect([outcome.status, outcome.values]).toEqual(['unchanged', ['alarm unchanged', 'guards unchanged']]);
    const corrected = safety(guards(4, 4), decimal('alarm', 50));
    for (const outcome of (await inEveryWay(corrected, { key: 'district', dryRun: false }, before)).values())
      expect([outcome.status, outcome.values]).toEqual(['updated', ['alarm unchanged', 'guards updated']]);
    const gone = safety({ indicator: 'guards', withdrawn: true, note: '统计口径有误' }, decimal('alarm', 50));
    for (const outcome of (await inEveryWay(gone, { key: 'district', dryRun: false }, before)).values())
      expect([outcome.status, outcome.values]).toEqual(['updated', ['alarm unchanged', 'guards updated']]);
  });
});
