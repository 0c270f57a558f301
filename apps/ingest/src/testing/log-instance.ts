import type { Appending } from '../log/flow/attempt.ts';
import { createLog, type IntakeLog } from '../log/flow/log.ts';
import type { Submission } from '../submissions/domain/submission.ts';
import { memoryPorts, type Shared } from './memory-ports.ts';
import { ratio, submission } from './small-district.ts';

const appending = (pushed: Submission, more: Partial<Appending> = {}): Appending => ({
  submission: pushed,
  acceptedBy: 'key-1',
  idempotencyKey: '',
  mark: '',
  again: false,
  ...more,
});

export const three: Submission = submission([ratio('guards', 3, 4)]);
export const four: Submission = submission([ratio('guards', 4, 4)]);
/** The same of another school. */
export const ofSchool = (orgUnit: string): Submission => ({ ...three, orgUnit });

/** An instance of the log over what several share, with an epoch of its own. */
export async function instance(common: Shared): Promise<IntakeLog> {
  const log = createLog(memoryPorts([], common), 6_000);
  await log.keep();
  return log;
}

/** Appends and says what became of it. */
export const append = async (log: IntakeLog, pushed: Submission, more: Partial<Appending> = {}): Promise<string> => {
  const outcome = await log.append(appending(pushed, more));
  return outcome.ok ? `${outcome.value.status} ${String(outcome.value.revision.revision)}` : outcome.reason;
};

/** What has been published, as `<org unit>#<revision>`. */
export const publishedIds = ({ publisher }: Shared): readonly string[] =>
  publisher.published().map(({ id, revision }) => `${id.split('|')[0] ?? ''}#${String(revision)}`);
