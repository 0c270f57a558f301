import { describe, expect, it } from '@jest/globals';
import { memoryShelves } from './memory-shelves.ts';
import { exportsOf, smallCity, type Everything } from './small-city.ts';
import { verify } from './verify.ts';

const now = Date.parse('2026-11-15T00:00:00.000+08:00');
const dueAt = Date.parse('2026-11-05T17:00:00.000+08:00');

type Loose = Record<string, unknown>;

const edit = (item: object | undefined, change: Loose): void => {
  Object.assign(item as object, change);
};

// The small city, whose month is due: b came late, c did not come at all, and a says something implausible.
function dueCity(): Everything {
  const city = smallCity();
  const due = { days: 5, workingDays: false, at: '17:00', validFrom: '' };
  edit(city.catalogue.datasets[0], { due, validFrom: '2026-10-01' });
  edit(city.catalogue.indicators[2], { plausibleMax: '2' });
  city.orgUnits.push({ id: 'c', parent: 't1', type: 'primary', tags: [], validFrom: '', validTo: '' });
  edit(city.revisions[1], { receivedAt: dueAt + 1000 });
  edit(city.revisions[2], { receivedAt: dueAt + 2000 });
  for (const card of city.scorecards) edit(card, { dueAt });
  edit(city.scorecards[0], { findings: [{ code: 'implausible', indicator: 'incidents', check: '' }] });
  edit(city.scorecards[1], { late: true, receivedAt: dueAt + 2000 });
  const [, late] = city.scorecards;
  if (late === undefined) throw new Error('b has a card');
  const absent = { orgUnit: 'c', path: late.path.replace(/b\/$/, 'c/'), version: 1, revision: 0, receivedAt: 0 };
  city.scorecards.push({ ...late, ...absent, cells: [], groups: [], findings: [], missing: true, late: false });
  for (const rollup of city.rollups) {
    edit(rollup, { version: 4, missing: 1, late: 1, receivedAt: dueAt + 2000, findings: { implausible: 1 } });
  }
  edit(city.alerts[0], { receivedAt: dueAt + 2000 });
  const [alert] = city.alerts;
  if (alert === undefined) throw new Error('b has an alert');
  city.alerts.push({ ...alert, id: 'c:missing@safety:1', orgUnit: 'c', indicator: 'missing@safety' });
  return city;
}

// School a has reported the same incidents six months in a row, of a dataset that is not rolled up; in October there are more.
function cityWithPast(): Everything {
  const city = smallCity();
  edit(city.catalogue.datasets[0], { rollsUp: false });
  edit(city.catalogue.indicators[2], { outlierFloor: '0.1' });
  city.rollups.splice(0);
  const [card] = city.scorecards;
  if (card === undefined) throw new Error('a has a card');
  const cells = card.cells
    .filter(({ indicator }) => indicator === 'incidents')
    .map((cell) => ({ ...cell, value: '1' }));
  const both = card.cells.filter(({ indicator }) => indicator === 'both');
  const unknown = both.map((cell) => ({ ...cell, numerator: 0, denominator: 0, verdict: 'no-data' as const }));
  const groups = [{ group: 'all', verdict: 'no-data' as const }];
  const findings = [
    {
      ...{ code: 'outlier-own', indicator: 'incidents', check: '' },
      outlier: { found: '2.5', expected: '1', spread: '0.1', floored: true, among: 6 },
    },
  ];
  for (const month of ['04', '05', '06', '07', '08', '09']) {
    const period = `2026-${month}`;
    const figures = cells.map(({ indicator, numerator, denominator, value, statedRate }) => ({
      ...{ indicator, numerator, denominator, value, statedRate },
    }));
    const said = { orgUnit: 'a', dataset: 'safety', period, revision: 1, receivedAt: 900 };
    city.revisions.push({ id: `a|safety|${period}`, ...said, figures, withdrawn: false });
    city.scorecards.push({ ...card, ...said, cells: [...cells, ...unknown], groups });
  }
  edit(card, { findings });
  return city;
}

async function foundIn(city: Everything): Promise<readonly string[]> {
  const found: string[] = [];
  await verify(exportsOf(city), { shelves: memoryShelves(), isWorkday: () => true, now }, (difference) => {
    found.push(`${difference.subject} ${difference.key} ${difference.field}`);
  });
  return found;
}

const another = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return value === 'met' ? 'breached' : `${String(value)}9`;
};

/** Something stored that is made otherwise, by its place. */
type Mutation = readonly [place: string, change: (root: unknown) => void];

const at = (root: unknown, path: readonly (string | number)[]): Loose =>
  path.reduce<unknown>((inner, key) => (inner as Loose)[key], root) as Loose;

/** Every leaf changed, every entry of a list left out or there twice. */
function* mutationsOf(value: unknown, path: readonly (string | number)[]): Generator<Mutation> {
  const place = path.join('.');
  const [holder, key] = [path.slice(0, -1), path.at(-1) ?? ''];
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield [`${place}.${String(i)} left out`, (root) => (at(root, path) as unknown as unknown[]).splice(i, 1)];
      yield* mutationsOf(item, [...path, i]);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* mutationsOf(inner, [...path, name]);
  } else {
    yield [place, (root) => (at(root, holder)[key] = another(value))];
  }
}

// What is not held against anything: the names of alerts, and what only orders or words them.
const isFree = (place: string): boolean =>
  /^alerts\.\d+\.id$/.test(place) ||
  /^alerts\.1\.(?!condition|orgUnit|indicator|period)/.test(place) ||
  place === 'scorecards.2.receivedAt' ||
  /^rollups\..*\.statedRate$/.test(place);

describe('verify cannot be deceived', () => {
  it('finds nothing in the city as it must be', async () => {
    expect(await foundIn(dueCity())).toEqual([]);
  });

  it('sees each single thing that is stored otherwise', async () => {
    const { scorecards, rollups, alerts } = dueCity();
    const mutations = [...mutationsOf({ scorecards, rollups, alerts }, [])].filter(([place]) => !isFree(place));
    const unseen: string[] = [];
    for (const [place, change] of mutations) {
      const city = dueCity();
      change(city);
      if ((await foundIn(city)).length === 0) unseen.push(place);
    }
    expect(mutations.length).toBeGreaterThan(400);
    expect(unseen).toEqual([]);
  });

  it('sees what is still judged of a unit that was closed before the period ended, and what still fires', async () => {
    const city = dueCity();
    city.orgUnits = city.orgUnits.map((unit) => (unit.id === 'b' ? { ...unit, validTo: '2026-10-30' } : unit));
    const found = await foundIn(city);
    expect(found).toContain('scorecard b|safety|2026-10 cells.guards.verdict');
    expect(found).toContain(`alert ${city.alerts[0]?.id ?? ''} condition`);
  });

  it('recounts what is far from the past of a unit', async () => {
    expect(await foundIn(cityWithPast())).toEqual([]);
  });

  it.each<[string, (city: Everything) => unknown, string]>([
    ['an outlier that is not told', (city) => edit(city.scorecards[0], { findings: [] }), ''],
    ['another median', (city) => edit(city.scorecards[0]?.findings[0]?.outlier, { expected: '1.01' }), '.expected'],
    ['another spread', (city) => edit(city.scorecards[0]?.findings[0]?.outlier, { spread: '0.2' }), '.spread'],
    [
      'a floor that was not needed',
      (city) => edit(city.scorecards[0]?.findings[0]?.outlier, { floored: false }),
      '.floored',
    ],
    ['fewer months', (city) => edit(city.scorecards[0]?.findings[0]?.outlier, { among: 5 }), '.among'],
    ['a past that was corrected since', (city) => edit(city.revisions.at(-1)?.figures[0], { value: '' }), ''],
  ])('names %s', async (_, change, field) => {
    const city = cityWithPast();
    change(city);
    expect(await foundIn(city)).toContain(`scorecard a|safety|2026-10 findings.outlier-own.incidents${field}`);
  });

  it.each<[string, (city: Everything) => unknown, string]>([
    [
      'a wrong verdict',
      (city) => edit(city.scorecards[1]?.cells[0], { verdict: 'at-risk' }),
      'scorecard b|safety|2026-10 cells.guards.verdict',
    ],
    [
      'a wrong numerator',
      (city) => edit(city.scorecards[1]?.cells[0], { numerator: 4 }),
      'scorecard b|safety|2026-10 cells.guards.figure',
    ],
    [
      'a lost value',
      (city) => edit(city.scorecards[0], { cells: city.scorecards[0]?.cells.slice(1) }),
      'scorecard a|safety|2026-10 cells.guards.figure',
    ],
    [
      'a wrong group',
      (city) => edit(city.scorecards[0]?.groups[0], { verdict: 'breached' }),
      'scorecard a|safety|2026-10 groups.all.verdict',
    ],
    [
      'a lost finding',
      (city) => edit(city.scorecards[0], { findings: [] }),
      'scorecard a|safety|2026-10 findings.implausible.incidents',
    ],
    [
      'a submission that was counted twice',
      (city) => edit(city.rollups[0], { reported: 3, version: 5 }),
      'rollup t1|safety|2026-10 reported',
    ],
    [
      'a card that is there twice',
      (city) => city.scorecards.push(...city.scorecards.slice(0, 1)),
      'scorecard a|safety|2026-10 ',
    ],
    [
      'a rollup that is there twice',
      (city) => city.rollups.push(...city.rollups.slice(0, 1)),
      'rollup t1|safety|2026-10 ',
    ],
    ['a missing card that is not there', (city) => city.scorecards.pop(), 'scorecard c|safety|2026-10 '],
    [
      'a wrong number of missing units',
      (city) => edit(city.rollups[1], { missing: 0 }),
      'rollup 330702|safety|2026-10 missing',
    ],
    [
      'lateness that was forgiven',
      (city) => edit(city.scorecards[1], { late: false }),
      'scorecard b|safety|2026-10 late',
    ],
    [
      'an alert that has ended too early',
      (city) => edit(city.alerts[0], { condition: 'resolved' }),
      'alert b:guards firing alerts',
    ],
    ['silence that nobody was told of', (city) => city.alerts.pop(), 'alert c:missing@safety firing alerts'],
    [
      'a submission that was lost from the log',
      (city) => city.revisions.splice(0, 1),
      'scorecard a|safety|2026-10 missing',
    ],
    [
      'a revision that was lost from the log',
      (city) => city.revisions.splice(1, 1),
      'submission b|safety|2026-10 revisions',
    ],
    [
      'a revision that is in the log twice',
      (city) => city.revisions.push(...city.revisions.slice(2)),
      'submission b|safety|2026-10 revisions',
    ],
  ])('names %s', async (_, change, named) => {
    const city = dueCity();
    change(city);
    expect(await foundIn(city)).toContain(named);
  });
});

describe('what did not come and is not due any more', () => {
  function voluntaryCity(): Everything {
    const city = dueCity();
    edit(city.catalogue.datasets[0], { due: null });
    for (const card of city.scorecards) edit(card, { dueAt: 0, late: false, missing: false });
    for (const rollup of city.rollups) edit(rollup, { missing: 0, late: 0 });
    city.alerts.splice(-1);
    return city;
  }

  async function told(city: Everything): Promise<readonly string[]> {
    const found: string[] = [];
    await verify(exportsOf(city), { shelves: memoryShelves(), isWorkday: () => true, now }, ({ subject, key, field }) =>
      found.push(`${subject} ${key} ${field}`),
    );
    return found;
  }

  it('may stay where it says so, and counts in the versions above', async () => {
    expect(await told(voluntaryCity())).toEqual([]);
  });

  it.each([{ missing: true }, { dueAt }, { revision: 1 }])('is told where it says otherwise: %p', async (change) => {
    const city = voluntaryCity();
    edit(city.scorecards.at(-1), change);
    expect(await told(city)).toContainEqual(expect.stringContaining('scorecard c|'));
  });
});
