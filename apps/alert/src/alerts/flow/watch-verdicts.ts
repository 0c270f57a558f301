import type { Subject } from '../domain/alert.ts';
import type { AlertCommand, Policy } from '../domain/decide.ts';
import type { Reading } from '../domain/reading.ts';
import { advance } from './advance.ts';
import { keyOf, type AlertRecord, type AlertStore } from './alert-store.ts';
import type { Announce } from './announce.ts';

/** The verdict on one indicator of one org unit in one period. */
export type Judgement = { readonly subject: Subject; readonly reading: Reading };

export type WatchVerdicts = (judgements: readonly Judgement[]) => Promise<void>;

type Needs = {
  readonly policy: Policy;
  readonly alerts: Pick<AlertStore, 'load' | 'save'>;
  readonly announce: Announce;
  readonly now: () => number;
};

// One read and one write of more than this would hold up everybody else's.
const keysAtOnce = 1_000;

function byKey(judgements: readonly Judgement[]): ReadonlyMap<string, readonly Judgement[]> {
  const groups = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const key = keyOf(judgement.subject);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [judgement]);
    else group.push(judgement);
  }
  return groups;
}

function judged(policy: Policy, record: AlertRecord, commands: readonly AlertCommand[]): AlertRecord {
  return commands.reduce((current, command) => {
    const next = advance(policy, current, command);
    if (!next.ok) throw new Error(`a judgement was refused: ${next.reason.reason}`);
    return next.value;
  }, record);
}

/** One read, one write, one publication for all verdicts of a batch; whoever lost a race against a person decides again. */
export const watchVerdicts = ({ policy, alerts, announce, now }: Needs): WatchVerdicts => {
  const judgeKeys = async (
    groups: ReadonlyMap<string, readonly Judgement[]>,
    keys: readonly string[],
  ): Promise<void> => {
    const told: AlertRecord[] = [];
    for (let open = keys; open.length > 0;) {
      const at = now();
      const before = await alerts.load(open);
      const after = before.map((record) =>
        judged(
          policy,
          record,
          (groups.get(record.key) ?? []).map((judgement) => ({ kind: 'judge', at, ...judgement })),
        ),
      );
      const { saved, lost } = await alerts.save(after.filter((record, index) => record !== before[index]));
      // What was written before a crash and not published comes again with the redelivered message.
      const left = after.filter((record, index) => record === before[index]);
      told.push(...[...saved, ...left].filter(({ outbox }) => outbox.length > 0));
      open = lost;
    }
    await announce(told);
  };

  return async (judgements) => {
    const groups = byKey(judgements);
    const keys = [...groups.keys()];
    for (let from = 0; from < keys.length; from += keysAtOnce)
      await judgeKeys(groups, keys.slice(from, from + keysAtOnce));
  };
};
