import { Schema, type Collection, type Connection } from 'mongoose';
import type { Change } from '../../notifications/domain/change.ts';
import { alertId, type Episode } from '../domain/alert.ts';
import { runningClocks } from '../domain/deadline.ts';
import type { Reading } from '../domain/reading.ts';
import type { AlertRecord, OutboxEvent } from '../flow/alert-store.ts';

/** What an episode is found by; absent where nothing was ever breached, so that the sparse indexes stay small. */
type Findable = {
  readonly alertId?: string;
  /** Ids of the org unit and of everything above it. */
  readonly within?: readonly string[];
  readonly openedAt?: number;
  readonly episode?: Episode;
};

export type AlertDocument = Findable & {
  readonly _id: string;
  readonly rev: string;
  readonly readings: readonly Reading[];
  /** These three stand as long as `untold` holds a row of this revision. */
  readonly former?: Episode;
  readonly outbox?: readonly OutboxEvent[];
  readonly pending?: readonly Change[];
  /** When the next clock runs out. */
  readonly dueAt?: number;
};

export type EpisodeDocument = Findable & { readonly _id: string };

/** A write that has left something to be told, to other services or to people. */
export type UntoldDocument = {
  /** <revision> <kind> */
  readonly _id: string;
  readonly kind: 'services' | 'people';
  readonly since: number;
  readonly keys: readonly string[];
};

/** A filter in the database's words. */
export type Words = Readonly<Record<string, unknown>>;

export type AlertCollections = {
  readonly alerts: Collection<AlertDocument>;
  /** Episodes that a later one has replaced. */
  readonly episodes: Collection<EpisodeDocument>;
  readonly untold: Collection<UntoldDocument>;
};

const { Mixed } = Schema.Types;
const findable = { alertId: String, within: [String], openedAt: Number, episode: Mixed };
const options = { versionKey: false, minimize: false, autoIndex: false, autoCreate: false } as const;

function withFindIndex<T>(schema: Schema<T>): Schema<T> {
  return schema.index({ within: 1, openedAt: -1, alertId: -1 }, { sparse: true });
}

const alertSchema = withFindIndex(
  new Schema(
    {
      ...{ _id: String, rev: String, readings: [Mixed], ...findable, former: Mixed },
      ...{ outbox: [Mixed], pending: [Mixed], dueAt: Number },
    },
    options,
  ),
).index({ dueAt: 1 }, { sparse: true });

const episodeSchema = withFindIndex(new Schema({ _id: String, ...findable }, options));
const untoldSchema = new Schema({ _id: String, kind: String, since: Number, keys: [String] }, options).index({
  kind: 1,
  since: 1,
});

/** The collections of alerts, with their indexes made. Everything here runs hot, so the bare collections are used. */
export async function alertCollections(connection: Connection): Promise<AlertCollections> {
  const alerts = connection.model('Alert', alertSchema, 'alerts');
  const episodes = connection.model('Episode', episodeSchema, 'episodes');
  const untold = connection.model('Untold', untoldSchema, 'untold');
  await alerts.createIndexes();
  await episodes.createIndexes();
  await untold.createIndexes();
  return {
    alerts: alerts.collection as unknown as Collection<AlertDocument>,
    episodes: episodes.collection as unknown as Collection<EpisodeDocument>,
    untold: untold.collection as unknown as Collection<UntoldDocument>,
  };
}

function findableOf(episode: Episode): Findable {
  const within = episode.subject.path.split('/').filter(Boolean);
  return { alertId: alertId(episode), within, openedAt: episode.openedAt, episode };
}

export const toEpisodeDocument = (episode: Episode): EpisodeDocument => ({
  _id: alertId(episode),
  ...findableOf(episode),
});

function dueOf(episode: Episode): Pick<AlertDocument, 'dueAt'> {
  const clocks = runningClocks(episode).map(({ at }) => at);
  return clocks.length === 0 ? {} : { dueAt: Math.min(...clocks) };
}

export function toDocument({ key, state, former, outbox, pending }: AlertRecord, rev: string): AlertDocument {
  return {
    ...{ _id: key, rev, readings: state.readings },
    ...(state.episode === null ? {} : { ...findableOf(state.episode), ...dueOf(state.episode) }),
    ...(former === null ? {} : { former }),
    ...(outbox.length === 0 ? {} : { outbox }),
    ...(pending.length === 0 ? {} : { pending }),
  };
}

export const toRecord = ({ _id, rev, readings, episode, former, outbox, pending }: AlertDocument): AlertRecord => ({
  ...{ key: _id, rev, state: { readings, episode: episode ?? null } },
  ...{ former: former ?? null, outbox: outbox ?? [], pending: pending ?? [] },
});
