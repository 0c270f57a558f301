import type { Receipt } from '@xiaomai/gateway-api/receipt';
import type { Texts } from '@xiaomai/gateway-api/language';
import type { Fault } from '@xiaomai/gateway-api/problem';

/** A submission that was not accepted, and every reason. */
export type Refusal = { readonly file: string; readonly place: string; readonly errors: readonly Fault[] };

/** A figure that does not meet its target, told by the receipt. */
export type Warning = {
  readonly id: string;
  readonly indicator: string;
  readonly verdict: string;
  readonly reason: string;
};

/** What does not fit in a submission, told by the receipt in both languages. */
export type Found = { readonly id: string; readonly indicator: string; readonly code: string; readonly detail: Texts };

/** What became of everything pushed. */
export type Summary = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
};

export const nothingPushed: Summary = { created: 0, updated: 0, unchanged: 0, rejected: 0 };

export const withReceipt = (summary: Summary, { status }: Receipt): Summary => ({
  ...summary,
  [status]: summary[status] + 1,
});

export const add = (a: Summary, b: Summary): Summary => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  rejected: a.rejected + b.rejected,
});

const isBad = (verdict: string | undefined): boolean => verdict === 'breached' || verdict === 'at-risk';

/** The figures of a receipt that miss their target. */
export const warningsOf = ({ id = '', values }: Receipt): readonly Warning[] =>
  values.flatMap(({ indicator, verdict }) =>
    verdict !== undefined && isBad(verdict.verdict)
      ? [{ id, indicator, verdict: verdict.verdict, reason: verdict.reason }]
      : [],
  );

/** What does not fit in the submission of a receipt. */
export const foundIn = ({ id = '', findings = [] }: Receipt): readonly Found[] =>
  findings.map(({ indicator, code, detail }) => ({ id, indicator, code, detail }));
