import { Receipt, ReceiptBatch } from '@xiaomai/gateway-api/receipt';
import { Problem as ProblemDocument, type Fault, type Problem } from '@xiaomai/gateway-api/problem';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Api, Asking } from '../../api/api.ts';
import { Unreachable } from '../../api/api.ts';
import { collect, parseLines } from '../../api/lines.ts';
import type { Item } from '../domain/items.ts';
import { batchesOf } from './batches.ts';
import {
  add,
  foundIn,
  nothingPushed,
  warningsOf,
  withReceipt,
  type Found,
  type Refusal,
  type Summary,
  type Warning,
} from './summary.ts';

/** A file that goes as it is: a table, a workbook, a data value set of DHIS2. */
export type WholeFile = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly path: '/submissions' | '/dataValueSets';
};

/** A file to push: items of their own, or a text that is pushed whole. */
export type SubmissionFile = { readonly name: string } & (
  { readonly items: AsyncIterable<Item> | Iterable<Item> } | { readonly whole: WholeFile }
);

export type PushOptions = { readonly atomic: boolean; readonly dryRun: boolean; readonly wait: boolean };

/** Told along the way. */
export type PushNews = {
  readonly onRefusal: (refusal: Refusal) => void;
  readonly onWarning: (warning: Warning) => void;
  readonly onFound: (found: Found) => void;
  readonly onProgress: (bytes: number) => void;
};

export type Pushing = { readonly api: Api; readonly options: PushOptions; readonly news: PushNews };

const waitSeconds = 5;
const mostBreaks = 5;

type Body = {
  readonly type: string;
  readonly bytes: string | Uint8Array<ArrayBuffer>;
  readonly path?: WholeFile['path'];
};

function askingOf({ atomic, dryRun, wait }: PushOptions, { type, bytes, path = '/submissions' }: Body): Asking {
  const query = [...(dryRun ? ['dryRun=true'] : []), ...(atomic ? ['atomic=true'] : [])].join('&');
  const prefer: Record<string, string> = wait ? { prefer: `wait=${String(waitSeconds)}` } : {};
  return {
    method: 'POST',
    path: `${path}${query === '' ? '' : `?${query}`}`,
    headers: { 'content-type': type, ...prefer },
    body: bytes,
  };
}

const isBusy = ({ status }: Problem): boolean => status === 429 || status >= 500;

// A stream whose answer has begun can only end with a problem: of a system that is busy the rest is asked again.
function receiptOf(line: unknown): Result<Receipt, Problem> {
  const ended = ProblemDocument.safeParse(line);
  if (!ended.success) return ok(Receipt.parse(line));
  const problem = ended.data as Problem;
  if (isBusy(problem)) throw new Unreachable(problem.title);
  return err(problem);
}

async function* receiptsOf(response: Response): AsyncGenerator<Result<Receipt, Problem>> {
  if (response.headers.get('content-type')?.includes('ndjson') === true) {
    for await (const line of parseLines(response)) yield receiptOf(line);
    return;
  }
  const json: unknown = await response.json();
  const batch = ReceiptBatch.safeParse(json);
  yield* (batch.success ? batch.data.receipts : [Receipt.parse(json)]).map((receipt) => ok(receipt));
}

/** Gets each receipt in order. */
type Take = (receipt: Receipt) => void;

async function pushOnce(pushing: Pushing, body: Body, take: Take): Promise<Problem | undefined> {
  const answer = await pushing.api.ask(askingOf(pushing.options, body));
  if (!answer.ok) return answer.reason;
  for await (const receipt of receiptsOf(answer.value)) {
    if (!receipt.ok) return receipt.reason;
    take(receipt.value);
  }
  return undefined;
}

const linesOf = (items: readonly Item[]): Body => ({
  type: 'application/x-ndjson',
  bytes: items.map(({ text }) => `${text}\n`).join(''),
});

// A stream that breaks off is taken up again after the last receipt: what was stored without one answers `unchanged`.
async function pushItems(pushing: Pushing, items: readonly Item[], take: Take): Promise<Problem | undefined> {
  let done = 0;
  const takeAndCount: Take = (receipt) => {
    done += 1;
    take(receipt);
  };
  for (let breaks = 0; done < items.length; breaks += 1) {
    try {
      const problem = await pushOnce(pushing, linesOf(items.slice(done)), takeAndCount);
      if (problem !== undefined) return problem;
    } catch (error) {
      if (!(error instanceof Unreachable) || breaks >= mostBreaks) throw error;
    }
    if (breaks > mostBreaks) throw new Unreachable('the answer ended early');
  }
  return undefined;
}

async function pushAtOnce(pushing: Pushing, items: readonly Item[], take: Take): Promise<Problem | undefined> {
  const bytes = `{"submissions":[${items.map(({ text }) => text).join(',')}]}`;
  return await pushOnce(pushing, { type: 'application/json', bytes }, take);
}

type Told = { readonly summary: Summary; readonly problem: Problem | undefined };

/** Counts the receipts of one file and tells what they say. */
function createCount(file: string, news: PushNews) {
  let summary = nothingPushed;
  const takeAt = (place: string, receipt: Receipt): void => {
    summary = withReceipt(summary, receipt);
    if (receipt.status === 'rejected') news.onRefusal({ file, place, errors: (receipt.errors ?? []) as Fault[] });
    warningsOf(receipt).forEach(news.onWarning);
    foundIn(receipt).forEach(news.onFound);
  };
  const takeFor = (items: readonly Item[]): Take => {
    let at = 0;
    return (receipt) => {
      takeAt(items[at]?.place ?? '', receipt);
      at += 1;
    };
  };
  return { takeFor, told: (problem: Problem | undefined): Told => ({ summary, problem }) };
}

async function pushFile(pushing: Pushing, file: SubmissionFile): Promise<Told> {
  const count = createCount(file.name, pushing.news);
  if ('whole' in file) {
    const problem = await pushOnce(pushing, file.whole, count.takeFor([]));
    pushing.news.onProgress(file.whole.bytes.byteLength);
    return count.told(problem);
  }
  if (pushing.options.atomic) {
    const items = await collect(file.items);
    return count.told(await pushAtOnce(pushing, items, count.takeFor(items)));
  }
  let isEmpty = true;
  for await (const { items, bytes } of batchesOf(file.items)) {
    isEmpty = false;
    const problem = await pushItems(pushing, items, count.takeFor(items));
    if (problem !== undefined) return count.told(problem);
    pushing.news.onProgress(bytes);
  }
  // That there is nothing in it is for the other side to refuse, as by every way in.
  return count.told(isEmpty ? await pushOnce(pushing, linesOf([]), count.takeFor([])) : undefined);
}

/** Pushes one file after another. A refused submission stands alone; a request that is refused whole ends its file,
 *  and everything when it has no faults to name. */
export async function pushFiles(
  pushing: Pushing,
  files: Iterable<SubmissionFile> | AsyncIterable<SubmissionFile>,
): Promise<Result<Summary, Problem>> {
  let total = nothingPushed;
  for await (const file of files) {
    const { summary, problem } = await pushFile(pushing, file);
    total = add(total, summary);
    const errors = problem?.errors ?? [];
    if (problem !== undefined && errors.length === 0) return err(problem);
    if (errors.length === 0) continue;
    pushing.news.onRefusal({ file: file.name, place: '', errors });
    total = { ...total, rejected: total.rejected + 1 };
  }
  return ok(total);
}
