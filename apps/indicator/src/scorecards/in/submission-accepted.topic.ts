import type { SubmissionAccepted } from '@xiaomai/contracts/submission';
import { topics } from '@xiaomai/contracts/topics';
import { startConsumer, UnprocessableMessage, type KafkaSettings, type RunningConsumer } from '@xiaomai/kafka';
import { UnknownReference, type AcceptedSubmission } from '../flow/judge-submissions.ts';
import type { TakeSubmissions } from '../flow/take-submissions.ts';

/** Group of the consumers that judge; the intake measures its lag. */
export const judgeGroup = 'indicator-judge';

const fromWire = (message: SubmissionAccepted): AcceptedSubmission => ({
  id: message.id,
  orgUnit: message.orgUnit,
  dataset: message.dataset,
  period: message.period,
  revision: message.revision,
  figures: message.values,
  receivedAt: message.receivedAt,
  withdrawn: message.values.length > 0 && message.values.every(({ withdrawn }) => withdrawn),
});

/** Judges what the intake has accepted. What names an unknown unit or dataset is put aside. */
export function consumeSubmissions(
  kafka: KafkaSettings,
  take: TakeSubmissions,
  onFatal: (error: unknown) => void,
): Promise<RunningConsumer> {
  return startConsumer({
    kafka,
    groupId: judgeGroup,
    topics: [topics.submissionAccepted],
    fromBeginning: true,
    onFatal,
    handle: async ({ messages, generation }) => {
      try {
        await take(
          messages.map(({ message }) => fromWire(message)),
          generation,
        );
      } catch (error) {
        if (error instanceof UnknownReference) throw new UnprocessableMessage(`unknown ${error.message}`);
        throw error;
      }
    },
  });
}
