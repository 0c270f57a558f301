import { describe, expect, test } from '@jest/globals';
import { makeCatalogue, type Catalogue, type Due } from '../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack } from '../../catalogue/domain/examples.ts';
import { smallCity } from '../../org-tree/domain/examples.ts';
import { ratioOf } from '../../scorecards/domain/examples.ts';
import type { AcceptedSubmission } from '../../scorecards/flow/judge-submissions.ts';
import { pushed, trialOf, tried, type Tried } from '../../testing/tried-packs.ts';

// October 2026 ends on a Saturday: the third working day after it is Wednesday the 4th of November, the fifth is Friday the 6th.
const workingDays = (days: number): Due => ({
  ...{ days, workingDays: true, at: '17:00', remindBefore: [], remindAfter: [], validFrom: '2026-01-01' },
});
const dueIn = (due: Due | undefined): Catalogue =>
  makeCatalogue(1, [aPack({ indicators: [anIndicator('guards')], datasets: [aDataset('d', ['guards'], { due })] })]);
const [voluntary, fifthDay, thirdDay] = [dueIn(undefined), dueIn(workingDays(5)), dueIn(workingDays(3))];

const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const came = (orgUnit: string, period: string, text: string): AcceptedSubmission => ({
  ...{ id: `${orgUnit}|d|${period}`, orgUnit, dataset: 'd', period, revision: 1, receivedAt: at(text) },
  figures: [ratioOf('guards', 4, 4)],
});

// s1 comes on the fourth working day, s2 after the sixth, s3 never.
const october = [came('s1', '2026-10', '2026-11-05T10:00'), came('s2', '2026-10', '2026-11-09T10:12')];
const days = { from: '2026-10-01', to: '2026-10-31' };
const now = at('2026-12-31T12:00');

type Asked = Parameters<typeof tried>[2] & { readonly before: Catalogue; readonly after: Catalogue };

const tryOn = async (past: readonly AcceptedSubmission[], { before, after, ...asked }: Asked): Promise<Tried> =>
  tried(await pushed(past, before, smallCity), smallCity, { now, days, trial: trialOf(before, after), ...asked });

const arrivalsOf = ({ arrivals }: Tried) =>
  arrivals.map(({ orgUnit, period, before, after }) => [orgUnit, period, before.arrival, after.arrival]);
const warnings = ({ result }: Tried) => result.alerts.find(({ severity }) => severity === 'warning');

describe('a dataset that gets a due time', () => {
  const first = { before: voluntary, after: fifthDay };

  test('says who would have been in time, late and missing', async () => {
    const { result, arrivals } = await tryOn(october, first);
    expect(arrivals).toEqual([
      {
        ...{ orgUnit: 's1', dataset: 'd', period: '2026-10', receivedAt: at('2026-11-05T10:00') },
        ...{ before: { arrival: 'not-due', dueAt: 0 }, after: { arrival: 'in-time', dueAt: at('2026-11-06T17:00') } },
      },
      {
        ...{ orgUnit: 's2', dataset: 'd', period: '2026-10', receivedAt: at('2026-11-09T10:12') },
        ...{ before: { arrival: 'not-due', dueAt: 0 }, after: { arrival: 'late', dueAt: at('2026-11-06T17:00') } },
      },
      {
        ...{ orgUnit: 's3', dataset: 'd', period: '2026-10', receivedAt: 0 },
        ...{ before: { arrival: 'not-due', dueAt: 0 }, after: { arrival: 'missing', dueAt: at('2026-11-06T17:00') } },
      },
    ]);
    expect(result).toMatchObject({
      ...{ changes: 0, cards: 2 },
      arrivals: [{ dataset: 'd', due: { before: undefined, after: { days: 5 } }, judged: 3, changed: 3 }],
    });
  });

  test('is missing of everybody in a period of which nobody has a card, unless it is not due yet', async () => {
    const silent = await tryOn([], first);
    expect(arrivalsOf(silent).map(([unit, , , after]) => [unit, after])).toEqual([
      ['s1', 'missing'],
      ['s2', 'missing'],
      ['s3', 'missing'],
    ]);
    expect((await tryOn([], { ...first, now: at('2026-11-06T17:00') })).arrivals).toEqual([]);
  });

  test('is told of those alone whom the caller may see', async () => {
    expect(arrivalsOf(await tryOn(october, { ...first, visible: (path) => path.startsWith('c/d2/') }))).toEqual([
      ['s3', '2026-10', 'not-due', 'missing'],
    ]);
  });
});

test('an earlier due time makes late who was in time, and changes nobody else', async () => {
  const earlier = await tryOn(october, { before: fifthDay, after: thirdDay });
  expect(arrivalsOf(earlier)).toEqual([['s1', '2026-10', 'in-time', 'late']]);
  expect(earlier.result.arrivals).toMatchObject([
    {
      ...{ judged: 3, changed: 1 },
      transitions: [
        { before: 'in-time', after: 'late', count: 1 },
        { before: 'late', after: 'late', count: 1 },
        { before: 'missing', after: 'missing', count: 1 },
      ],
    },
  ]);
});

test('the due time in force changes nothing, and a dataset without one is not told of', async () => {
  const same = await tryOn(october, { before: fifthDay, after: fifthDay });
  expect([same.arrivals, same.result.arrivals[0]?.changed]).toEqual([[], 0]);
  expect((await tryOn(october, { before: voluntary, after: voluntary })).result.arrivals).toEqual([]);
});

test('what everybody sent and took back again is missing', async () => {
  const back = { ...came('s1', '2026-10', '2026-11-05T10:00'), revision: 2, withdrawn: true, figures: [] };
  const withdrawn = await tryOn([...october, back], { before: voluntary, after: fifthDay });
  expect(arrivalsOf(withdrawn)[0]).toEqual(['s1', '2026-10', 'not-due', 'missing']);
});

describe('alerts about what is overdue', () => {
  const twoMonths = { from: '2026-10-01', to: '2026-11-30' };

  test('open once as long as anything is overdue, and end when all has come', async () => {
    // November is due on the 7th of December. s1 owes both months until the 20th; s2 owes October for three days; s3 owes all.
    const past = [
      ...[came('s1', '2026-10', '2026-12-20T10:00'), came('s1', '2026-11', '2026-12-10T10:00')],
      ...[came('s2', '2026-10', '2026-11-09T10:00'), came('s2', '2026-11', '2026-12-07T17:00')],
    ];
    const tried = await tryOn(past, { before: voluntary, after: fifthDay, days: twoMonths });
    expect(warnings(tried)).toMatchObject({ opened: { before: 0, after: 3 }, resolved: { before: 0, after: 2 } });
  });

  test('open again when something is overdue again', async () => {
    const past = [came('s1', '2026-10', '2026-11-09T10:00'), came('s1', '2026-11', '2026-12-08T10:00')];
    const d1 = { unit: smallCity.units.get('s1') ?? raise(), days: twoMonths };
    expect(warnings(await tryOn(past, { before: voluntary, after: fifthDay, ...d1 }))).toMatchObject({
      ...{ opened: { after: 2 }, resolved: { after: 2 } },
    });
  });
});

function raise(): never {
  throw new Error('no such unit');
}
