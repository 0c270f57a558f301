import { describe, expect, test } from '@jest/globals';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import { revokeKey } from '../../../keys/domain/school-key.ts';
import { guards, one, start, storedIds } from '../../../testing/use-service.ts';
import type { PushHeaders } from '../../../testing/wired-service.ts';

const ndjson: PushHeaders = { type: 'application/x-ndjson' };

const lines = async (response: Response): Promise<Receipt[]> =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Receipt);

describe('lines', () => {
  const line = (n: number): string =>
    JSON.stringify({
      ...one,
      period: '2026-W10',
      values: [{ ...guards, numerator: n }],
      orgUnit: n % 2 ? 'school-1' : 'school-2',
    });

  test('are answered in their order, good and bad, blank ones skipped', async () => {
    const service = await start();
    const body = `${line(1)}\r\n\n{bad\n"text"\n${line(2)}`;
    const receipts = await lines(await service.push(body, ndjson));
    expect(receipts.map(({ status }) => status)).toEqual(['created', 'rejected', 'rejected', 'created']);
    expect(receipts[1]?.errors).toMatchObject([{ line: 3, code: 'malformed-json' }]);
    expect(receipts[2]?.errors).toMatchObject([{ line: 4, pointer: '', code: 'invalid-field' }]);
  });

  test('none at all are refused, streamed or taken as a whole', async () => {
    const service = await start();
    for (const query of ['', '?atomic=true'])
      expect(await lines(await service.push('\n\n', { ...ndjson, query }))).toMatchObject([
        { status: 422, code: 'submission-refused', errors: [{ line: 1, code: 'no-submissions' }] },
      ]);
  });

  test('a receipt comes while the request still goes on', async () => {
    const service = await start();
    const { outgoing, answer } = service.stream();
    outgoing.write(`${line(1)}\n`);
    const response = await answer;
    const [first] = (await new Promise<Buffer>((resolve) => response.once('data', resolve))).toString().split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ status: 'created', revision: 1 });
    outgoing.end(`${line(3)}\n`);
    let rest = '';
    for await (const chunk of response) rest += String(chunk);
    expect(JSON.parse(rest)).toMatchObject({ status: 'updated', revision: 2 });
  });

  test('end when the key is revoked in the middle: what came before is answered, nothing after is taken in', async () => {
    const service = await start();
    const { outgoing, answer } = service.stream();
    outgoing.on('error', () => undefined);
    outgoing.write(`${line(1)}\n`);
    const response = await answer;
    const first = (await new Promise<Buffer>((resolve) => response.once('data', resolve))).toString();
    const key = await service.ports.keys.find('district');
    if (key !== undefined) await service.ports.keys.replace(revokeKey(key, '外泄', { by: '管理员', at: 0 }));
    service.ports.clock.advance(2_500);
    await service.intake.log.keep();
    outgoing.write(`${line(3)}\n`);
    let rest = '';
    for await (const chunk of response) rest += String(chunk);
    expect([first, rest].map((text) => (JSON.parse(text) as { status: unknown }).status)).toEqual(['created', 401]);
    expect(storedIds(service)).toHaveLength(1);
  });

  test('thousands of them come back in order, corrections of one id one after the other', async () => {
    const service = await start();
    const body = Array.from({ length: 3_000 }, (_, n) => `${line(n)}\n`).join('');
    const receipts = await lines(await service.push(body, ndjson));
    expect(receipts).toHaveLength(3_000);
    expect(receipts.map(({ revision }) => revision)).toEqual(receipts.map((_, n) => Math.floor(n / 2) + 1));
  });

  test('one that is too long is refused by itself', async () => {
    const service = await start();
    const long = JSON.stringify({ ...one, note: 'x'.repeat(70_000) });
    const receipts = await lines(await service.push(`${line(1)}\n${long}\n${line(2)}\n`, ndjson));
    expect(receipts.map(({ status }) => status)).toEqual(['created', 'rejected', 'created']);
    expect(receipts[1]?.errors).toMatchObject([{ line: 2, code: 'line-too-long' }]);
  });

  test('atomic lines are all refused for one fault', async () => {
    const service = await start();
    const response = await service.push(`${line(1)}\n{bad\n`, { ...ndjson, query: '?atomic=true' });
    expect([response.status, storedIds(service)]).toEqual([422, []]);
  });
});
