import { submissionId, type SubmissionEntry } from '../submission.ts';
import { ask, LoadError, refusal } from './call.ts';

export type Receipt = {
  readonly id?: string;
  readonly status: 'created' | 'updated' | 'unchanged' | 'rejected';
  readonly errors?: readonly unknown[];
};

/** Where to push, and as whom. */
export type PushTarget = {
  readonly url: string;
  readonly key: string;
  readonly onReceipts?: (receipts: readonly Receipt[], entries: readonly SubmissionEntry[]) => void;
};

const path = '/api/v1/submissions';
const chunkSize = 200;
const parallel = 3;
const fruitlessAttempts = 5;

// A stream may be cut: what came through whole counts, the rest is sent again.
async function receiptsOf(response: Response): Promise<Receipt[]> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const part of response.body ?? []) text += decoder.decode(part as Uint8Array, { stream: true });
  } catch {
    text = text.slice(0, text.lastIndexOf('\n') + 1);
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line) as Receipt);
}

async function send(target: PushTarget, entries: readonly SubmissionEntry[], query: string): Promise<Receipt[]> {
  const body = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  const call = { path: `${path}${query}`, bearer: target.key, contentType: 'application/x-ndjson', body };
  const response = await ask(target.url, call);
  const isStream = response.headers.get('content-type')?.startsWith('application/x-ndjson') === true;
  if (!isStream) throw await refusal(response, call);
  return receiptsOf(response);
}

/** Pushes one stream and returns a receipt per submission, in order. */
export async function pushStream(target: PushTarget, entries: readonly SubmissionEntry[]): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (let fruitless = 0; receipts.length < entries.length;) {
    const rest = entries.slice(receipts.length);
    const answered = await send(target, rest, '');
    if (answered.length > rest.length) throw new LoadError(`${path}: more receipts than submissions`, 1);
    fruitless = answered.length === 0 ? fruitless + 1 : 0;
    if (fruitless >= fruitlessAttempts) throw new LoadError(`${path}: no receipts for ${rest.length} submissions`, 3);
    receipts.push(...answered);
    target.onReceipts?.(answered, rest.slice(0, answered.length));
  }
  return receipts;
}

/** Pushes any number of submissions, a few streams at a time; the order between them is not kept. */
export async function pushAll(target: PushTarget, entries: readonly SubmissionEntry[]): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(entries.length / chunkSize) }, (_, at) =>
    entries.slice(at * chunkSize, (at + 1) * chunkSize),
  );
  const worker = async (): Promise<void> => {
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) await pushStream(target, chunk);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

/** Whether the system would accept this submission at the moment. */
export async function isAcceptable(target: PushTarget, entry: SubmissionEntry): Promise<boolean> {
  const [receipt] = await send(target, [entry], '?dryRun=true');
  return receipt !== undefined && receipt.status !== 'rejected';
}

/** Whether a submission has been accepted before, in any revision. */
export async function isKnown(target: PushTarget, entry: SubmissionEntry): Promise<boolean> {
  const call = {
    path: `${path}/${encodeURIComponent(submissionId(entry))}`,
    bearer: target.key,
    method: 'GET',
  } as const;
  const response = await ask(target.url, call);
  if (response.status !== 200 && response.status !== 404) throw await refusal(response, call);
  await response.body?.cancel();
  return response.status === 200;
}
