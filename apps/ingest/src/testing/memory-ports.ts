import { createIssuer, createVerifier } from '@xiaomai/identity';
import type { KeptRequest, RequestStore } from '../idempotency/flow/once.ts';
import type { IntakePorts } from '../service-intake.ts';
import { makeKey, type SchoolKey } from '../keys/domain/school-key.ts';
import type { KeyStore } from '../keys/flow/key-store.ts';
import { createKeyMac } from '../keys/out/key-mac.ts';
import { decodeRevision, encodeRevision } from '../log/out/revision-codec.ts';
import { memoryPeriods } from '../periods/flow/memory-periods.ts';
import type { Intent, IntentStore } from '../submissions/flow/push-atomic.ts';
import type { Judgement } from '../submissions/flow/pushing.ts';
import type { Value } from '../submissions/domain/submission.ts';
import { memoryKeyStore } from './memory-keys.ts';
import { memoryWorkbooks } from './memory-workbooks.ts';
import { manualClock, memoryEpochStore, memoryPublisher, memoryRevisionStore } from './memory-log.ts';
import type { ManualClock, MemoryEpochStore, MemoryPublisher, MemoryRevisionStore } from './memory-log.ts';

export const identitySecret = 'a secret of the tests, long enough for HS256';
const pepper = 'the pepper of the tests';

export function memoryRequestStore(): RequestStore {
  const requests = new Map<string, KeptRequest>();
  const mine = ({ scope, owner }: KeptRequest): KeptRequest | undefined => {
    const kept = requests.get(scope);
    return kept?.owner === owner ? kept : undefined;
  };
  return {
    claim: (request) => {
      const kept = requests.get(request.scope);
      if (kept === undefined) requests.set(request.scope, request);
      return Promise.resolve(kept);
    },
    takeOver: (left, request) => {
      const kept = requests.get(left.scope);
      const same = kept?.owner === left.owner && kept.at === left.at && kept.answer === undefined;
      if (same) requests.set(left.scope, request);
      return Promise.resolve(same);
    },
    finish: (request, answer) => {
      if (mine(request) !== undefined) requests.set(request.scope, { ...request, answer });
      return Promise.resolve();
    },
    leave: (request) => {
      if (mine(request) !== undefined) requests.set(request.scope, { ...request, at: 0 });
      return Promise.resolve();
    },
  };
}

export function memoryIntentStore(): IntentStore & { readonly open: () => readonly Intent[] } {
  const intents = new Map<string, Intent>();
  return {
    open: () => [...intents.values()],
    begin: (intent) => {
      intents.set(intent.id, intent);
      return Promise.resolve();
    },
    done: (id) => {
      intents.delete(id);
      return Promise.resolve();
    },
    before: (at) => Promise.resolve([...intents.values()].filter((intent) => intent.at < at)),
  };
}

/** A judge for whom everything is met and all fits. */
const allMet = (values: readonly Value[]): Judgement => ({
  findings: [],
  verdicts: new Map(
    values.map(({ indicator }) => [
      indicator,
      { verdict: 'met', value: '100', target: '100', comparator: 'equals', gap: '0', reason: '达标' } as const,
    ]),
  ),
});

/** Ports in memory, with what tests steer them by. */
export type MemoryPorts = IntakePorts & {
  readonly revisions: MemoryRevisionStore;
  readonly epochs: MemoryEpochStore;
  readonly clock: ManualClock;
  readonly publisher: MemoryPublisher;
  readonly intents: ReturnType<typeof memoryIntentStore>;
  readonly keys: KeyStore;
};

/** What several instances share. */
export type Shared = Pick<
  MemoryPorts,
  'revisions' | 'epochs' | 'clock' | 'publisher' | 'intents' | 'requests' | 'keys' | 'periods'
>;

export const shared = (): Shared => ({
  revisions: memoryRevisionStore(),
  epochs: memoryEpochStore(),
  clock: manualClock(),
  publisher: memoryPublisher(),
  intents: memoryIntentStore(),
  requests: memoryRequestStore(),
  keys: memoryKeyStore(),
  periods: memoryPeriods(),
});

/** A key of the tests: any part of a school key, with its secret. */
export type TestKey = Pick<SchoolKey, 'keyId' | 'orgUnit' | 'datasets'> &
  Partial<SchoolKey> & { readonly secret: string };

/** Ports of one instance over what is shared. */
export function memoryPorts(keys: readonly TestKey[] = [], common: Shared = shared()): MemoryPorts {
  const keyMac = createKeyMac(pepper, common.clock.now);
  const store = common.keys;
  for (const { secret, ...key } of keys) {
    const wanted = { label: '', signatureRequired: false, ...key, mac: keyMac.macOf(secret) };
    void store.insert({ ...makeKey(wanted, { by: 'operator', at: 0 }), ...key });
  }
  let made = 0;
  let keysMade = 0;
  return {
    ...common,
    codec: { encode: encodeRevision, decode: decodeRevision },
    publish: common.publisher.publish,
    lag: () => 0,
    newId: () => {
      made += 1;
      return `${String(common.clock.monotonic())}-${String(made)}-${String(Math.random()).slice(2, 8)}`;
    },
    crashPoint: () => undefined,
    log: { warn: () => undefined, info: () => undefined },
    referenceCache: {
      load: () => Promise.resolve({}),
      saveCatalogue: () => Promise.resolve(),
      saveTree: () => Promise.resolve(),
    },
    keys: store,
    keyMac,
    newKeyId: () => `key${String((keysMade += 1))}`,
    judging: {
      judge: ({ values }) => Promise.resolve(allMet(values)),
      awaitVerdicts: () => Promise.resolve(allMet([])),
    },
    workbooks: memoryWorkbooks(),
    verify: createVerifier(identitySecret),
    issue: createIssuer(identitySecret),
  };
}
