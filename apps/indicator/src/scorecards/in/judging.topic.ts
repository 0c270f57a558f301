import type { HazardTally } from '@xiaomai/contracts/hazard';
import type { RejudgeRequested } from '@xiaomai/contracts/scorecard';
import type { SubmissionAccepted } from '@xiaomai/contracts/submission';
import { topics } from '@xiaomai/contracts/topics';
import { startConsumer, UnprocessableMessage, type KafkaSettings, type RunningConsumer } from '@xiaomai/kafka';
import { UnknownReference, type AcceptedSubmission } from '../flow/judge-submissions.ts';
import type { JudgingBatch, TakeSubmissions } from '../flow/take-submissions.ts';
import { submissionOfTally } from './hazard-tally.parser.ts';

/** Group of the consumers that judge; the intake measures its lag. */
export const judgeGroup = 'indicator-judge';

type Message = SubmissionAccepted | RejudgeRequested | HazardTally;

const isSubmission = (message: Message): message is SubmissionAccepted => 'values' in message;

const isTally = (message: Message): message is HazardTally => 'onLedger' in message;

const fromWire = (message: SubmissionAccepted): AcceptedSubmission => ({
  id: message.id,
  orgUnit: message.orgUnit,
  dataset: message.dataset,
  period: message.period,
  revision: message.revision,
  figures: message.values,
  receivedAt: message.receivedAt,
  firstReceivedAt: message.firstReceivedAt,
  withdrawn: message.values.length > 0 && message.values.every(({ withdrawn }) => withdrawn),
});

function batchOf(messages: readonly Message[]): JudgingBatch {
  const submissions: AcceptedSubmission[] = [];
  const requests: RejudgeRequested[] = [];
  for (const message of messages) {
    if (isSubmission(message)) submissions.push(fromWire(message));
    else if (isTally(message)) submissions.push(submissionOfTally(message));
    else requests.push(message);
  }
  return { submissions, requests };
}

/** Judges what the intake has accepted, and anew what something else may have changed: one consumer over all these topics, so
 *  that each org unit has one writer. What names an unknown unit or dataset is put aside. */
export function consumeJudging(
  kafka: KafkaSettings,
  take: TakeSubmissions,
  onFatal: (error: unknown) => void,
): Promise<RunningConsumer> {
  return startConsumer<Message>({
    kafka,
    groupId: judgeGroup,
    topics: [topics.submissionAccepted, topics.rejudgeRequested, topics.hazardTally],
    fromBeginning: true,
    onFatal,
    handle: async ({ messages, generation }) => {
      try {
        await take(batchOf(messages.map(({ message }) => message)), generation);
      } catch (error) {
        if (error instanceof UnknownReference) throw new UnprocessableMessage(`unknown ${error.message}`);
        throw error;
      }
    },
  });
}
