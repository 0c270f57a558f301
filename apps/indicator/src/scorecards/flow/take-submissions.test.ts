import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeCatalogue, type Catalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack, aTarget } from '../../catalogue/domain/examples.ts';
import { makeOrgTree } from '../../org-tree/domain/org-tree.ts';
import { ratioOf } from '../domain/examples.ts';
import { inMemoryScorecards, inMemoryStandings } from './in-memory-stores.ts';
import type { AcceptedSubmission } from './judge-submissions.ts';
import type { NotableCard } from './standing/keep-standings.ts';
import { takeSubmissions, type TakeSubmissions } from './take-submissions.ts';

const indicatorIds = ['a', 'b'];
const months = ['2026-08', '2026-09', '2026-10', '2026-11'];

const catalogue: Catalogue = makeCatalogue(1, [
  aPack({
    indicators: indicatorIds.map((id) => anIndicator(id)),
    targets: indicatorIds.map((id) => aTarget(id)),
    datasets: [aDataset('d', indicatorIds)],
  }),
]);

const unit = (id: string, parent: string) => ({
  id,
  parent,
  type: parent === '' ? 'town' : 'primary',
  nameZh: id,
  nameEn: id,
  path: parent === '' ? `${id}/` : `${parent}/${id}/`,
  validFrom: '',
  validTo: '',
  tags: [],
});
const tree = makeOrgTree(1, [unit('t', ''), unit('s', 't')]);

/** What a push says of one indicator: met, breached, no data, or nothing. */
type Said = 'met' | 'breached' | 'none' | 'silent';

function submission(period: string, revision: number, said: readonly Said[]): AcceptedSubmission {
  const figures = said.flatMap((word, index) => {
    if (word === 'silent') return [];
    const denominator = word === 'none' ? 0 : 10;
    const numerator = word === 'met' ? 10 : 0;
    return [ratioOf(indicatorIds[index] ?? '', numerator, denominator)];
  });
  return { id: `s|d|${period}`, orgUnit: 's', dataset: 'd', period, revision, figures, receivedAt: revision };
}

type Judge = {
  readonly take: (batch: readonly AcceptedSubmission[], generation: number) => Promise<void>;
  readonly judging: TakeSubmissions;
  readonly told: NotableCard[];
  readonly versions: () => readonly string[];
  /** The next so many publishes fail after everything was written, as a crash would. */
  readonly failPublishes: (count: number) => void;
};

function aJudge(): Judge {
  const told: NotableCard[] = [];
  const scorecards = inMemoryScorecards();
  let failures = 0;
  const judging = takeSubmissions({
    catalogue: () => catalogue,
    tree: () => tree,
    refresh: () => Promise.resolve(),
    now: () => 0,
    scorecards,
    standings: inMemoryStandings(),
    readSiblings: scorecards.readSiblings,
    encode: () => Buffer.alloc(0),
    publish: (_cards, notable) => {
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Error('broker away'));
      }
      told.push(...notable);
      return Promise.resolve();
    },
    settled: () => undefined,
    crashPoint: () => undefined,
  });
  return {
    take: (submissions, generation) => judging({ submissions, requests: [] }, generation),
    judging,
    told,
    versions: () => scorecards.all().map(({ period, version }) => `${period} v${version}`),
    failPublishes: (count) => {
      failures = count;
    },
  };
}

/** Which indicators whoever listens believes to be breached: the message with the highest sequence decides. */
function believed(told: readonly NotableCard[]): readonly string[] {
  const firing = new Map<string, { sequence: number; breached: boolean }>();
  for (const { cells, sequence } of told) {
    for (const { indicator: id, verdict } of cells) {
      if ((firing.get(id)?.sequence ?? 0) > sequence) continue;
      firing.set(id, { sequence, breached: verdict === 'breached' });
    }
  }
  return [...firing]
    .filter(([, { breached }]) => breached)
    .map(([id]) => id)
    .sort();
}

/** What is breached by the newest valid data of the newest revisions: written from the rule, not from the code. */
function trulyBreached(all: readonly AcceptedSubmission[]): readonly string[] {
  return indicatorIds.filter((id) => {
    const newestFirst = [...months].reverse().flatMap((month) => {
      const revisions = all.filter(({ period }) => period === month).sort((a, b) => b.revision - a.revision);
      const figure = revisions[0]?.figures.find((one) => one.indicator === id);
      return figure === undefined || figure.denominator === 0 ? [] : [figure];
    });
    const [newest] = newestFirst;
    return newest !== undefined && newest.numerator < newest.denominator;
  });
}

describe('judging submissions', () => {
  test('a breach is told, a first value on target is not', async () => {
    const judge = aJudge();
    await judge.take([submission('2026-10', 1, ['met', 'met'])], 1);
    expect(judge.told).toEqual([]);
    await judge.take([submission('2026-11', 1, ['breached', 'met'])], 1);
    expect(believed(judge.told)).toEqual(['a']);
  });

  test('of a card only what is breached or was until now is told', async () => {
    const judge = aJudge();
    const indicators = (): readonly (readonly string[])[] =>
      judge.told.map(({ cells }) => cells.map((one) => one.indicator));
    await judge.take([submission('2026-10', 1, ['breached', 'met'])], 1);
    await judge.take([submission('2026-11', 1, ['met', 'breached'])], 1);
    await judge.take([submission('2026-11', 2, ['met', 'met'])], 1);
    expect(indicators()).toEqual([['a'], ['a', 'b'], ['b']]);
  });

  test('a correction makes the next version and ends the breach', async () => {
    const judge = aJudge();
    await judge.take([submission('2026-11', 1, ['breached', 'met'])], 1);
    await judge.take([submission('2026-11', 2, ['met', 'met'])], 1);
    expect(believed(judge.told)).toEqual([]);
    expect(judge.versions()).toEqual(['2026-11 v2']);
  });

  test('a breach of an earlier period does not count once a later one has a valid value', async () => {
    const judge = aJudge();
    await judge.take([submission('2026-11', 1, ['met', 'silent'])], 1);
    await judge.take([submission('2026-10', 1, ['breached', 'breached'])], 1);
    expect(believed(judge.told)).toEqual(['b']);
  });

  test('a value that is taken back lets the newest earlier value speak', async () => {
    const judge = aJudge();
    await judge.take([submission('2026-10', 1, ['breached', 'met'])], 1);
    await judge.take([submission('2026-11', 1, ['met', 'breached'])], 1);
    await judge.take([submission('2026-11', 2, ['none', 'none'])], 1);
    expect(believed(judge.told)).toEqual(['a']);
  });

  test('a submission that comes twice changes nothing and is told again', async () => {
    const judge = aJudge();
    const breach = submission('2026-11', 1, ['breached', 'met']);
    await judge.take([breach], 1);
    await judge.take([breach], 2);
    expect(judge.versions()).toEqual(['2026-11 v1']);
    expect(judge.told.length).toBe(2);
    expect(believed(judge.told)).toEqual(['a']);
  });

  test('what was written and not told before a crash is told after it', async () => {
    const judge = aJudge();
    const breach = submission('2026-11', 1, ['breached', 'met']);
    const corrected = submission('2026-11', 2, ['met', 'met']);
    await judge.take([breach], 1);
    judge.failPublishes(1);
    await expect(judge.take([corrected], 1)).rejects.toThrow('broker away');
    await judge.take([corrected], 2);
    expect(believed(judge.told)).toEqual([]);
  });

  test('an end of a breach that was never told is told with the next card, also one that says nothing of it', async () => {
    const judge = aJudge();
    await judge.take([submission('2026-10', 1, ['breached', 'met'])], 1);
    judge.failPublishes(1);
    await expect(judge.take([submission('2026-10', 2, ['met', 'met'])], 1)).rejects.toThrow('broker away');
    await judge.take([submission('2026-11', 1, ['silent', 'met'])], 2);
    expect(believed(judge.told)).toEqual([]);
    expect(judge.told.at(-1)?.cells.map((one) => one.indicator)).toEqual(['a']);
  });

  test('in any order, repetition, batching and with crashes, what is believed is what is true', async () => {
    const said = fc.constantFrom<Said>('met', 'breached', 'none', 'silent');
    const revisions = fc.array(fc.tuple(fc.constantFrom(...months), said, said), { minLength: 1, maxLength: 10 });
    const run = fc.record({
      revisions,
      batches: fc.array(fc.tuple(fc.nat(50), fc.boolean()), { minLength: 6, maxLength: 14 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ revisions: pushed, batches }) => {
        const newest = new Map<string, { revision: number; said: readonly Said[] }>();
        const all = pushed.map(([month, ...words]) => {
          const before = newest.get(month) ?? { revision: 0, said: [] };
          // A revision carries the whole merged submission: what it does not name stays.
          const merged = words.map((word, index) => (word === 'silent' ? (before.said[index] ?? 'silent') : word));
          newest.set(month, { revision: before.revision + 1, said: merged });
          return submission(month, before.revision + 1, merged);
        });
        const judge = aJudge();
        let generation = 1;
        for (const [from, crash] of [...batches, [0, false] as const]) {
          // Any stretch of the log may come again; a revision never comes before the one it corrects was accepted.
          const start = from % all.length;
          const batch = all.slice(start, start + 3);
          judge.failPublishes(crash ? 1 : 0);
          await judge.take(batch, generation).catch(() => undefined);
          generation += crash ? 1 : 0;
        }
        judge.failPublishes(0);
        for (const one of all) await judge.take([one], generation + 1);
        expect(believed(judge.told)).toEqual(trulyBreached(all));
      }),
      { numRuns: 1_000, seed: 20_261_124 },
    );
  });
});
