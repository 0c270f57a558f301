import type { IncomingMessage } from 'node:http';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import { languageOf, type Language } from '@xiaomai/gateway-api/language';

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
  readonly faults: readonly Fault[];
};

const longestWaitSeconds = 30;
const flags = ['dryRun', 'atomic'] as const;

function readQuery(url: string, language: Language): Pick<PushOptions, 'dryRun' | 'atomic' | 'faults'> {
  const at = url.indexOf('?');
  if (at === -1) return { dryRun: false, atomic: false, faults: [] };
  const query = new URLSearchParams(url.slice(at + 1));
  const faults: Fault[] = [];
  for (const [parameter, value] of query) {
    const known = (flags as readonly string[]).includes(parameter);
    if (!known) faults.push(faultOf('unknown-parameter', language, { parameter: parameter.slice(0, 80) }));
    else if (value !== 'true' && value !== 'false')
      faults.push(faultOf('invalid-parameter', language, { parameter, value: value.slice(0, 120) }));
  }
  return { dryRun: query.get('dryRun') === 'true', atomic: query.get('atomic') === 'true', faults };
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
export function readPushOptions(request: IncomingMessage): PushOptions {
  const { headers, url = '' } = request;
  const language = languageOf(headers['accept-language']);
  const [mediaType = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((text) => /^\s*charset="?([\w-]+)"?\s*$/.exec(text)?.[1])
    .find((found) => found !== undefined);
  const query = readQuery(url, language);
  const idempotency = readKey(headers['idempotency-key'], language);
  return {
    language,
    mediaType: mediaType.trim(),
    charset,
    dryRun: query.dryRun,
    atomic: query.atomic,
    waitSeconds: readWait(headers['prefer']),
    idempotencyKey: query.dryRun ? '' : idempotency.key,
    faults: [...query.faults, ...idempotency.faults],
  };
}
