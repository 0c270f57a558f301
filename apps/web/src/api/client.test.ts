import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { About } from '@xiaomai/gateway-api/me';
import { ApiError, read, urlOf, write } from './client.ts';

const caller = { token: 't', lang: 'zh' } as const;
const realFetch = globalThis.fetch;

afterEach(() => {
  globalThis.fetch = realFetch;
});

/** Answers every call the same way and keeps what was asked. */
function answering(make: () => Response | Promise<Response>): Request[] {
  const asked: Request[] = [];
  globalThis.fetch = async (input, init) => {
    asked.push(new Request(new URL(String(input), 'http://localhost'), init));
    return make();
  };
  return asked;
}

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(() => undefined).catch((cause: unknown) => cause);

describe('an address', () => {
  test('leaves out what was not given and escapes the rest', () => {
    expect(urlOf('/alerts', { orgUnit: 'a|b', limit: 5, cursor: undefined })).toBe(
      '/api/v1/alerts?orgUnit=a%7Cb&limit=5',
    );
    expect(urlOf('/me')).toBe('/api/v1/me');
  });
});

describe('a call', () => {
  test('carries the token and the language of the reader', async () => {
    const asked = answering(() => json(200, { name: '校脉', notice: null }));
    await read(caller, About, { url: '/api/v1/about' });
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer t');
    expect(asked[0]?.headers.get('accept-language')).toBe('zh-CN');
  });

  test('that writes says which state it has seen', async () => {
    const asked = answering(() => json(200, { name: '校脉', notice: null }));
    await write(caller, About, { url: '/api/v1/x', body: { note: 'n' }, ifMatch: '"3"' });
    expect(asked[0]?.method).toBe('POST');
    expect(asked[0]?.headers.get('if-match')).toBe('"3"');
    expect(await asked[0]?.json()).toEqual({ note: 'n' });
  });

  test('that is refused brings the problem document', async () => {
    const problem = { type: 'urn:x', title: '不存在', status: 404, code: 'not-found' };
    answering(() => json(404, problem));
    const error = await failure(read(caller, About, { url: '/api/v1/about' }));
    expect(error).toMatchObject({ kind: 'refused', status: 404, problem });
  });

  test('that is answered with something else is not taken for data', async () => {
    const told = jest.spyOn(console, 'error').mockReturnValue(undefined);
    answering(() => new Response('<html>', { status: 200 }));
    const error = await failure(read(caller, About, { url: '/api/v1/about' }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ kind: 'shape' });
    told.mockRestore();
  });

  test('that does not get through is a fault of the network', async () => {
    answering(() => Promise.reject(new TypeError('fetch failed')));
    expect(await failure(read(caller, About, { url: '/api/v1/about' }))).toMatchObject({ kind: 'network' });
  });

  test('that is called off while its answer arrives is no fault at all', async () => {
    const called = new DOMException('called off', 'AbortError');
    answering(() => new Response(new ReadableStream({ start: (body) => body.error(called) })));
    expect(await failure(read(caller, About, { url: '/api/v1/about' }))).toBe(called);
  });
});
