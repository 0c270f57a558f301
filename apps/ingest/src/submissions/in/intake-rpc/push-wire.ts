import {
  PushStatus,
  type PushedFinding,
  type PushedValue,
  type PushedVerdict,
  type PushFault,
  type PushRequest,
  type PushResponse,
} from '@xiaomai/contracts/submission';
import type { Finding } from '@xiaomai/gateway-api/finding';
import type { Fault } from '@xiaomai/gateway-api/problem';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import type { VerdictView } from '@xiaomai/gateway-api/verdict';

type Json = Readonly<Record<string, unknown>>;

// A part is an integer of 64 bits: one that is past what JSON can say is told as such, like in JSON.
const part = (name: string, text: string | undefined): Json => (text === undefined ? {} : { [name]: Number(text) });
const unlessEmpty = (name: string, text: string): Json => (text === '' ? {} : { [name]: text });

const valueFromWire = ({ indicator, numerator, denominator, value, note, withdrawn }: PushedValue): Json => ({
  indicator,
  ...part('numerator', numerator),
  ...part('denominator', denominator),
  ...(value === undefined ? {} : { value }),
  ...(withdrawn ? { withdrawn } : {}),
  ...unlessEmpty('note', note),
});

/** A submission as JSON would have given it: whatever is absent here is absent there. */
export const submissionFromWire = ({ orgUnit, dataset, period, values, note, observedAt }: PushRequest): Json => ({
  ...unlessEmpty('orgUnit', orgUnit),
  ...unlessEmpty('dataset', dataset),
  ...unlessEmpty('period', period),
  values: values.map(valueFromWire),
  ...unlessEmpty('note', note),
  ...unlessEmpty('observedAt', observedAt),
});

const statuses = {
  created: PushStatus.CREATED,
  updated: PushStatus.UPDATED,
  unchanged: PushStatus.UNCHANGED,
  rejected: PushStatus.REJECTED,
} as const satisfies Record<Receipt['status'], PushStatus>;

const verdictToWire = ({ verdict, value, target, comparator, gap, reason }: VerdictView): PushedVerdict => ({
  verdict,
  value: value ?? '',
  target: target ?? '',
  comparator: comparator ?? '',
  gap: gap ?? '',
  reason,
});

const findingToWire = ({ code, indicator, found, expected, detail }: Finding): PushedFinding => ({
  ...{ code, indicator, found, expected },
  ...{ detailZh: detail.zh, detailEn: detail.en },
});

const faultToWire = ({ pointer = '', code, detail, indicator = '', value = '' }: Fault): PushFault => ({
  pointer,
  code,
  detail,
  indicator,
  value: String(value),
});

/** A receipt with its place in the stream. */
export const receiptToWire = (receipt: Receipt, sequence: number): PushResponse => ({
  sequence,
  id: receipt.id ?? '',
  revision: receipt.revision ?? 0,
  status: statuses[receipt.status],
  receivedAt: receipt.receivedAt === undefined ? 0 : Date.parse(receipt.receivedAt),
  values: receipt.values.map(({ indicator, status, verdict }) => ({
    indicator,
    status: statuses[status],
    verdict: verdict === undefined ? undefined : verdictToWire(verdict),
  })),
  errors: (receipt.errors ?? []).map((fault) => faultToWire(fault as Fault)),
  dryRun: receipt.dryRun === true,
  findings: (receipt.findings ?? []).map(findingToWire),
});
