import { randomBytes } from 'node:crypto';
import { demoCity } from '../seed/demo-city.ts';
import { readPublishedFigures } from '../seed/published.ts';
import { readJson, writePrivate, type Home } from './home.ts';

/** A key by which an org unit pushes for itself and what is below it. Empty datasets mean all. */
export type SchoolKey = {
  readonly keyId: string;
  readonly secret: string;
  readonly orgUnit: string;
  readonly datasets: readonly string[];
};

/** A person of the demonstration with a bearer token that does not expire. */
export type DemoUser = {
  readonly name: string;
  readonly role: 'staff' | 'leader' | 'admin';
  readonly orgUnit: string;
  readonly token: string;
};

/** Everything secret of one home, made once by the system's random source. */
export type Secrets = {
  readonly identitySecret: string;
  readonly keyPepper: string;
  /** Tells this home's databases from others on a server that somebody else runs. */
  readonly ownDatabasePrefix: string;
  readonly keys: readonly SchoolKey[];
  readonly users: readonly DemoUser[];
};

const secret = (): string => randomBytes(32).toString('hex');

const demoDistrict = '330702';
const demoSchools = 3;

function keyHolders(): readonly string[] {
  const schools = demoCity().schools.filter(({ town }) => town.startsWith(demoDistrict));
  const authorities = readPublishedFigures().map(({ orgUnit }) => orgUnit);
  const fixed = ['cn', '3307', demoDistrict, ...schools.slice(0, demoSchools).map(({ id }) => id)];
  return [...new Set([...fixed, ...authorities.sort()])];
}

const demoUsers: readonly Omit<DemoUser, 'token'>[] = [
  { name: '演示管理员', role: 'admin', orgUnit: 'cn' },
  { name: '演示领导（市）', role: 'leader', orgUnit: '3307' },
  { name: '演示监测员（市）', role: 'staff', orgUnit: '3307' },
  { name: '演示监测员（区）', role: 'staff', orgUnit: demoDistrict },
];

function makeSecrets(): Secrets {
  return {
    identitySecret: secret(),
    keyPepper: secret(),
    ownDatabasePrefix: `xiaomai_${randomBytes(4).toString('hex')}`,
    keys: keyHolders().map((orgUnit) => ({ keyId: `demo-${orgUnit}`, secret: secret(), orgUnit, datasets: [] })),
    users: demoUsers.map((user) => ({ ...user, token: secret() })),
  };
}

/** The secrets of a home, and the two files of them that the services read. */
export function openSecrets(home: Home): Secrets {
  const known = readJson<Secrets>(home.secretsFile);
  const secrets = known ?? makeSecrets();
  if (known === undefined) writePrivate(home.secretsFile, secrets);
  writePrivate(home.schoolKeysFile, secrets.keys);
  writePrivate(home.demoUsersFile, secrets.users);
  return secrets;
}

/** The text of a key as its owner sends it. */
export function keyText({ keyId, secret: text }: SchoolKey): string {
  return `sk_${keyId}_${text}`;
}
