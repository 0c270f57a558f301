import { goneAfterMs, type Epoch } from '../domain/epoch.ts';
import type { Revision } from '../../submissions/domain/submission.ts';
import { adoptEpochs } from './epochs/adopt-epochs.ts';
import { createAppender, type Append } from './append.ts';
import { findTips, type FindTips } from './find-tips.ts';
import { createGate, type Gate } from './gate.ts';
import { keepEpoch } from './epochs/keep-epoch.ts';
import { createPublication } from './epochs/publication.ts';
import { publishOrphans } from './epochs/publish-orphans.ts';
import { readLog, republishLog, type ReadLog, type Republish } from './read-log.ts';
import { storeInserts } from './store-inserts.ts';
import type { Clock, EpochStore, Publish, RevisionStore } from './stores.ts';

/** What the log needs from outside. */
export type LogPorts = {
  readonly revisions: RevisionStore;
  readonly epochs: EpochStore;
  readonly codec: { readonly encode: (revision: Revision) => Buffer; readonly decode: (payload: Buffer) => Revision };
  readonly publish: Publish;
  /** Published, not yet judged; Infinity while nobody knows. */
  readonly lag: () => number;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly crashPoint: (name: string) => void;
  readonly log: {
    readonly warn: (fields: object, message: string) => void;
    readonly info: (fields: object, message: string) => void;
  };
};

/** The append-only log of submissions: what is appended is published, whatever happens to this process. */
export type IntakeLog = {
  readonly append: Append;
  readonly findTips: FindTips;
  readonly gate: Gate;
  readonly read: ReadLog;
  readonly republish: Republish;
  /** Keeps our epoch; called several times a second. */
  readonly keep: () => Promise<void>;
  /** Finishes abandoned epochs; called about once a second. */
  readonly adopt: () => Promise<void>;
  /** Whether anything can be stored now. */
  readonly writable: () => boolean;
  /** Whether what is stored leaves for those who judge it. */
  readonly flowing: () => boolean;
  /** Resolves when everything appended has been published. */
  readonly drained: () => Promise<void>;
  readonly release: () => Promise<void>;
};

const stalledAfterMs = 5_000;
const limits = { backlogEntries: 6_000, backlogAgeMs: 1_000, waiting: 4_000 };

/** Makes the log. `keep` begins the first epoch; until then nothing can be appended. */
export function createLog(ports: LogPorts, lagLimit: number): IntakeLog {
  const { revisions, epochs, clock, publish, codec, log } = ports;
  const holder = ports.newId();
  const onFailure = (error: unknown): void => log.warn({ err: error }, 'log');
  const onAdopted = ({ id, published }: Epoch): void =>
    log.info({ epoch: id, published, unseenForMs: goneAfterMs }, 'finishing an abandoned epoch');
  const adopter = adoptEpochs({ ...ports, holder, onAdopted });
  const keeper = keepEpoch({ ...ports, holder, onEnd: adopter.takeOver });
  const epoch = keeper.current;
  const publication = createPublication({ ...ports, onFailure });
  const find = findTips({ revisions, decode: codec.decode });
  const store = storeInserts({ ...ports, encode: codec.encode, epoch, publication, onFailure });
  const orphans = publishOrphans({ epochs, publish, current: () => epoch()?.id });
  const appender = createAppender({ findTips: find, publishOrphans: orphans, store, onFailure });
  const read = readLog({ epochs, revisions });
  return {
    append: appender.append,
    findTips: find,
    gate: createGate({
      backlog: publication.backlog,
      waiting: appender.waiting,
      lag: ports.lag,
      limits: { ...limits, lag: lagLimit },
    }),
    read,
    republish: republishLog(read, publish),
    keep: keeper.tick,
    adopt: adopter.tick,
    writable: () => epoch()?.valid(clock.monotonic()) === true,
    flowing: () => publication.backlog().oldestMs < stalledAfterMs,
    drained: async () => {
      await appender.idle();
      await publication.drained();
    },
    release: keeper.release,
  };
}
