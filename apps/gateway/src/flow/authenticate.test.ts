import { describe, expect, test } from '@jest/globals';
import type { Identity } from '@xiaomai/identity';

import { authenticating, type Caller, type CallerSources } from './authenticate.ts';

const school: Identity = {
  subject: 'k1',
  role: 'school',
  orgUnit: '330702001-01',
  path: 'cn/33/330702001-01/',
  datasets: [],
};

const sources = (more: Partial<CallerSources> = {}): CallerSources => ({
  personOf: (token) => (token === 'right' ? { name: '演示', role: 'staff', orgUnit: '330702' } : undefined),
  pathOf: () => Promise.resolve('cn/33/3307/330702/'),
  keyHolderOf: (key) => Promise.resolve(key === 'sk_k1_s' ? { identity: school, token: 'from ingest' } : undefined),
  issue: (identity) => Promise.resolve(`signed ${identity.path}`),
  ...more,
});

const asking = (authorization: string | undefined, more: Partial<CallerSources> = {}): Promise<Caller | undefined> =>
  authenticating(sources(more))(authorization);

describe('who is asking', () => {
  test('a person becomes an identity with the path of the org unit', async () => {
    expect(await asking('Bearer right')).toEqual({
      identity: { subject: '演示', role: 'staff', orgUnit: '330702', path: 'cn/33/3307/330702/', datasets: [] },
      token: 'signed cn/33/3307/330702/',
    });
  });

  test('a school key is what ingest says it is', async () => {
    expect(await asking('Bearer sk_k1_s')).toEqual({ identity: school, token: 'from ingest' });
    expect(await asking('Bearer sk_k1_wrong')).toBeUndefined();
  });

  test.each([
    undefined,
    '',
    'right',
    'Basic right',
    'Bearer',
    'Bearer wrong',
    'Bearer right right',
    `Bearer ${'x'.repeat(513)}`,
  ])('nobody is behind %p', async (header) => {
    expect(await asking(header)).toBeUndefined();
  });

  test('before the tree is imported a person sees what will be below its root, and nothing else', async () => {
    const caller = await asking('Bearer right', { pathOf: () => Promise.resolve(undefined) });
    expect(caller?.identity.path).toBe('330702/');
  });

  test('when the path cannot be known, nobody is let in', async () => {
    await expect(asking('Bearer right', { pathOf: () => Promise.reject(new Error('away')) })).rejects.toThrow('away');
  });
});
