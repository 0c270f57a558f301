import { connect } from 'node:net';
import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { guards, one, start, storedIds, told } from '../../../testing/use-service.ts';
import { asSchool, type PushHeaders, type WiredService } from '../../../testing/wired-service.ts';
import type { UnitRule } from '../../domain/rules.ts';
import { admission } from './admission.ts';
import { countInFlight } from './in-flight.ts';
import { limitRate } from './rate.ts';

const megabyte = 1024 * 1024;
const codeOf = async (response: Response): Promise<string> => {
  const { code = '', errors = [] } = await told(response);
  return [String(response.status), code, ...new Set(errors.map((fault) => fault.code))].join(' ');
};

describe('a body', () => {
  test.each<[string, number]>([
    ['application/json', 2 * megabyte],
    ['text/csv', 20 * megabyte],
    ['application/x-ndjson', 20 * megabyte],
  ])('of %s has a length', async (type, most) => {
    const service = await start();
    const headers: Record<string, string> = type.endsWith('ndjson') ? { 'idempotency-key': 'whole' } : {};
    const response = await service.push(Buffer.alloc(most + 1, ' '), { type, headers });
    expect(await codeOf(response)).toBe('413 payload-too-large');
  });

  test('that does not come is not waited for', async () => {
    const service = await start(() => ({}), { patienceMs: 50 });
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1');
    const { authorization = '' } = asSchool;
    const head = ['POST /api/v1/submissions HTTP/1.1', 'host: x', `authorization: ${authorization}`];
    socket.write([...head, 'content-type: application/json', 'content-length: 100', '', '{"or'].join('\r\n'));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('HTTP/1.1 408');
    socket.destroy();
  });

  test('of lines that says nothing for long is cut', async () => {
    const service = await start(() => ({}), { patienceMs: 50 });
    const { outgoing, answer } = service.stream();
    outgoing.on('error', () => undefined);
    outgoing.write(`${JSON.stringify(one)}\n{"half`);
    const incoming = await answer;
    await expect(incoming.toArray()).rejects.toThrow('aborted');
    expect(storedIds(service)).toHaveLength(1);
  });
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON', () => {
  test.each<[string, string, string]>([
    ['nested a hundred thousand deep', nested(100_000), 'too-deep'],
    ['nested so in a field', `{"orgUnit":${nested(100_000)}}`, 'too-deep'],
    ['of objects nested so', '{"a":'.repeat(100_000), 'too-deep'],
    ['with a field twice', '{"orgUnit":"school-1","orgUnit":"school-2"}', 'duplicate-field'],
    ['with a field twice, once escaped', '{"orgUnit":"school-1","\\u006frgUnit":"school-2"}', 'duplicate-field'],
    [
      'with thousands of fields',
      `{${Array.from({ length: 2_000 }, (_, n) => `"f${String(n)}":1`).join(',')}}`,
      'too-many-fields',
    ],
    ['that breaks off', '{"a":"\\', 'malformed-json'],
  ])('%s is refused at once', async (_what, body, code) => {
    const service = await start();
    expect(await codeOf(await service.push(body))).toBe(`400 invalid-request ${code}`);
    const line = await service.push(body.slice(0, 60_000), { type: 'application/x-ndjson' });
    expect(await line.text()).toContain(`"${code}"`);
  });

  test('may say the same field in several objects, and quotes, brackets and colons in its texts', async () => {
    const service = await start();
    const note = 'a "b" : [[[[[[[[[[[[[[[[[[[[[[[[[ {{ \\ "note":';
    const response = await service.push({ ...one, note, values: [{ ...guards, note }] });
    expect(response.status).toBe(201);
  });

  test('full of rubbish is answered soon and shortly', async () => {
    const service = await start();
    const values = Array.from({ length: 500 }, () => ({}));
    const response = await service.push({ submissions: Array.from({ length: 1_000 }, () => ({ values })) });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('too-many-faults');
    expect(text.length).toBeLessThan(5 * megabyte);
  });

  test.each<[string, unknown, string]>([
    ['five hundred values', Array.from({ length: 501 }, () => guards), 'too-many-values'],
    ['a note of five hundred characters', [{ ...guards, note: 'x'.repeat(501) }], 'note-too-long'],
    ['an id of eighty characters', [{ ...guards, indicator: 'x'.repeat(81) }], 'invalid-field'],
  ])('has at most %s', async (_what, values, code) => {
    const service = await start();
    expect(await codeOf(await service.push({ ...one, values }))).toContain(code);
    expect(storedIds(service)).toEqual([]);
  });

  test('has at most a thousand submissions', async () => {
    const service = await start();
    const submissions = Array.from({ length: 1_001 }, () => one);
    expect(await codeOf(await service.push({ submissions }))).toBe('422 submission-refused too-many-submissions');
  });
});

describe('the rate', () => {
  const slowly = (): Promise<WiredService> => start(() => ({}), { ratePerUnit: 0.2 }); // a burst of two

  test('of a key is held: over it the answer says when to come again', async () => {
    const service = await slowly();
    const pushed = (): Promise<Response> => service.push(one, { headers: asSchool });
    expect([(await pushed()).status, (await pushed()).status]).toEqual([201, 200]);
    const refused = await pushed();
    expect(await codeOf(refused)).toBe('429 too-many-requests');
    const said = ['retry-after', 'ratelimit', 'ratelimit-policy'].map((name) => refused.headers.get(name));
    expect(said).toEqual(['5', '"key";r=0;t=5', '"key";q=2;w=10']);
    service.ports.clock.advance(5_000);
    await service.intake.log.keep();
    expect((await pushed()).status).toBe(200);
  });

  test('holds for reading and taking back as well, and for each key by itself', async () => {
    const service = await slowly();
    const path = '/school-1%7Csafety%7C2026-11';
    const statuses = [];
    for (const ask of [service.get, service.get, service.get, service.withdraw])
      statuses.push((await ask(path, asSchool)).status);
    expect(statuses).toEqual([404, 404, 429, 429]);
    expect((await service.push(one)).status).toBe(201);
  });

  test('of a key for many units is as many times as high', async () => {
    const service = await slowly(); // the district has four units in the tree, itself one of them
    const statuses = await Promise.all(Array.from({ length: 9 }, async () => (await service.push(one)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });

  test('of a city is that of all below it, also where cities report a dataset of their own', () => {
    const unit = (id: string, path: string): UnitRule => ({ id, type: 'any', path, validFrom: '', validTo: '' });
    const units = ['cn/', 'cn/city/', 'cn/city/a/', 'cn/city/b/', 'cn/other/'].map((path) => {
      const id = path.split('/').at(-2) ?? '';
      return [id, unit(id, path)] as const;
    });
    const admit = admission({
      ...{ limitRate: limitRate(() => 0), inFlight: countInFlight({ everybody: 1_000, pusher: 1_000 }) },
      ...{ rules: () => ({ units: new Map(units) }), ratePerUnit: 0.1 },
    });
    const admitted = (orgUnit: string): number => {
      const caller = { ...{ subject: orgUnit, role: 'school' as const, orgUnit }, path: '', datasets: [] };
      return Array.from({ length: 10 }, () => admit(caller, new EventEmitter())).filter(({ ok }) => ok).length;
    };
    expect(['cn', 'city', 'a', 'nowhere'].map(admitted)).toEqual([5, 3, 1, 1]);
  });

  test('comes back with time, never above the burst, also for who was forgotten', () => {
    let now = 0;
    const take = limitRate(() => now);
    const rate = { perSecond: 2, burst: 3 };
    const takes = (count: number): boolean[] => Array.from({ length: count }, () => take('k', rate).ok);
    expect(takes(4)).toEqual([true, true, true, false]);
    now = 500;
    expect(takes(2)).toEqual([true, false]);
    now = 100_000;
    expect(takes(4)).toEqual([true, true, true, false]);
    for (let n = 0; n < 20_000; n += 1) take(String(n), rate);
    expect(take('k', rate)).toEqual({ ok: true, left: 2, againMs: 0 });
  });
});

test('so many requests are under way of one key, and of all', () => {
  const inFlight = countInFlight({ everybody: 3, pusher: 2 });
  const response = (): ServerResponse => new EventEmitter() as ServerResponse;
  const first = response();
  const entered = [first, response(), response()].map((one) => inFlight.enter('a', one));
  expect(entered.map((one) => (one.ok ? 'in' : one.reason))).toEqual(['in', 'in', 'pusher']);
  expect([inFlight.enter('b', response()).ok, inFlight.enter('c', response())]).toEqual([
    true,
    { ok: false, reason: 'everybody' },
  ]);
  first.emit('close');
  expect([inFlight.enter('a', response()).ok, inFlight.count()]).toEqual([true, 3]);
});

describe('what a sender may try', () => {
  test.each<[string, unknown, PushHeaders, number]>([
    ['a compressed body', Buffer.from([31, 139, 8, 0]), { headers: { 'content-encoding': 'gzip' } }, 415],
    ['a body in several codings', one, { headers: { 'content-encoding': 'identity, br' } }, 415],
    ['no type', one, { type: '' }, 415],
    ['a form', 'a=b', { type: 'application/x-www-form-urlencoded' }, 415],
    ['a dataset of others in the query', one, { query: '?dataset=canteen' }, 400],
    ['a flag that is none', one, { query: '?atomic=1' }, 400],
    ['a null instead of an id', { ...one, orgUnit: null }, {}, 422],
    ['a path instead of an id', { ...one, orgUnit: '../school-1' }, {}, 422],
    ['an id with a bar', { ...one, orgUnit: 'school-1|safety' }, {}, 422],
    ['an operator instead of an id', { ...one, orgUnit: { $gt: '' } }, {}, 422],
    ['the name of a prototype', { ...one, orgUnit: '__proto__', dataset: 'constructor' }, {}, 422],
    [
      'a prototype in a value',
      '{"orgUnit":"school-1","dataset":"safety","period":"2026-11","values":[{"__proto__":{"indicator":"guards","value":1}}]}',
      {},
      422,
    ],
    ['half a character', Buffer.from('7b226f7267556e6974223a22c3227d', 'hex'), {}, 400],
    ['bytes that hide a quote', Buffer.from('7b226f7267556e6974223a22c0a2227d', 'hex'), {}, 400],
  ])('%s', async (_what, body, how, status) => {
    const service = await start();
    expect((await service.push(body, how)).status).toBe(status);
    expect(storedIds(service)).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    ['two lengths', ['content-length: 5', 'content-length: 6'], '400'],
    ['a length and chunks', ['content-length: 5', 'transfer-encoding: chunked'], '400'],
    ['headers without end', [`x: ${'y'.repeat(20_000)}`], '431'],
    ['a folded header', ['x: a', ' b: c', 'content-length: 0'], '400'],
  ])('%s are refused before anything is read', async (_what, headers, status) => {
    const service = await start();
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(['POST /api/v1/submissions HTTP/1.1', 'host: x', ...headers, '', 'hello'].join('\r\n'));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString().split(' ')[1]).toBe(status);
    socket.destroy();
  });

  test.each(['', '/revisions'])('what another school has looks like what nobody has%s', async (rest) => {
    const service = await start();
    await service.push({ ...one, orgUnit: 'school-2' });
    await service.push({ ...one, dataset: 'canteen', values: [{ indicator: 'meals', value: 1 }] });
    const answers = await Promise.all(
      ['school-2|safety', 'nowhere|safety', 'school-1|canteen', 'school-1|nothing', 'school-1|safety'].map(
        async (id) => {
          const response = await service.get(`/${encodeURIComponent(`${id}|2026-11`)}${rest}`, asSchool);
          return [response.status, await response.text(), response.headers.get('etag')];
        },
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
