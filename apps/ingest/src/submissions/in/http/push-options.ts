import type { IncomingMessage } from 'node:http';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import { languageOf, type Language } from '@xiaomai/gateway-api/language';
import { workbookType } from './answer.ts';

/** What a push says about itself besides its body. */
export type PushOptions = {
  readonly language: Language;
  readonly mediaType: string;
  readonly charset: string | undefined;
  readonly dryRun: boolean;
  readonly atomic: boolean;
  /** Seconds; undefined = not asked for. */
  readonly waitSeconds: number | undefined;
  /** Empty = none. */
  readonly idempotencyKey: string;
  /** What is refused is wanted back as a workbook. */
  readonly wantsWorkbook: boolean;
  readonly faults: readonly Fault[];
};

const longestWaitSeconds = 30;
const flags = ['dryRun', 'atomic'] as const;
const flagValues: readonly string[] = ['true', 'false'];

const isTrue = (value: string | null): boolean => value?.toLowerCase() === 'true';

/** Parameters that may be given with some values, in lower case, and change nothing. */
export type Tolerated = ReadonlyMap<string, readonly string[]>;

type Query = Pick<PushOptions, 'dryRun' | 'atomic' | 'faults'>;

function readQuery(url: string, language: Language, tolerated: Tolerated): Query {
  const at = url.indexOf('?');
  if (at === -1) return { dryRun: false, atomic: false, faults: [] };
  const query = new URLSearchParams(url.slice(at + 1));
  const faults: Fault[] = [];
  for (const [parameter, value] of query) {
    const allowed = (flags as readonly string[]).includes(parameter) ? flagValues : tolerated.get(parameter);
    if (allowed === undefined)
      faults.push(faultOf('unknown-parameter', language, { parameter: parameter.slice(0, 80) }));
    else if (!allowed.includes(value.toLowerCase()) || query.getAll(parameter).length > 1)
      faults.push(faultOf('invalid-parameter', language, { parameter, value: value.slice(0, 120) }));
  }
  return { dryRun: isTrue(query.get('dryRun')), atomic: isTrue(query.get('atomic')), faults };
}

// A structured-field string ("…") as in the draft, or the bare text many clients send.
const keyPattern = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"|([\x21\x23-\x5b\x5d-\x7e]{1,200}))$/;

function readKey(
  header: string | string[] | undefined,
  language: Language,
): { readonly key: string; readonly faults: readonly Fault[] } {
  if (header === undefined) return { key: '', faults: [] };
  const text = String(header);
  const match = keyPattern.exec(text);
  const key = match?.[1] ?? match?.[2];
  if (key !== undefined) return { key, faults: [] };
  return {
    key: '',
    faults: [faultOf('invalid-parameter', language, { parameter: 'Idempotency-Key', value: text.slice(0, 120) })],
  };
}

function readWait(header: string | string[] | undefined): number | undefined {
  const match = header === undefined ? null : /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/.exec(String(header));
  return match === null ? undefined : Math.min(Number(match[1]), longestWaitSeconds);
}

/** Reads query and headers of a push; `faults` names whatever is wrong with them. */
export function readPushOptions(
  request: Pick<IncomingMessage, 'headers' | 'url'>,
  tolerated: Tolerated = new Map(),
): PushOptions {
  const { headers, url = '' } = request;
  const language = languageOf(headers['accept-language']);
  const [mediaType = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((text) => /^\s*charset="?([\w-]+)"?\s*$/.exec(text)?.[1])
    .find((found) => found !== undefined);
  const query = readQuery(url, language, tolerated);
  const idempotency = readKey(headers['idempotency-key'], language);
  return {
    language,
    mediaType: mediaType.trim(),
    charset,
    dryRun: query.dryRun,
    atomic: query.atomic,
    waitSeconds: readWait(headers['prefer']),
    wantsWorkbook: headers.accept?.includes(workbookType) === true,
    idempotencyKey: query.dryRun ? '' : idempotency.key,
    faults: [...query.faults, ...idempotency.faults],
  };
}
