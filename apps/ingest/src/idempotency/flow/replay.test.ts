import { describe, expect, test } from '@jest/globals';
import { guards, one, start, storedIds, told } from '../../testing/use-service.ts';
import { asSchool, type PushHeaders } from '../../testing/wired-service.ts';

describe('Idempotency-Key', () => {
  const keyed: PushHeaders = { headers: { 'idempotency-key': '"abc"' } };

  test('same key and body: the first answer again, marked as such', async () => {
    const service = await start();
    const first = await service.push(one, keyed);
    await service.push({ ...one, values: [{ ...guards, numerator: 0 }] });
    const again = await service.push(one, keyed);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(await again.text()).toBe(await first.text());
    expect(storedIds(service)).toHaveLength(2);
  });

  test.each<[string, unknown, PushHeaders, number]>([
    ['another body', { ...one, note: 'x' }, keyed, 422],
    ['another caller', one, { headers: { ...keyed.headers, ...asSchool } }, 200],
    ['another key', one, { headers: { 'idempotency-key': 'abd' } }, 200],
    ['the bare text of the key', one, { headers: { 'idempotency-key': 'abc' } }, 201],
    ['what may not be a key', one, { headers: { 'idempotency-key': 'a b' } }, 400],
  ])('%s', async (_what, body, how, status) => {
    const service = await start();
    await service.push(one, keyed);
    expect((await service.push(body, how)).status).toBe(status);
  });

  test('a refusal is replayed as well; its fault corrected, the key is used up', async () => {
    const service = await start();
    const refused = await service.push({ ...one, period: '2027-01' }, keyed);
    const again = await service.push({ ...one, period: '2027-01' }, keyed);
    expect([refused.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([422, 422, 'true']);
    expect((await told(await service.push(one, keyed))).code).toBe('idempotency-key-reused');
  });

  test('what was stored before the answer could be kept is answered as the first time', async () => {
    const service = await start();
    const { requests } = service.ports;
    const first = await (await service.push(one, keyed)).text();
    // As if the process had died between storing and keeping the answer, more than half a minute ago.
    const same = await start(() => ({
      ...service.ports,
      requests: {
        ...requests,
        claim: (asked) => Promise.resolve({ ...asked, at: 0, owner: 'gone' }),
        takeOver: () => Promise.resolve(true),
      },
    }));
    const answer = await same.push(one, keyed);
    expect([answer.status, await answer.text()]).toEqual([201, first]);
  });
});
