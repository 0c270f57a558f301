import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { homeAt, openHome, type Home } from './home.ts';
import { keyText, openSecrets } from './secrets.ts';

describe('the secrets of a home', () => {
  let home: Home;

  beforeEach(() => {
    home = homeAt(mkdtempSync(join(tmpdir(), 'home-')));
    openHome(home, false);
  });

  afterEach(() => {
    rmSync(home.dir, { recursive: true, force: true });
  });

  it('are made once and read again', () => {
    expect(openSecrets(home)).toEqual(openSecrets(home));
  });

  it('are others in another home, and after a fresh start', () => {
    const before = openSecrets(home);
    openHome(home, true);
    expect(openSecrets(home).identitySecret).not.toBe(before.identitySecret);
  });

  it('can be read by their owner alone', () => {
    openSecrets(home);
    const modes = [home.secretsFile, home.schoolKeysFile, home.demoUsersFile].map(
      (file) => statSync(file).mode & 0o777,
    );
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  it('hold one key each for the nation, a city, a district, three schools and the authorities that published', () => {
    const { keys } = openSecrets(home);
    const holders = keys.map(({ orgUnit }) => orgUnit);
    expect(holders.slice(0, 6)).toEqual(['cn', '3307', '330702', '330702001-01', '330702001-02', '330702001-03']);
    expect(new Set(holders).size).toBe(holders.length);
    expect(keys.map(keyText).every((text) => /^sk_demo-[a-z0-9-]+_[0-9a-f]{64}$/.test(text))).toBe(true);
  });
});
