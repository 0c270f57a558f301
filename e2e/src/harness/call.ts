/** An answer of the public API. */
export type Answer<T> = { readonly status: number; readonly headers: Headers; readonly body: T };

export type Call = {
  readonly bearer?: string;
  /** POST when there is a body. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is text or bytes. */
  readonly body?: unknown;
  readonly timeoutMs?: number;
};

const usualTimeoutMs = 15_000;

function sent(body: unknown): { readonly type: string; readonly bytes: string | Uint8Array<ArrayBuffer> } | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    return { type: 'application/octet-stream', bytes: body as string | Uint8Array<ArrayBuffer> };
  }
  return { type: 'application/json', bytes: JSON.stringify(body) };
}

/** Asks for bytes. */
export async function callForBytes(
  url: string,
  { bearer, headers, body, timeoutMs = usualTimeoutMs }: Call = {},
): Promise<Answer<Uint8Array>> {
  const content = sent(body);
  const all: Record<string, string> = {
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(content !== undefined && { 'content-type': content.type }),
    ...headers,
  };
  const init = content === undefined ? {} : { method: 'POST', body: content.bytes };
  const response = await fetch(url, { ...init, headers: all, signal: AbortSignal.timeout(timeoutMs) });
  return { status: response.status, headers: response.headers, body: await response.bytes() };
}

/** Asks for JSON; the text itself where it is none. */
export async function call<T>(url: string, how: Call = {}): Promise<Answer<T>> {
  const answer = await callForBytes(url, how);
  const text = new TextDecoder().decode(answer.body);
  const type = answer.headers.get('content-type') ?? '';
  const isJson = type.includes('json') && !type.includes('ndjson');
  return { ...answer, body: (isJson ? JSON.parse(text) : text) as T };
}

/** Does something to a thing as it is now: takes its tag, and answers with what becomes of it. */
export async function actOn<T>(
  url: string,
  bearer: string,
  [verb, body]: readonly [verb: string, body: object],
): Promise<Answer<T>> {
  const tag = (await call(url, { bearer })).headers.get('etag') ?? '';
  return call(`${url}/${verb}`, { bearer, body, headers: { 'if-match': tag } });
}
