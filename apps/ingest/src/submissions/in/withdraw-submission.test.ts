import { describe, expect, test } from '@jest/globals';
import type { Receipt, SubmissionState } from '@xiaomai/gateway-api/receipt';
import { alarm, guards, one, start, storedIds, told } from '../../testing/use-service.ts';
import { asPerson, asSchool, type WiredService } from '../../testing/wired-service.ts';

const path = '/school-1%7Csafety%7C2026-11';
const because = `${path}?reason=${encodeURIComponent('数据填错学校')}`;

async function pushed(): Promise<WiredService> {
  const service = await start();
  await service.push(one);
  return service;
}

const newest = async (service: WiredService): Promise<SubmissionState> =>
  (await (await service.get(path)).json()) as SubmissionState;

describe('taking a whole submission back', () => {
  test('makes a revision without figures, with who and why; what was said before stays in the log', async () => {
    const service = await pushed();
    const etag = (await service.get(path)).headers.get('etag') ?? '';
    const response = await service.withdraw(because, { ...asSchool, 'if-match': etag });
    expect([response.status, response.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await response.json()) as Receipt).toMatchObject({ revision: 2, status: 'updated' });
    expect(await newest(service)).toMatchObject({
      revision: 2,
      acceptedBy: 'school',
      withdrawnBecause: '数据填错学校',
      values: [
        { indicator: 'alarm', withdrawn: true },
        { indicator: 'guards', withdrawn: true },
      ],
    });
    const history = (await (await service.get(`${path}/revisions`)).json()) as { items: SubmissionState[] };
    expect(history.items[0]?.values).toEqual([alarm, guards]);
    await service.intake.log.drained();
    expect(service.ports.publisher.published().map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test('again changes nothing; a later push brings the submission back', async () => {
    const service = await pushed();
    await service.withdraw(because, { 'if-match': '"1"' });
    const again = await service.withdraw(because, { 'if-match': '"2"' });
    expect([again.status, ((await again.json()) as Receipt).status]).toEqual([200, 'unchanged']);
    await service.push({ ...one, values: [guards] });
    const state = await newest(service);
    expect(state.withdrawnBecause).toBeUndefined();
    expect(state.values).toEqual([{ indicator: 'alarm', withdrawn: true }, guards]);
  });

  test('of what has moved on is refused, and stores nothing', async () => {
    const service = await pushed();
    await service.push({ ...one, values: [{ ...guards, numerator: 4 }] });
    expect((await service.withdraw(because, { 'if-match': '"1"' })).status).toBe(412);
    expect(storedIds(service)).toHaveLength(2);
  });

  test('happens once when many ask at the same time', async () => {
    const service = await pushed();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.withdraw(because, { 'if-match': '"1"' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    expect(storedIds(service)).toHaveLength(2);
  });

  test.each<[string, string, Record<string, string>, number]>([
    ['without If-Match', because, {}, 428],
    ['with any If-Match', because, { 'if-match': '*' }, 412],
    ['with a weak tag', because, { 'if-match': 'W/"1"' }, 412],
    ['without a reason', path, { 'if-match': '"1"' }, 400],
    ['with an empty reason', `${path}?reason=%20`, { 'if-match': '"1"' }, 400],
    ['with a parameter nobody knows', `${because}&force=true`, { 'if-match': '"1"' }, 400],
    ['by nobody', because, { authorization: '', 'if-match': '"1"' }, 401],
    ['of what does not exist', because.replace('school-1', 'school-2'), { 'if-match': '"1"' }, 404],
  ])('%s', async (_how, where, headers, status) => {
    const service = await pushed();
    expect((await service.withdraw(where, headers)).status).toBe(status);
    expect(storedIds(service)).toHaveLength(1);
  });

  test('is not for leaders, nor for a key that may not see it', async () => {
    const service = await pushed();
    await service.push({ ...one, orgUnit: 'school-2' });
    const seen = { 'if-match': '"1"' };
    expect((await service.withdraw(because, { ...(await asPerson('leader')), ...seen })).status).toBe(403);
    const other = because.replace('school-1', 'school-2');
    const unknown = because.replace('school-1', 'nowhere');
    const refusals = await Promise.all([other, unknown].map((id) => service.withdraw(id, { ...asSchool, ...seen })));
    expect(refusals.map(({ status }) => status)).toEqual([404, 404]);
    expect(await told(refusals[0] as Response)).toEqual(await told(refusals[1] as Response));
  });
});

describe('taking one figure back', () => {
  test('is a correction like any other', async () => {
    const service = await pushed();
    const gone = { indicator: 'guards', withdrawn: true, note: '统计口径有误' };
    const response = await service.push({ ...one, values: [gone] });
    expect([response.status, (await response.json()) as Receipt]).toMatchObject([
      201,
      { revision: 2, status: 'updated', values: [{ indicator: 'guards', status: 'updated' }] },
    ]);
    expect((await newest(service)).values).toEqual([alarm, gone]);
    expect((await service.push({ ...one, values: [gone] })).status).toBe(200);
  });

  test('is either that or a figure, of an indicator that is there', async () => {
    const service = await pushed();
    const values = [
      { ...guards, withdrawn: true },
      { indicator: 'alarm', withdrawn: false },
      { indicator: 'nothing', withdrawn: true },
    ];
    const refusal = await service.push({ ...one, values });
    expect((await told(refusal)).errors?.map(({ pointer, code }) => `${pointer ?? ''} ${code}`)).toEqual([
      '/values/0 ambiguous-value',
      '/values/1/withdrawn invalid-field',
      '/values/2/indicator unknown-indicator',
    ]);
  });
});
