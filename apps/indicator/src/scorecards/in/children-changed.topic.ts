import type { RollupChanged, ScorecardsChanged } from '@xiaomai/contracts/scorecard';
import { topics } from '@xiaomai/contracts/topics';
import { startConsumer, type KafkaSettings, type RunningConsumer } from '@xiaomai/kafka';
import type { ChildNews, RollUpChildren } from '../flow/rollup/roll-up-children.ts';

/** How messages become news for a parent. */
export type ReadNews = {
  readonly fromScorecards: (message: ScorecardsChanged) => readonly ChildNews[];
  readonly fromRollup: (message: RollupChanged) => readonly ChildNews[];
};

type Message = ScorecardsChanged | RollupChanged;

/** Rolls changed children up into their parents, level by level. */
export function consumeChildren(
  kafka: KafkaSettings,
  flow: { readonly rollUp: RollUpChildren; readonly read: ReadNews },
  onFatal: (error: unknown) => void,
): Promise<RunningConsumer> {
  const newsOf = (message: Message): readonly ChildNews[] =>
    'scorecards' in message ? flow.read.fromScorecards(message) : flow.read.fromRollup(message);
  return startConsumer<Message>({
    kafka,
    groupId: 'indicator-rollup',
    topics: [topics.scorecardsChanged, topics.rollupChanged],
    fromBeginning: true,
    concurrent: true, // the flow itself brings together what belongs to one rollup
    onFatal,
    handle: ({ messages, generation }) =>
      flow.rollUp(
        messages.flatMap(({ message }) => newsOf(message)),
        generation,
      ),
  });
}
