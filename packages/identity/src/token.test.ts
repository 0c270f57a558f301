import { describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { maySee, type Identity } from './identity.ts';
import { createIssuer, createVerifier } from './token.ts';

const secret = 'a secret of the test, long enough for HS256';
const district: Identity = {
  subject: 'staff',
  role: 'staff',
  orgUnit: '330702',
  path: 'cn/33/3307/330702/',
  datasets: [],
};

describe('signed identity', () => {
  test('what was signed is read back', async () => {
    const token = await createIssuer(secret)(district);
    expect(await createVerifier(secret)(token)).toEqual(district);
  });

  test('a token of another secret is nobody', async () => {
    const token = await createIssuer('another secret of the test, also long')(district);
    expect(await createVerifier(secret)(token)).toBeUndefined();
  });

  test('an unsigned token is nobody', async () => {
    const [, payload] = (await createIssuer(secret)(district)).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await createVerifier(secret)(`${header}.${payload ?? ''}.`)).toBeUndefined();
  });

  test('an expired token is nobody', async () => {
    const token = await new SignJWT({ role: 'staff', org: '330702', path: 'cn/', ds: [] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('staff')
      .setIssuer('xiaomai')
      .setExpirationTime(1)
      .sign(new TextEncoder().encode(secret));
    expect(await createVerifier(secret)(token)).toBeUndefined();
  });

  test('a token without a path is nobody', async () => {
    const token = await new SignJWT({ role: 'staff', org: '330702', ds: [] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('staff')
      .setIssuer('xiaomai')
      .setExpirationTime('60s')
      .sign(new TextEncoder().encode(secret));
    expect(await createVerifier(secret)(token)).toBeUndefined();
  });
});

describe('subtree', () => {
  test('a unit and all below it are visible, nothing beside or above', () => {
    expect(maySee(district, 'cn/33/3307/330702/')).toBe(true);
    expect(maySee(district, 'cn/33/3307/330702/330702001/330702001-01/')).toBe(true);
    expect(maySee(district, 'cn/33/3307/330703/')).toBe(false);
    expect(maySee(district, 'cn/33/3307/3307021/')).toBe(false);
    expect(maySee(district, 'cn/33/3307/')).toBe(false);
  });

  test('what a unit was when it stood elsewhere stays visible to it', () => {
    expect(maySee(district, 'cn/33/3399/330702/330702001/')).toBe(true);
    expect(maySee(district, 'cn/33/3399/')).toBe(false);
    expect(maySee({ ...district, orgUnit: '702' }, 'cn/33/3399/330702/')).toBe(false);
  });
});
