import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadCity } from './harness/city.ts';
import { noDifferences } from './harness/command-line.ts';
import { eventually } from './harness/eventually.ts';
import type { Alert } from './harness/alerts.ts';
import { toldBy } from './harness/outcome/told.ts';
import { idOf, startLoad, type Load } from './harness/load.ts';
import { exported, type Revision } from './harness/log.ts';
import { dying, startStack, type Stack } from './harness/stack.ts';

const perSecond = 200;
const seed = 20_261_124;
const healMs = 60_000;

const toldKinds: ReadonlySet<string> = new Set(['opened', 'resolved', 'reopened']);

const crashPoints = [
  'ingest.after-store',
  'ingest.after-publish',
  'indicator.after-write',
  'indicator.after-publish',
  'alert.before-write',
  'alert.after-write',
  'alert.after-publish',
  'alert.after-send',
] as const;

describe('while submissions keep coming', () => {
  let stack: Stack;
  let load: Load;

  beforeAll(async () => {
    stack = await startStack(dying);
    await loadCity(stack);
    load = startLoad(stack, { perSecond, seed });
  }, 240_000);

  afterAll(async () => {
    await load?.finish();
    await stack?.stop();
  }, 120_000);

  // Where a client gave up waiting and asked again, its first request may still be carried out after later ones.
  const restless = (): ReadonlySet<string> =>
    new Set(load.journal.filter(({ attempts }) => attempts > 1).map((entry) => idOf(entry)));

  const untilAccepted = async (): Promise<void> => {
    const { length } = load.journal;
    await eventually(30_000, () => {
      if (!load.journal.slice(length).some(({ outcome }) => outcome === 'accepted'))
        throw new Error('nothing is accepted');
    });
  };

  it.each(['ingest', 'indicator', 'alert', 'reporting', 'gateway'])(
    '%s is killed and comes back by itself',
    async (name) => {
      await stack.kill(name);
      await stack.untilReady(30_000);
      await untilAccepted();
    },
    120_000,
  );

  it.each(crashPoints)(
    'a process dies at %s and comes back by itself',
    async (point) => {
      await stack.dieAt(point);
      await stack.untilReady(30_000);
      await untilAccepted();
    },
    120_000,
  );

  const heldBack = (): number => load.journal.reduce((sum, entry) => sum + entry.heldBack, 0);

  it.each([
    ['kafka', 'ingest: kafka'],
    ['mongodb', 'ingest: database'],
  ])(
    'without %s the stack says that it is not ready and holds pushes back, and goes on by itself after it',
    async (name, part) => {
      await stack.without(name, async () => {
        await stack.untilWaiting(45_000, part);
        const before = heldBack();
        await eventually(15_000, () => expect(heldBack()).toBeGreaterThan(before));
      });
      await stack.untilReady(45_000);
      await untilAccepted();
    },
    150_000,
  );

  it('the backlog is gone within a minute, and nothing differs from a recomputation', async () => {
    await load.finish();
    await noDifferences(stack, healMs);
  }, 150_000);

  it('every accepted submission is in the log exactly once, and nothing that was not pushed', async () => {
    const revisions = await exported<Revision>(stack, 'submissions');
    const stored = Map.groupBy(revisions, ({ id, note = '' }) => `${id} ${note}`);
    const pushed = load.journal.filter(({ isRepeat }) => !isRepeat);
    const unsure = restless();
    const wrong = pushed.filter((entry) => {
      const found = stored.get(`${idOf(entry)} ${entry.mark}`) ?? [];
      if (found.length === 0) return true;
      return !unsure.has(idOf(entry)) && (found.length !== 1 || found[0]?.revision !== entry.revision);
    });
    expect(wrong).toEqual([]);
    expect(stored.size).toBe(pushed.length);
    expect(pushed.length).toBeGreaterThan(3000);
  });

  it('a push that was repeated after its acceptance changed nothing', () => {
    const repeats = load.journal.filter(({ isRepeat }) => isRepeat);
    expect(repeats.length).toBeGreaterThan(300);
    const unsure = restless();
    const calm = repeats.filter((entry) => !unsure.has(idOf(entry)));
    expect(calm.filter(({ status }) => status !== 'unchanged')).toEqual([]);
  });

  // A long timeline forgets what machines wrote first: only whole ones, an entry a version, can be counted.
  const changesOf = (alerts: readonly Alert[]): readonly string[] =>
    alerts
      .filter(({ timeline, version }) => timeline.length === version)
      .flatMap(({ id, timeline }) =>
        timeline.filter(({ kind }) => toldKinds.has(kind)).map(({ kind }) => `${id} ${kind}`),
      );

  it.each(['mail', 'webhook'] as const)(
    'every change of an alert came by %s within a minute, each under one message id',
    async (channel) => {
      const wanted = Map.groupBy(changesOf(await exported<Alert>(stack, 'alerts')), (change) => change);
      expect(wanted.size).toBeGreaterThan(0);
      await eventually(healMs, async () => {
        const { times, ambiguous } = (await toldBy(stack))[channel];
        const wrong = [...wanted].filter(([change, { length }]) => times.get(change) !== length);
        const told = wrong.map(
          ([change, { length }]) => `${change}: ${length} happened, ${times.get(change) ?? 0} told`,
        );
        expect({ told, ambiguous }).toEqual({ told: [], ambiguous: [] });
      });
    },
    90_000,
  );
});
