import { describe, expect, test } from '@jest/globals';
import { makeCatalogue, type Catalogue, type Target } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack, aTarget } from '../../../catalogue/domain/examples.ts';
import { makeOrgTree } from '../../../org-tree/domain/org-tree.ts';
import { ratioOf } from '../../domain/examples.ts';
import type { NotableCard } from '../standing/keep-standings.ts';
import { inMemoryScorecards, inMemoryStandings } from '../in-memory-stores.ts';
import { takeSubmissions } from '../take-submissions.ts';
import type { RejudgeRequest } from './rejudge-request.ts';

const catalogueWith = (version: number, target: Partial<Target>): Catalogue =>
  makeCatalogue(version, [
    aPack({
      indicators: [anIndicator('a'), anIndicator('whole', { conjunctionOf: ['a'] })],
      targets: [aTarget('a', target)],
      datasets: [aDataset('d', ['a'])],
    }),
  ]);

const unit = (id: string, parent: string, path: string) => ({
  ...{ id, parent, path, type: parent === '' ? 'town' : 'primary', nameZh: id, nameEn: id },
  ...{ validFrom: '', validTo: '', tags: [] },
});

function aJudge() {
  const scorecards = inMemoryScorecards();
  const told: string[] = [];
  let catalogue = catalogueWith(1, {});
  let newest = catalogue;
  let now = 0;
  let lastDay = '';
  const heard: NotableCard[] = [];
  const take = takeSubmissions({
    catalogue: () => catalogue,
    tree: () => makeOrgTree(1, [unit('t', '', 't/'), { ...unit('s', 't', 't/s/'), validTo: lastDay }]),
    refresh: () => {
      catalogue = newest;
      return Promise.resolve();
    },
    now: () => now,
    scorecards,
    standings: inMemoryStandings(),
    readSiblings: scorecards.readSiblings,
    encode: () => Buffer.alloc(0),
    publish: (cards, notable) => {
      heard.push(...notable);
      told.push(...cards.map(({ card }) => `${card.period} v${card.version} ${card.cause}`));
      return Promise.resolve();
    },
    settled: () => undefined,
    crashPoint: () => undefined,
  });
  const request = (cause: string, period = '2026-11'): RejudgeRequest => ({
    ...{ orgUnit: 's', dataset: 'd', period, cause, reason: '目标更正' },
  });
  return {
    told,
    heard: () => heard.at(-1)?.cells.map(({ indicator, verdict }) => `${indicator} ${verdict}`),
    closeAfter: (day: string) => {
      lastDay = day;
    },
    begin: (day: string) => {
      now = Date.parse(`${day}T00:01:00+08:00`);
    },
    publishCatalogue: (next: Catalogue) => {
      newest = next;
    },
    verdicts: () => scorecards.all().flatMap(({ cells }) => cells.map(({ verdict }) => verdict)),
    card: () => scorecards.all()[0],
    submit: (revision = 1) =>
      take(
        {
          submissions: [
            {
              ...{ id: 's|d|2026-11', orgUnit: 's', dataset: 'd', period: '2026-11', revision, receivedAt: 5 },
              figures: [ratioOf('a', 9, 10)],
            },
          ],
          requests: [],
        },
        1,
      ),
    rejudge: (causes: readonly string[], generation = 1) =>
      take({ submissions: [], requests: causes.map((cause) => request(cause)) }, generation),
  };
}

describe('a card that is judged anew', () => {
  test('is judged from its own figures under the target of today, with cause and reason', async () => {
    const judge = aJudge();
    await judge.submit();
    expect(judge.verdicts()).toEqual(['breached', 'not-applicable']);
    judge.publishCatalogue(catalogueWith(2, { comparator: 'at-least', value: { mantissa: 90n, scale: 0 } }));
    await judge.rejudge(['catalogue@2']);
    expect(judge.verdicts()).toEqual(['met', 'not-applicable']);
    expect(judge.card()).toMatchObject({
      version: 2,
      revision: 1,
      cause: 'catalogue@2',
      reason: '目标更正',
      receivedAt: 5,
    });
    expect(judge.told.at(-1)).toBe('2026-11 v2 catalogue@2');
  });

  test('and stays the same is neither written nor told', async () => {
    const judge = aJudge();
    await judge.submit();
    await judge.rejudge(['due@1795521860645']);
    expect(judge.told).toEqual(['2026-11 v1 s|d|2026-11#1']);
    expect(judge.card()?.version).toBe(1);
  });

  test.each(['tree@1', 'catalogue@1'])('for %s is told though it stays the same: the sums may not', async (cause) => {
    const judge = aJudge();
    await judge.submit();
    await judge.rejudge([cause]);
    expect(judge.told.at(-1)).toBe('2026-11 v1 s|d|2026-11#1');
  });

  test('is told again when its cause comes again, for the first telling may have been cut off', async () => {
    const judge = aJudge();
    await judge.submit();
    judge.publishCatalogue(catalogueWith(2, { soft: true }));
    await judge.rejudge(['catalogue@2', 'tree@1']);
    await judge.rejudge(['catalogue@2', 'tree@1'], 2);
    expect(judge.card()?.version).toBe(2);
    expect(judge.told.slice(1)).toEqual(['2026-11 v2 tree@1', '2026-11 v2 tree@1']);
  });

  test('waits until this process knows the version of the catalogue that is named', async () => {
    const judge = aJudge();
    await judge.submit();
    await expect(judge.rejudge(['catalogue@2'])).rejects.toThrow('not there yet: catalogue@2');
  });

  test('where nothing was ever pushed is none', async () => {
    const judge = aJudge();
    await judge.rejudge(['due@1795521860645']);
    expect(judge.told).toEqual([]);
  });
});

test('what was to be reached before a day is at risk until that day and breached on it', async () => {
  const judge = aJudge();
  judge.publishCatalogue(catalogueWith(2, { comparator: 'once-before', before: '11-20' }));
  judge.begin('2026-11-19');
  await judge.submit();
  await judge.rejudge(['catalogue@2']);
  expect(judge.verdicts()[0]).toBe('at-risk');
  judge.begin('2026-11-20');
  await judge.rejudge(['due@2026-11-19T16:00:00.000Z']);
  await judge.rejudge(['due@2026-11-19T16:00:00.000Z'], 2);
  expect(judge.card()).toMatchObject({ version: 3, cause: 'due@2026-11-19T16:00:00.000Z' });
  expect(judge.verdicts()[0]).toBe('breached');
});

test('what was derived once and is no more is gone from the card, what was pushed stays without a verdict', async () => {
  const judge = aJudge();
  await judge.submit();
  expect(judge.card()?.cells.map(({ indicator }) => indicator)).toEqual(['a', 'whole']);
  judge.publishCatalogue(makeCatalogue(2, [aPack({ datasets: [aDataset('d', [])] })]));
  await judge.rejudge(['catalogue@2']);
  expect(judge.card()?.cells).toMatchObject([{ indicator: 'a', verdict: 'not-applicable', numerator: 9 }]);
});

describe('figures of a unit that is closed', () => {
  test.each([
    ['a day before the period ends judge nothing any more, and those who handle its breaches hear of it', '2026-11-29'],
    ['long before the period ends', '2026-10-31'],
  ])('%s', async (_, lastDay) => {
    const judge = aJudge();
    await judge.submit();
    judge.closeAfter(lastDay);
    await judge.rejudge(['tree@1']);
    expect(judge.verdicts()).toEqual(['not-applicable', 'not-applicable']);
    expect(judge.heard()).toEqual(['a not-applicable']);
  });

  test('after the period has ended are judged as ever', async () => {
    const judge = aJudge();
    await judge.submit();
    judge.closeAfter('2026-11-30');
    await judge.rejudge(['tree@1']);
    expect(judge.verdicts()).toEqual(['breached', 'not-applicable']);
    expect(judge.card()?.version).toBe(1);
  });

  test('are judged again when the closing is taken back', async () => {
    const judge = aJudge();
    await judge.submit();
    judge.closeAfter('2026-10-31');
    await judge.rejudge(['tree@1']);
    judge.closeAfter('');
    await judge.rejudge(['tree@1']);
    expect(judge.verdicts()).toEqual(['breached', 'not-applicable']);
    expect(judge.heard()).toEqual(['a breached']);
  });
});
