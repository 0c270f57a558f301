import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import type { PushOutcome } from '../../flow/pushing.ts';
import { mostFaults, type Entry } from '../fault-place.ts';
import { jsonAnswer, problemAnswer, type Answer } from '../http/answer.ts';
import { receiptOf } from './receipt.ts';

/** How the answer to a whole request is given. */
type Telling = { readonly as: 'receipt' | 'receipts' | 'lines'; readonly language: Language };

const isStored = ({ status, dryRun }: Receipt): boolean =>
  dryRun !== true && (status === 'created' || status === 'updated');

function statusOf(receipts: readonly Receipt[]): number {
  const rejected = receipts.filter(({ status }) => status === 'rejected').length;
  if (rejected === receipts.length) return 422;
  if (rejected > 0) return 207;
  return receipts.some(isStored) ? 201 : 200;
}

const locationOf = (receipt: Receipt): { location?: string } =>
  receipt.id !== undefined && isStored(receipt)
    ? { location: `/api/v1/submissions/${encodeURIComponent(receipt.id)}` }
    : {};

function refusal(receipts: readonly Receipt[], { as, language }: Telling): Answer {
  const errors = receipts.flatMap((receipt) => receipt.errors ?? []) as Fault[];
  return problemAnswer('submission-refused', language, { errors, ...(as === 'receipts' ? { receipts } : {}) });
}

// An answer does not grow without bounds, however much is wrong.
function cutFaults(receipt: Receipt, most: number, language: Language): Receipt {
  const { errors = [] } = receipt;
  if (errors.length <= Math.max(1, most)) return receipt;
  return { ...receipt, errors: [...errors.slice(0, Math.max(0, most)), faultOf('too-many-faults', language, {})] };
}

/** The receipts of some submissions; undefined when what became of one of them is not known. */
export function receiptsOf(
  entries: readonly Entry[],
  outcomes: readonly PushOutcome[],
  language: Language,
): readonly Receipt[] | undefined {
  const receipts: Receipt[] = [];
  let told = 0;
  for (const [n, entry] of entries.entries()) {
    const outcome = outcomes[n];
    if (outcome === undefined || outcome.kind === 'unavailable') return undefined;
    const receipt = cutFaults(receiptOf(entry, outcome, language), mostFaults - told, language);
    told += receipt.errors?.length ?? 0;
    receipts.push(receipt);
  }
  return receipts;
}

/** Makes the answer to a whole request of its receipts. */
export type Tell = (receipts: readonly Receipt[], language: Language) => Answer;

function tell(receipts: readonly Receipt[], telling: Telling): Answer {
  const status = statusOf(receipts);
  if (telling.as === 'lines') {
    const body = receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join('');
    return { status, contentType: 'application/x-ndjson; charset=utf-8', body };
  }
  if (status === 422) return refusal(receipts, telling);
  const [first] = receipts;
  if (telling.as === 'receipts' || first === undefined) return jsonAnswer(status, { receipts });
  return { ...jsonAnswer(status, first), ...locationOf(first) };
}

/** The answer as one receipt, as a list of them, or as a line each. */
export const tellAs =
  (as: Telling['as']): Tell =>
  (receipts, language) =>
    tell(receipts, { as, language });
