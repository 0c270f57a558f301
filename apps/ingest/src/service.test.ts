import { describe, expect, test } from '@jest/globals';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import { decodeRevision } from './log/out/revision-codec.ts';
import { alarm, guards, one, start, storedIds, told } from './testing/use-service.ts';
import { asPerson, asSchool, type PushHeaders } from './testing/wired-service.ts';

describe('one submission', () => {
  test('is stored, answered with its receipt, and published as stored', async () => {
    const service = await start();
    const response = await service.push(one);
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe('/api/v1/submissions/school-1%7Csafety%7C2026-11');
    expect(await response.json()).toEqual({
      id: 'school-1|safety|2026-11',
      revision: 1,
      status: 'created',
      receivedAt: '2026-11-24T04:00:00.000Z',
      values: [
        { indicator: 'guards', status: 'created' },
        { indicator: 'alarm', status: 'created' },
      ],
    });
    await service.intake.log.drained();
    const [published] = service.ports.publisher.published();
    expect(decodeRevision(published?.payload ?? Buffer.alloc(0))).toMatchObject({
      id: 'school-1|safety|2026-11',
      revision: 1,
      acceptedBy: 'district',
      values: [
        { indicator: 'alarm', value: '98.60' },
        { indicator: 'guards', numerator: 3, denominator: 4 },
      ],
    });
  });

  test('a repeat is 200 and stores nothing; a correction keeps what it does not name', async () => {
    const service = await start();
    await service.push(one);
    const repeat = await service.push({ ...one, values: [alarm, guards] });
    expect([repeat.status, ((await repeat.json()) as Receipt).status]).toEqual([200, 'unchanged']);
    const correction = await service.push({ ...one, values: [{ ...guards, numerator: 4 }] });
    expect(await correction.json()).toMatchObject({
      revision: 2,
      status: 'updated',
      values: [{ indicator: 'guards', status: 'updated' }],
    });
    const newest = await (await service.get('/school-1%7Csafety%7C2026-11')).json();
    expect(newest).toMatchObject({ revision: 2, values: [alarm, { ...guards, numerator: 4 }] });
  });

  test('every fault is told at once, of form and of sense', async () => {
    const service = await start();
    const values = [
      { ...guards, numerator: -3 },
      { indicator: 'nothing', value: 'x' },
      { indicator: 'four-100', value: '1' },
    ];
    const response = await service.push({ ...one, orgUnit: 'nowhere', period: '2026-12', values, extra: 1 });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect((await told(response)).errors?.map(({ pointer, code }) => `${pointer ?? ''} ${code}`).sort()).toEqual([
      '/extra unknown-field',
      '/orgUnit unknown-org-unit',
      '/period period-not-begun',
      '/values/0/numerator negative-numerator',
      '/values/1/indicator unknown-indicator',
      '/values/1/value invalid-value',
      '/values/2/indicator derived-indicator',
    ]);
    expect(storedIds(service)).toEqual([]);
  });

  test('what a key may not see is refused word for word like what does not exist', async () => {
    const service = await start();
    const refusal = async (orgUnit: string): Promise<string> => {
      const response = await service.push({ ...one, orgUnit }, { headers: asSchool });
      return (await response.text()).replaceAll(orgUnit, 'X');
    };
    expect(await refusal('school-2')).toBe(await refusal('nowhere'));
    expect(await refusal('school-beside')).toBe(await refusal('nowhere'));
  });
});

describe('who asks', () => {
  test.each<[string, Record<string, string>, number]>([
    ['no key', { authorization: '' }, 401],
    ['a key with another secret', { authorization: 'Bearer sk_school_secret-of-another' }, 401],
    ['a key nobody has', { authorization: 'Bearer sk_nobody_secret-of-the-school' }, 401],
    ['another scheme', { authorization: 'Basic c2s6eA==' }, 401],
    ['a forged identity beside a good key', { ...asSchool, 'x-xiaomai-identity': 'a.b.c' }, 401],
    ['the school itself', asSchool, 201],
    ['the school itself, in small letters', { authorization: asSchool['authorization']?.replace('B', 'b') ?? '' }, 201],
  ])('%s', async (_who, headers, status) => {
    const service = await start();
    expect((await service.push(one, { headers })).status).toBe(status);
  });

  test('staff push for their subtree; leaders do not push', async () => {
    const service = await start();
    expect((await service.push(one, { headers: await asPerson('staff') })).status).toBe(201);
    expect(
      (await service.push({ ...one, orgUnit: 'school-beside' }, { headers: await asPerson('staff') })).status,
    ).toBe(422);
    expect((await service.push(one, { headers: await asPerson('leader') })).status).toBe(403);
  });

  test('a key for one dataset does not push another', async () => {
    const service = await start();
    const canteen = { ...one, dataset: 'canteen', values: [{ indicator: 'meals', value: 5 }] };
    const response = await service.push(canteen, { headers: asSchool });
    expect((await told(response)).errors?.map(({ code }) => code)).toContain('unknown-dataset');
  });
});

describe('reading', () => {
  test('the newest state with its verdicts, and every revision', async () => {
    const service = await start();
    await service.push(one);
    await service.push({ ...one, values: [{ ...guards, numerator: 4 }] });
    const revisions = (await (await service.get('/school-1%7Csafety%7C2026-11/revisions')).json()) as {
      items: { revision: number }[];
    };
    expect(revisions.items.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test.each([
    'school-2%7Csafety%7C2026-11',
    'nowhere%7Csafety%7C2026-11',
    'school-1%7Ccanteen%7C2026-11',
    'school-1',
    '%zz',
  ])('%s is not found by the school', async (id) => {
    const service = await start();
    await service.push({ ...one, orgUnit: 'school-2' });
    await service.push({ ...one, dataset: 'canteen', values: [{ indicator: 'meals', value: 1 }] });
    expect((await service.get(`/${id}`, asSchool)).status).toBe(404);
  });
});

describe('what cannot be taken in', () => {
  test.each<[string, unknown, PushHeaders, number]>([
    ['no JSON', '{', {}, 400],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d]), {}, 400],
    ['a parameter nobody knows: it might have been meant as dryRun', one, { query: '?dryrun=true' }, 400],
    ['another type', one, { type: 'application/xml' }, 415],
    ['a body that is too large', 'x'.repeat(2 * 1024 * 1024 + 1), {}, 413],
    ['a list', [one], {}, 422],
    ['keys that mean something to a program', '{"__proto__":{"orgUnit":"school-1"}}', {}, 422],
  ])('%s', async (_what, body, how, status) => {
    const service = await start();
    const response = await service.push(body, how);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(storedIds(service)).toEqual([]);
  });

  test('anything, while catalogue and tree have never been heard of', async () => {
    const service = await start(() => ({}), { reference: false });
    expect((await service.push(one)).status).toBe(503);
  });

  test('more than can be judged in about a second: come again later', async () => {
    const service = await start(() => ({ lag: () => 6_001 }));
    const response = await service.push(one);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(storedIds(service)).toEqual([]);
  });
});
