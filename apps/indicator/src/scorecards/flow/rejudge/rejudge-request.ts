import type { CardKey } from '../../domain/card.ts';

/** Something other than a submission may change a scorecard. */
export type RejudgeRequest = CardKey & {
  /** due@<instant>, catalogue@<version>, tree@<version>, base@<scorecard id>#<version> */
  readonly cause: string;
  /** Why, in words, where a person said so. */
  readonly reason: string;
};

/** What kind of thing asks for it. */
export type CauseKind = 'due' | 'catalogue' | 'tree' | 'base';

const kinds: readonly CauseKind[] = ['due', 'catalogue', 'tree', 'base'];

/** The kind of a cause; undefined for a submission's ("<id>#<revision>"). */
export const causeKind = (cause: string): CauseKind | undefined => kinds.find((kind) => cause.startsWith(`${kind}@`));

/** What stands behind the "@" of a cause, as a number; NaN where it is none. */
export const causeNumber = (cause: string): number => Number(cause.slice(cause.indexOf('@') + 1));

/** A cause without the version of its base: what any version of the same card may have left behind. */
export const sameOrigin = (cause: string): string =>
  causeKind(cause) === 'base' ? cause.slice(0, cause.lastIndexOf('#')) : cause;
