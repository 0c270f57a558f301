import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { listen } from '@xiaomai/http';

import { httpIngestPassage } from '../../out/http/ingest-passage.ts';
import type { Caller } from '../../flow/authenticate.ts';
import { passSubmissions } from './submissions.route.ts';

const open: { close: () => void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const closeAfterwards = (server: Server): void =>
  void open.push({ close: () => (server.closeAllConnections(), void server.close()) });

async function serve(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closeAfterwards(server);
  return (server.address() as AddressInfo).port;
}

const person: Caller = {
  identity: { subject: '演示', role: 'staff', orgUnit: '33', path: 'cn/33/', datasets: [] },
  token: 'signed',
};

async function gatewayBefore(
  ingestPort: number,
  { mostAtOnce = 10, silentMs = 60_000, patienceMs = 20_000 } = {},
): Promise<number> {
  const passage = httpIngestPassage(`http://127.0.0.1:${ingestPort}`, silentMs, patienceMs);
  open.push({ close: () => void passage.stop() });
  const authenticate = (header: string | undefined): Promise<Caller | undefined> =>
    Promise.resolve(header === 'Bearer person' ? person : undefined);
  const pass = passSubmissions({ authenticate, passage, mostAtOnce, onError: () => undefined });
  const { server, port } = await listen((incoming, outgoing) => {
    pass({ incoming, outgoing });
  }, 0);
  closeAfterwards(server);
  return port;
}

const textOf = async (answer: IncomingMessage): Promise<string> => (await answer.toArray()).join('');

const post = (port: number, headers: Record<string, string>) => {
  const asked = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/v1/submissions?dryRun=true',
    headers,
    agent: false,
  });
  asked.on('error', () => undefined);
  return asked;
};

const answerTo = async (asked: ReturnType<typeof post>): Promise<IncomingMessage> =>
  ((await once(asked, 'response')) as [IncomingMessage])[0];

const key = { authorization: 'Bearer sk_k1_secret', 'content-type': 'application/json' };

const echo: RequestListener = (incoming, outgoing) => {
  void textOf(incoming).then((body) => {
    outgoing.writeHead(207, { 'content-type': 'application/json', 'idempotent-replayed': 'true' });
    outgoing.end(JSON.stringify({ url: incoming.url, headers: incoming.headers, body }));
  });
};

describe('what reaches ingest', () => {
  test('a school key goes through untouched, a forged identity never', async () => {
    const gateway = await gatewayBefore(await serve(echo));
    const asked = post(gateway, {
      ...key,
      'x-xiaomai-identity': 'forged',
      'X-Xiaomai-Identity': 'forged',
      'idempotency-key': 'i1',
    });
    asked.end('{"a":1}');
    const answer = await answerTo(asked);
    const told = JSON.parse(await textOf(answer)) as { url: string; headers: Record<string, string>; body: string };
    expect([answer.statusCode, answer.headers['idempotent-replayed']]).toEqual([207, 'true']);
    expect(told).toMatchObject({ url: '/api/v1/submissions?dryRun=true', body: '{"a":1}' });
    expect(told.headers).toMatchObject({ authorization: key.authorization, 'idempotency-key': 'i1' });
    expect(told.headers).not.toHaveProperty('x-xiaomai-identity');
  });

  test('a person goes through as a signed identity, without the token', async () => {
    const gateway = await gatewayBefore(await serve(echo));
    const asked = post(gateway, { authorization: 'Bearer person', 'x-xiaomai-identity': 'forged' });
    asked.end('{}');
    const told = JSON.parse(await textOf(await answerTo(asked))) as { headers: Record<string, string> };
    expect(told.headers['x-xiaomai-identity']).toBe('signed');
    expect(told.headers).not.toHaveProperty('authorization');
  });

  test('nobody does not get through', async () => {
    const gateway = await gatewayBefore(await serve(echo));
    const asked = post(gateway, { 'accept-language': 'en' });
    asked.end('{}');
    const answer = await answerTo(asked);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
    expect(JSON.parse(await textOf(answer))).toMatchObject({
      code: 'unauthenticated',
      title: 'Sign in or give a valid key',
    });
  });
});

describe('a stream', () => {
  test('is answered line by line while it still comes in, in order', async () => {
    const lines: RequestListener = (incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/x-ndjson' });
      incoming.on('data', (piece: Buffer) => outgoing.write(`receipt ${piece.toString()}`));
      incoming.on('end', () => outgoing.end());
    };
    const asked = post(await gatewayBefore(await serve(lines)), key);
    asked.write('1\n');
    const answer = await answerTo(asked);
    const receipts = answer[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const seen = [];
    for (const line of ['2\n', '3\n', '']) {
      seen.push(String((await receipts.next()).value));
      if (line === '') asked.end();
      else asked.write(line);
    }
    expect(seen).toEqual(['receipt 1\n', 'receipt 2\n', 'receipt 3\n']);
    expect((await receipts.next()).done).toBe(true);
  });

  test('is begun to be answered before its first receipt', async () => {
    const asked = post(
      await gatewayBefore(await serve((_incoming, outgoing) => outgoing.writeHead(200).flushHeaders())),
      key,
    );
    asked.write('1\n');
    expect((await answerTo(asked)).statusCode).toBe(200);
  });

  test('that is refused before its end gets the refusal, not a broken connection', async () => {
    const refusing: RequestListener = (_incoming, outgoing) => {
      outgoing.writeHead(413).end('x'.repeat(5_000_000));
    };
    const asked = post(await gatewayBefore(await serve(refusing)), { ...key, 'content-length': '90000000' });
    asked.write(Buffer.alloc(5_000_000));
    const answer = await answerTo(asked);
    asked.write(Buffer.alloc(5_000_000));
    expect([answer.statusCode, (await textOf(answer)).length]).toEqual([413, 5_000_000]);
    asked.destroy();
  });

  test('longer than what is taken whole arrives whole', async () => {
    const sizes: RequestListener = (incoming, outgoing) =>
      void textOf(incoming).then((body) => outgoing.end(String(body.length)));
    const gateway = await gatewayBefore(await serve(sizes));
    for (const size of [0, 1, 65_536, 65_537, 3_000_000]) {
      const asked = post(gateway, { ...key, 'content-length': String(size) });
      asked.end('x'.repeat(size));
      expect(await textOf(await answerTo(asked))).toBe(String(size));
    }
  });

  test.each(['while it still sends', 'after it has sent everything'])(
    'whose client leaves %s is ended at ingest too',
    async (when) => {
      let left: Promise<unknown> | undefined;
      const never: RequestListener = (incoming, outgoing) => {
        left = once(outgoing, 'close');
        outgoing.writeHead(200).write('first');
        incoming.resume();
      };
      const asked = post(await gatewayBefore(await serve(never)), key);
      if (when === 'while it still sends') asked.write('1\n');
      else asked.end('1\n');
      await answerTo(asked);
      asked.destroy();
      expect(await left).toBeDefined();
    },
  );

  test('that a slow client does not read stops at ingest, instead of filling memory', async () => {
    const state = { written: 0, stalled: false };
    const flood: RequestListener = (_incoming, outgoing) => {
      outgoing.writeHead(200);
      const more = (): void => {
        while (!state.stalled && state.written < 100_000_000) {
          state.written += 65_536;
          state.stalled = !outgoing.write(Buffer.alloc(65_536)) && outgoing.writableLength > 1_000_000;
        }
      };
      more();
      outgoing.on('drain', () => {
        state.stalled = false;
        more();
      });
    };
    const asked = post(await gatewayBefore(await serve(flood)), key);
    asked.end('{}');
    const answer = await answerTo(asked);
    answer.pause();
    let before = -1; // that nothing goes on can only be seen by waiting
    while (before !== state.written) {
      before = state.written;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(state.written).toBeLessThan(50_000_000);
    asked.destroy();
  });

  test('that breaks off at ingest breaks off for the client', async () => {
    const breaking: RequestListener = (_incoming, outgoing) => {
      outgoing.writeHead(200).write('first');
      setImmediate(() => outgoing.destroy());
    };
    const asked = post(await gatewayBefore(await serve(breaking)), key);
    asked.end('{}');
    await expect(answerTo(asked).then(textOf)).rejects.toThrow('aborted');
  });
});

test('a small body that does not come is not waited for, and holds no place', async () => {
  const gateway = await gatewayBefore(await serve(echo), { mostAtOnce: 1, patienceMs: 50 });
  const slow = post(gateway, { ...key, 'content-length': '10' });
  slow.write('{');
  expect((await answerTo(slow)).statusCode).toBe(408);
  const next = post(gateway, key);
  next.end('{}');
  expect((await answerTo(next)).statusCode).toBe(207);
});

describe('when ingest does not answer', () => {
  const statusFrom = async (gateway: number): Promise<unknown[]> => {
    const asked = post(gateway, key);
    asked.end('{}');
    const answer = await answerTo(asked);
    const { code } = JSON.parse(await textOf(answer)) as { code: string };
    return [answer.statusCode, code, answer.headers['retry-after']];
  };

  test('because it is not there, the client is told to come again', async () => {
    const gone = await serve(echo);
    open.splice(0)[0]?.close();
    expect(await statusFrom(await gatewayBefore(gone))).toEqual([503, 'unavailable', '1']);
  });

  test('because it died on the way, the client is told to come again: what was stored is recognised', async () => {
    const dying = await serve((incoming) => incoming.socket.destroy());
    expect(await statusFrom(await gatewayBefore(dying))).toEqual([503, 'unavailable', '1']);
  });

  test('because it hangs, the client is not left hanging', async () => {
    expect(await statusFrom(await gatewayBefore(await serve(() => undefined), { silentMs: 100 }))).toEqual([
      504,
      'timeout',
      undefined,
    ]);
  });

  test('because too much is under way, the next is told to come again', async () => {
    const gateway = await gatewayBefore(await serve(() => undefined), { mostAtOnce: 1 });
    const first = post(gateway, key);
    first.write('{');
    await once(first, 'socket');
    await new Promise((resolve) => first.socket?.once('connect', resolve));
    expect((await statusFrom(gateway))[0]).toBe(503);
  });
});
