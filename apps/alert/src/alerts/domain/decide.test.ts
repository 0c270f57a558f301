import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nothingYet, type AlertState, type Episode, type Handling } from './alert.ts';
import { decide, type AlertCommand } from './decide.ts';
import type { HandlingVerb } from './decide-handling.ts';
import { after, aReading, hour, judge, minute, person, policy, tuesday } from './examples.ts';
import type { Reading, Verdict } from './reading.ts';

const periods: readonly Partial<Reading>[] = [
  { period: '2026-09', periodEnd: '2026-09-30' },
  { period: '2026-10', periodEnd: '2026-10-31' },
  { period: '2026-10-31', periodEnd: '2026-10-31', dataset: 'safety-daily' },
  { period: '2026-11', periodEnd: '2026-11-30' },
];

const verdicts: readonly Verdict[] = ['breached', 'breached', 'met', 'at-risk', 'no-data', 'not-applicable'];
const verbs: readonly HandlingVerb[] = [
  'acknowledge',
  'assign',
  'start',
  'submit',
  'approve',
  'return',
  'close',
  'reopen',
  'comment',
];

// A history: what each sequence of each dataset said. One sequence has one content.
const histories: fc.Arbitrary<readonly Reading[]> = fc
  .array(
    fc.record({ period: fc.constantFrom(...periods), verdict: fc.constantFrom(...verdicts), numerator: fc.nat(3) }),
    { maxLength: 12 },
  )
  .map((said) => said.map(({ period, ...change }, at) => aReading({ ...period, ...change, sequence: at + 1 })));

// Everything arrives at least once, in any order, some of it again.
const deliveries = histories.chain((history) =>
  fc.record({
    history: fc.constant(history),
    arriving: fc
      .tuple(fc.shuffledSubarray([...history], { minLength: history.length }), fc.shuffledSubarray([...history]))
      .map(([once, again]) => [...once, ...again]),
  }),
);

const commands = fc.oneof(
  fc
    .record({
      reading: fc.constantFrom(...verdicts),
      period: fc.constantFrom(...periods),
      version: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ reading, period, version }) => judge({ ...period, verdict: reading, version, numerator: version })),
  fc.constantFrom(...verbs).map((verb) => person(verb, { note: '说明', assignee: '演示老师' })),
  fc.constant<AlertCommand>({ kind: 'escalate', at: 0 }),
);

const timed = fc.array(fc.record({ command: commands, waitMs: fc.constantFrom(minute, hour, 30 * hour) }), {
  maxLength: 40,
});

/** Every state on the way; a person always sees the newest handling, and a refused command changes nothing. */
function statesOf(
  steps: readonly { readonly command: AlertCommand; readonly waitMs: number }[],
): readonly AlertState[] {
  let at = tuesday;
  const states: AlertState[] = [nothingYet];
  for (const { command, waitMs } of steps) {
    const before = states.at(-1) ?? nothingYet;
    at += waitMs;
    const handlingVersion = before.episode?.handlingVersion ?? 0;
    const decision = decide(policy, before, {
      ...command,
      at,
      ...(command.kind === 'handle' ? { handlingVersion } : {}),
    });
    states.push(decision.ok ? after(decision.value, before) : before);
  }
  return states;
}

const conditionOf = (arriving: readonly Reading[]): string => {
  const steps = arriving.map((reading) => ({ command: judge(reading), waitMs: minute }));
  return statesOf(steps).at(-1)?.episode?.condition === 'firing' ? 'firing' : 'not firing';
};

/** What the promise says, computed from scratch: the newest reading of the dataset with the latest valid period breaches. */
function promised(history: readonly Reading[]): string {
  const newest = history.filter(
    (one) => !history.some((other) => other.dataset === one.dataset && other.sequence > one.sequence),
  );
  const keyOf = ({ periodEnd, dataset }: Reading): string => `${periodEnd}|${dataset}`;
  const valid = newest.filter(({ verdict }) => verdict !== 'no-data').sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return valid.at(-1)?.verdict === 'breached' ? 'firing' : 'not firing';
}

const handlingSteps: Record<Handling, readonly Handling[]> = {
  new: ['new', 'acknowledged', 'assigned', 'closed'],
  acknowledged: ['acknowledged', 'assigned', 'rectifying', 'closed'],
  assigned: ['assigned', 'rectifying', 'closed'],
  rectifying: ['rectifying', 'assigned', 'in-review', 'closed'],
  'in-review': ['in-review', 'rectifying', 'closed'],
  closed: ['closed', 'new', 'acknowledged', 'assigned'],
};

const episodesOf = (states: readonly AlertState[]): readonly Episode[] =>
  states.map(({ episode }) => episode).filter((episode) => episode !== null);

describe('whatever happens', () => {
  test('any order and repetition of the same verdicts ends in the condition that the sorted history gives', () => {
    fc.assert(
      fc.property(deliveries, ({ history, arriving }) => {
        expect(conditionOf(arriving)).toBe(promised(history));
        expect(conditionOf(history)).toBe(promised(history));
      }),
      { numRuns: 500 },
    );
  });

  test('replaying the whole history changes nothing', () => {
    fc.assert(
      fc.property(deliveries, ({ arriving }) => {
        const steps = arriving.map((reading) => ({ command: judge(reading), waitMs: minute }));
        expect(statesOf([...steps, ...steps]).at(-1)).toEqual(statesOf(steps).at(-1));
      }),
    );
  });

  test('an episode gives way to the next only when it is closed, so two are never open', () => {
    fc.assert(
      fc.property(timed, (steps) => {
        const episodes = episodesOf(statesOf(steps));
        for (const [index, episode] of episodes.entries()) {
          const before = episodes[index - 1];
          if (before === undefined || before.number === episode.number) continue;
          expect([before.handling, episode.number]).toEqual(['closed', before.number + 1]);
        }
      }),
    );
  });

  test('handling moves along legal steps only, and a closed case does not fire', () => {
    fc.assert(
      fc.property(timed, (steps) => {
        for (const { timeline } of episodesOf(statesOf(steps))) {
          for (const [index, entry] of timeline.entries()) {
            const before = timeline[index - 1];
            if (before !== undefined) expect(handlingSteps[before.handling]).toContain(entry.handling);
            expect([entry.handling, entry.condition]).not.toEqual(['closed', 'firing']);
          }
        }
      }),
    );
  });

  test('the timeline has every version once, without a gap, and the handling version never falls', () => {
    fc.assert(
      fc.property(timed, (steps) => {
        const episodes = episodesOf(statesOf(steps));
        for (const [index, episode] of episodes.entries()) {
          expect(episode.timeline.map(({ version }) => version)).toEqual(
            Array.from({ length: episode.version }, (_, at) => at + 1),
          );
          const before = episodes[index - 1];
          if (before?.number === episode.number)
            expect(episode.handlingVersion).toBeGreaterThanOrEqual(before.handlingVersion);
        }
      }),
    );
  });
});

describe('a timeline of years', () => {
  test('stays bounded and keeps what people wrote', () => {
    const flapping = Array.from({ length: 2_000 }, (_, index) => ({
      command: judge({ verdict: index % 2 === 0 ? 'breached' : 'met', version: index + 1 }),
      waitMs: minute,
    }));
    const comment = { command: person('comment', { note: '已电话联系' }), waitMs: minute };
    const timeline = statesOf([...flapping.slice(0, 1), comment, ...flapping.slice(1)]).at(-1)?.episode?.timeline ?? [];
    expect(timeline).toHaveLength(300);
    expect(timeline.slice(0, 2).map(({ kind }) => kind)).toEqual(['opened', 'commented']);
  });
});
