import { SubmissionAccepted } from '@xiaomai/contracts/submission';
import { textReader } from '@xiaomai/contracts/text-reader';
import { topics } from '@xiaomai/contracts/topics';
import type { Revision } from '../../submissions/domain/submission.ts';

/** A revision as the bytes that are stored and published. */
export const encodeRevision = (revision: Revision): Buffer =>
  topics.submissionAccepted.encode(revision as Revision & Pick<SubmissionAccepted, 'values' | 'hazards'>);

/** Reads stored bytes back. */
export const decodeRevision = (payload: Buffer): Revision => SubmissionAccepted.decode(textReader(payload));
