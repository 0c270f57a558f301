import { maySee, type Identity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { keyText, makeKey, revokeKey, rotateKey, type SchoolKey } from '../domain/school-key.ts';
import type { KeyStore } from './key-store.ts';

/** What managing keys needs. */
export type ManageKeysPorts = {
  readonly store: Pick<KeyStore, 'find' | 'list' | 'insert' | 'replace'>;
  readonly units: () => ReadonlyMap<string, { readonly path: string }>;
  readonly datasets: () => ReadonlyMap<string, unknown>;
  readonly secrets: KeySecrets;
  readonly newKeyId: () => string;
  readonly now: () => number;
  /** Told what was done, by whom, for the audit. */
  readonly audit: (done: { readonly key: SchoolKey; readonly by: Identity }) => void;
};

/** Makes secrets, and what follows from them. */
export type KeySecrets = {
  readonly fresh: () => string;
  readonly macOf: (secret: string) => string;
  /** What requests are signed with by whoever holds the secret of that hash. */
  readonly signingOf: (mac: string) => string;
};

/** Why nothing is done to a key. */
export type NotManaged = 'forbidden' | 'not-found' | 'moved-on' | 'revoked';

/** A fault of a wanted key. */
export type KeyFault = {
  readonly pointer: string;
  readonly code: 'unknown-org-unit' | 'unknown-dataset';
  readonly value: string;
};

/** A key with its new secrets, told this once. */
export type IssuedKey = { readonly key: SchoolKey; readonly secret: string; readonly signingSecret: string };

/** A page of keys; `next` empty = no more. */
export type KeyPage = { readonly keys: readonly SchoolKey[]; readonly next: string };

type Wanted = Pick<SchoolKey, 'orgUnit' | 'datasets' | 'label' | 'signatureRequired'>;
type Page = { readonly orgUnit: string; readonly limit: number; readonly cursor: string };

/** What the administrator, and staff within their subtree, do with keys. */
export type ManageKeys = {
  readonly list: (page: Page, by: Identity) => Promise<Result<KeyPage, NotManaged>>;
  readonly get: (keyId: string, by: Identity) => Promise<Result<SchoolKey, NotManaged>>;
  readonly create: (wanted: Wanted, by: Identity) => Promise<Result<IssuedKey, NotManaged | readonly KeyFault[]>>;
  readonly rotate: (
    order: { readonly keyId: string; readonly ifVersion: number; readonly graceMs: number },
    by: Identity,
  ) => Promise<Result<IssuedKey, NotManaged>>;
  readonly revoke: (
    order: { readonly keyId: string; /** 0 = whatever it is. */ readonly ifVersion: number; readonly reason: string },
    by: Identity,
  ) => Promise<Result<SchoolKey, NotManaged>>;
};

const mostUnitsAsked = 1_000; // of more units all keys are read and looked through
const readAtOnce = 500;
const mostTries = 5;

const mayManage = ({ role }: Identity): boolean => role === 'admin' || role === 'staff';

function faultsOf({ orgUnit, datasets }: Wanted, by: Identity, ports: ManageKeysPorts): readonly KeyFault[] {
  const unit = ports.units().get(orgUnit);
  const seen = unit !== undefined && maySee(by, unit.path);
  const unknown = datasets.flatMap((value, n): readonly KeyFault[] =>
    ports.datasets().has(value) ? [] : [{ pointer: `/datasets/${String(n)}`, code: 'unknown-dataset', value }],
  );
  return seen ? unknown : [{ pointer: '/orgUnit', code: 'unknown-org-unit', value: orgUnit }, ...unknown];
}

function listing({ store, units }: ManageKeysPorts): ManageKeys['list'] {
  const unitsOf = (orgUnit: string, by: Identity): readonly string[] => {
    const sees = (id: string): boolean => maySee(by, units().get(id)?.path ?? '');
    return (orgUnit === '' ? [...units().keys()] : [orgUnit]).filter(sees);
  };

  const read = async (visible: ReadonlySet<string>, cursor: string, most: number): Promise<readonly SchoolKey[]> => {
    const orgUnits = visible.size > mostUnitsAsked ? undefined : [...visible];
    const found: SchoolKey[] = [];
    for (let after: string | undefined = cursor; after !== undefined && found.length < most;) {
      const part = await store.list({ orgUnits, after, limit: readAtOnce });
      found.push(...part.filter((key) => visible.has(key.orgUnit)));
      after = part.length < readAtOnce ? undefined : part.at(-1)?.keyId;
    }
    return found;
  };

  return async ({ orgUnit, limit, cursor }, by) => {
    if (!mayManage(by)) return err('forbidden');
    const visible = new Set(unitsOf(orgUnit, by));
    const found = visible.size === 0 ? [] : await read(visible, cursor, limit + 1);
    const keys = found.slice(0, limit);
    return ok({ keys, next: found.length > limit ? (keys.at(-1)?.keyId ?? '') : '' });
  };
}

type Change = (key: SchoolKey) => Result<SchoolKey, NotManaged>;

function changing(ports: ManageKeysPorts, get: ManageKeys['get']) {
  return async (keyId: string, by: Identity, change: Change): Promise<Result<SchoolKey, NotManaged>> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const found = await get(keyId, by);
      const next = found.ok ? change(found.value) : found;
      if (!next.ok) return next;
      if (!(await ports.store.replace(next.value))) continue; // somebody else came first: look again
      ports.audit({ key: next.value, by });
      return next;
    }
    return err('moved-on');
  };
}

type Issue = (key: SchoolKey, secret: string) => IssuedKey;

const issuing =
  ({ secrets }: ManageKeysPorts): Issue =>
  (key, secret) => ({
    key,
    secret: keyText({ keyId: key.keyId, secret }),
    signingSecret: secrets.signingOf(secrets.macOf(secret)),
  });

function creating(ports: ManageKeysPorts, issue: Issue): ManageKeys['create'] {
  const { store, secrets, now } = ports;
  return async (wanted, by) => {
    if (!mayManage(by)) return err('forbidden');
    const faults = faultsOf(wanted, by, ports);
    if (faults.length > 0) return err(faults);
    const secret = secrets.fresh();
    const act = { by: by.subject, at: now() };
    const key = makeKey({ ...wanted, keyId: ports.newKeyId(), mac: secrets.macOf(secret) }, act);
    if (!(await store.insert(key))) throw new Error('two keys were given the same id');
    ports.audit({ key, by });
    return ok(issue(key, secret));
  };
}

/** Makes the managing. What the caller may not see does not exist for them. */
export function manageKeys(ports: ManageKeysPorts): ManageKeys {
  const { store, secrets, now } = ports;
  const issue = issuing(ports);

  const get: ManageKeys['get'] = async (keyId, by) => {
    if (!mayManage(by)) return err('forbidden');
    const key = await store.find(keyId);
    const unit = key === undefined ? undefined : ports.units().get(key.orgUnit);
    return key === undefined || unit === undefined || !maySee(by, unit.path) ? err('not-found') : ok(key);
  };
  const change = changing(ports, get);

  return {
    list: listing(ports),
    get,
    create: creating(ports, issue),
    rotate: async ({ keyId, ifVersion, graceMs }, by) => {
      const secret = secrets.fresh();
      const rotated = await change(keyId, by, (key) => {
        if (key.version !== ifVersion) return err('moved-on');
        if (key.revoked) return err('revoked');
        const at = now();
        return ok(rotateKey(key, { mac: secrets.macOf(secret), oldUntil: at + graceMs }, { by: by.subject, at }));
      });
      return rotated.ok ? ok(issue(rotated.value, secret)) : rotated;
    },
    revoke: ({ keyId, ifVersion, reason }, by) =>
      change(keyId, by, (key) => {
        if (ifVersion !== 0 && key.version !== ifVersion) return err('moved-on');
        return key.revoked ? err('revoked') : ok(revokeKey(key, reason, { by: by.subject, at: now() }));
      }),
  };
}
