import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';

/** What `ingest` owns: school keys and the intake log. */
export type Submissions = {
  /** The signed identity of a key's holder; undefined when the key is not valid. */
  readonly identityOfKey: (token: string, key: string) => Promise<string | undefined>;
  readonly republish: (token: string, receivedFrom: number) => Promise<number>;
  readonly all: (token: string) => AsyncIterable<SubmissionRevision>;
  readonly stop: () => void;
};
