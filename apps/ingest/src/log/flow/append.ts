import { createBatchQueue, err, ok, type Result } from '@xiaomai/kernel';
import { submissionId } from '../../submissions/domain/submission.ts';
import type { Entry } from '../domain/entry.ts';
import { placeAttempt, type Appended, type Appending, type Attempt, type Outcome, type Placing } from './attempt.ts';
import type { FindTips, Found } from './find-tips.ts';
import type { PublishOrphans } from './epochs/publish-orphans.ts';
import { revisionHints } from './revision-hints.ts';
import type { Insert, StoreInserts } from './store-inserts.ts';
import { takeTurns } from './turns.ts';

/** Why something is not in the log. `unavailable`: it may or may not be stored; asked again, the answer is right.
 *  `moved-on`: what it was to take back is not the newest any more. `too-large`: with what stands it is more than can be sent on. */
export type NotAppended = 'unavailable' | 'moved-on' | 'too-large';

/** Takes a submission into the log. */
export type Append = (appending: Appending) => Promise<Result<Appended, NotAppended>>;

/** Appends, and tells how many wait. */
export type Appender = { readonly append: Append; readonly waiting: () => number; readonly idle: () => Promise<void> };

/** What appending needs. */
export type AppendPorts = {
  readonly findTips: FindTips;
  readonly publishOrphans: PublishOrphans;
  readonly store: StoreInserts;
  readonly onFailure: (error: unknown) => void;
};

type Placed = {
  readonly at: number;
  readonly attempt: Attempt;
  readonly placing: Placing;
  readonly reliedOn: Entry | undefined;
};

const mostAtOnce = 500;
const gapMs = 2;
const mostTries = 50;
const unavailable: Outcome = { kind: 'unavailable' };

function placeAll(attempts: readonly Attempt[], found: ReadonlyMap<string, Found> | undefined): readonly Placed[] {
  return attempts.flatMap((attempt, at) => {
    if (attempt.readFrom !== undefined && found === undefined) return []; // could not be read
    const seen = found?.get(attempt.id);
    return [{ at, attempt, placing: placeAttempt(attempt, seen), reliedOn: (seen?.own ?? seen?.newest)?.entry }];
  });
}

const isInsert = (placed: Placed): placed is Placed & Insert => placed.placing.kind === 'insert';

function appendBatch(ports: AppendPorts): (attempts: readonly Attempt[]) => Promise<readonly Outcome[]> {
  const orUndefined = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      ports.onFailure(error);
      return undefined;
    }
  };

  const read = (attempts: readonly Attempt[]): Promise<ReadonlyMap<string, Found> | undefined> => {
    const queries = attempts.flatMap(({ id, readFrom, mark }) =>
      readFrom === undefined ? [] : [{ id, from: readFrom, mark }],
    );
    return queries.length === 0 ? Promise.resolve(new Map()) : orUndefined(ports.findTips(queries));
  };

  const answer = async (answered: readonly Placed[], outcomes: Outcome[]): Promise<void> => {
    const reliedOn = answered.flatMap((placed) => placed.reliedOn ?? []);
    if (reliedOn.length > 0 && (await orUndefined(ports.publishOrphans(reliedOn).then(() => true))) !== true) return;
    for (const { at, placing } of answered) {
      if (placing.kind === 'moved-on' || placing.kind === 'too-large') outcomes[at] = { kind: placing.kind };
      if (placing.kind === 'answered') outcomes[at] = { kind: 'done', appended: placing.appended, tip: placing.tip };
    }
  };

  // Whatever is not said otherwise is unavailable.
  return async (attempts) => {
    const outcomes: Outcome[] = attempts.map(() => unavailable);
    const placed = placeAll(attempts, await read(attempts));
    const inserts = placed.filter(isInsert);
    if (inserts.length < placed.length)
      await answer(
        placed.filter((one) => !isInsert(one)),
        outcomes,
      );
    if (inserts.length === 0) return outcomes;
    const stored = await ports.store(inserts);
    inserts.forEach(({ at }, n) => {
      outcomes[at] = stored[n] ?? unavailable;
    });
    return outcomes;
  };
}

/** Makes the appender: one insert at a time, of everything that came meanwhile; several submissions of one id take turns. */
export function createAppender(ports: AppendPorts): Appender {
  const hints = revisionHints();
  const turns = takeTurns<Outcome>();
  const queue = createBatchQueue<Attempt, Outcome>({ flush: appendBatch(ports), maxItems: mostAtOnce, gapMs });

  const tryOften = async (attempt: Attempt): Promise<Outcome> => {
    let outcome = await queue.push(attempt);
    for (let tries = 1; outcome.kind === 'again' && tries < mostTries; tries += 1) {
      outcome = await queue.push({ ...attempt, tip: undefined, readFrom: hints.get(attempt.id) ?? 1 });
    }
    if (outcome.kind === 'done') hints.note(outcome.appended.revision);
    return outcome.kind === 'again' ? unavailable : outcome;
  };

  const begin = (appending: Appending, id: string, before: Outcome | undefined): Promise<Outcome> => {
    if (appending.again) return tryOften({ ...appending, id, tip: undefined, readFrom: 1 });
    const tip = before?.kind === 'done' ? before.tip : undefined;
    return tryOften({ ...appending, id, tip, readFrom: tip === undefined ? hints.get(id) : undefined });
  };

  return {
    append: async (appending) => {
      const id = submissionId(appending.submission);
      const outcome = await turns(id, (before) => begin(appending, id, before));
      if (outcome.kind === 'done') return ok(outcome.appended);
      return err(outcome.kind === 'again' ? 'unavailable' : outcome.kind);
    },
    waiting: queue.waiting,
    idle: queue.idle,
  };
}
