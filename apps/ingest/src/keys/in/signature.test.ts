import { createHash, createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { signedText } from '../domain/signature.ts';
import { guards, one, start, storedIds, told } from '../../testing/use-service.ts';
import type { PushHeaders, WiredService } from '../../testing/wired-service.ts';

const path = '/api/v1/submissions';
const key = { keyId: 'signing', secret: 'a-secret', orgUnit: 'school-1', datasets: [] as string[] };
const body = JSON.stringify(one);
const digestOf = (text: string): string => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`;

let service: WiredService;

beforeEach(async () => {
  service = await start();
});

async function withKey(signatureRequired: boolean): Promise<void> {
  const mac = service.ports.keyMac.macOf(key.secret);
  const { keyId, orgUnit, datasets } = key;
  await service.ports.keys.provide([{ keyId, orgUnit, datasets, mac }], 0);
  const provided = await service.ports.keys.find(keyId);
  if (provided !== undefined) await service.ports.keys.replace({ ...provided, signatureRequired, version: 2 });
}

type Change = { readonly target?: string; readonly at?: number; readonly type?: string; readonly digest?: string };

function signature({
  target = path,
  at = service.ports.clock.now() / 1_000,
  type = 'application/json',
  digest = digestOf(body),
}: Change = {}): string {
  const { keyMac } = service.ports;
  const text = signedText(at, { method: 'POST', target, contentDigest: digest, contentType: type, idempotencyKey: '' });
  const mac = createHmac('sha256', keyMac.signingOf(keyMac.macOf(key.secret)))
    .update(text)
    .digest('hex');
  return `t=${String(at)},v1=${mac}`;
}

const pushed = async (headers: Record<string, string>, more: PushHeaders = {}, text = body): Promise<string> => {
  const response = await service.push(text, {
    ...more,
    headers: { authorization: `Bearer sk_${key.keyId}_${key.secret}`, ...headers },
  });
  return response.ok ? String(response.status) : `${String(response.status)} ${(await told(response)).code ?? ''}`;
};

describe('a signed request', () => {
  test('is taken in, streamed lines as well', async () => {
    await withKey(true);
    const signed = { 'content-digest': digestOf(body), 'x-xiaomai-signature': signature() };
    expect(await pushed(signed)).toBe('201');
    const type = 'application/x-ndjson';
    const lines = { 'content-digest': digestOf(body), 'x-xiaomai-signature': signature({ type }) };
    expect(await pushed(lines, { type })).toBe('200');
  });

  test.each<[string, () => Record<string, string>, string]>([
    ['without a signature', () => ({}), '401 signature-required'],
    ['with one that is none', () => ({ 'x-xiaomai-signature': 'v1=abc' }), '401 signature-invalid'],
    [
      'without the digest of its body',
      () => ({ 'x-xiaomai-signature': signature({ digest: '' }) }),
      '401 signature-invalid',
    ],
    [
      'with another digest than the signed one',
      () => ({ 'content-digest': digestOf('x'), 'x-xiaomai-signature': signature() }),
      '401 signature-invalid',
    ],
    [
      'for another path',
      () => ({ 'content-digest': digestOf(body), 'x-xiaomai-signature': signature({ target: `${path}?atomic=true` }) }),
      '401 signature-invalid',
    ],
    [
      'with another idempotency key than the signed one',
      () => ({ 'content-digest': digestOf(body), 'x-xiaomai-signature': signature(), 'idempotency-key': 'other' }),
      '401 signature-invalid',
    ],
    [
      'older than five minutes',
      () => {
        const at = service.ports.clock.now() / 1_000 - 301;
        return { 'content-digest': digestOf(body), 'x-xiaomai-signature': signature({ at }) };
      },
      '401 signature-invalid',
    ],
    [
      'from a clock that is more than five minutes ahead',
      () => {
        const at = service.ports.clock.now() / 1_000 + 301;
        return { 'content-digest': digestOf(body), 'x-xiaomai-signature': signature({ at }) };
      },
      '401 signature-invalid',
    ],
  ])('is refused %s', async (_how, headers, refusal) => {
    await withKey(true);
    expect(await pushed(headers())).toBe(refusal);
    expect(storedIds(service)).toEqual([]);
  });

  test('whose body was changed on the way is refused', async () => {
    await withKey(true);
    const signed = { 'content-digest': digestOf(body), 'x-xiaomai-signature': signature() };
    const other = JSON.stringify({ ...one, values: [{ ...guards, numerator: 0 }] });
    expect(await pushed(signed, {}, other)).toBe('401 signature-invalid');
  });
});

describe('where no signature is required', () => {
  test('a request goes without, but not with a wrong one', async () => {
    await withKey(false);
    expect(await pushed({})).toBe('201');
    expect(await pushed({ 'x-xiaomai-signature': 't=1,v1=2' })).toBe('401 signature-invalid');
  });

  test.each<[string, string, string]>([
    ['the digest of the body', digestOf(body), '201'],
    ['both digests', `sha-512=:${createHash('sha512').update(body).digest('base64')}:, ${digestOf(body)}`, '201'],
    ['the digest of something else', digestOf('x'), '400 digest-mismatch'],
    ['no digest that can be read', 'sha-256=abc', '400 digest-mismatch'],
    ['an algorithm nobody should use', 'md5=:1B2M2Y8AsgTpgAmY7PhCfg==:', '400 digest-mismatch'],
  ])('%s is checked all the same', async (_what, digest, outcome) => {
    await withKey(false);
    expect(await pushed({ 'content-digest': digest })).toBe(outcome);
  });
});
