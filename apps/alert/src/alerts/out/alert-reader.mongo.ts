import type { Collection } from 'mongoose';
import type { Episode } from '../domain/alert.ts';
import { parseAlertId, type AlertFilter, type AlertReader, type Page, type Scope } from '../flow/alert-store.ts';
import { unitAt } from '../domain/seen-from.ts';
import type { Span } from '../domain/summary.ts';
import type { AlertCollections, EpisodeDocument, Words } from './alert-documents.mongo.ts';

const dayMs = 86_400_000;
// Some servers read a sorted range to its end, so the newest days are asked first.
const windowsMs = [dayMs, 30 * dayMs, Number.POSITIVE_INFINITY];
const exported = 200;

const below = (path: string): Words => (path === '' ? {} : { within: unitAt(path) });
const oneOf = (field: string, values: readonly string[]): Words =>
  values.length === 0 ? {} : { [field]: { $in: values } };
const exactly = (field: string, value: string): Words => (value === '' ? {} : { [field]: value });

const overdue = (at: number): Words =>
  at === 0
    ? {}
    : {
        'episode.condition': { $ne: 'resolved' },
        'episode.handling': { $ne: 'closed' },
        'episode.deadline': { $lt: at },
      };

function matching(filter: AlertFilter): Words {
  const { within, path, conditions, handlings, severities, indicator, assignee, overdueAt } = filter;
  return {
    within,
    ...exactly('episode.subject.indicator', indicator),
    ...exactly('episode.assignee', assignee),
    $and: [
      below(path),
      oneOf('episode.condition', conditions),
      oneOf('episode.handling', handlings),
      oneOf('episode.severity', severities),
      overdue(overdueAt),
    ],
  };
}

function inWindow({ after }: Page, from: number): Words {
  if (after === null) return { openedAt: { $gte: from, $lt: Number.MAX_SAFE_INTEGER } };
  return {
    openedAt: { $gte: from, $lte: after.openedAt },
    $or: [{ openedAt: { $lt: after.openedAt } }, { alertId: { $lt: after.id } }],
  };
}

const newestFirst = (a: EpisodeDocument, b: EpisodeDocument): number =>
  (b.openedAt ?? 0) - (a.openedAt ?? 0) || ((a.alertId ?? '') < (b.alertId ?? '') ? 1 : -1);

const episodesOf = (documents: readonly EpisodeDocument[]): readonly Episode[] =>
  documents.flatMap(({ episode }) => (episode === undefined ? [] : [{ ...episode, timeline: episode.timeline ?? [] }]));

// What ended before the span and has not been touched since counts nowhere in it.
const countingIn = ({ within, path, dataset }: Scope, { from, to }: Span): Words => ({
  ...{ within, openedAt: { $gte: 0, $lt: to }, $and: [below(path)], ...exactly('episode.reading.dataset', dataset) },
  $or: [
    { 'episode.handling': { $ne: 'closed' } },
    { 'episode.closedAt': { $gte: from } },
    { 'episode.resolvedAt': { $gte: from } },
  ],
});

async function* inBatches(documents: AsyncIterable<EpisodeDocument>): AsyncIterable<readonly EpisodeDocument[]> {
  let batch: EpisodeDocument[] = [];
  for await (const document of documents) {
    batch.push(document);
    if (batch.length < exported) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

// An episode may be kept already by a writer who then lost the race to replace it: then it is not an earlier one.
async function trulyEarlier(
  alerts: AlertCollections['alerts'],
  documents: readonly EpisodeDocument[],
): Promise<readonly EpisodeDocument[]> {
  if (documents.length === 0) return documents;
  const keys = documents.flatMap(({ _id }) => parseAlertId(_id)?.key ?? []);
  const present = await alerts.find({ _id: { $in: keys } }, { projection: { alertId: 1 } }).toArray();
  const presentIds = new Set(present.map((document) => document.alertId));
  return documents.filter(({ _id }) => !presentIds.has(_id));
}

async function* everything(
  alerts: AlertCollections['alerts'],
  episodes: AlertCollections['episodes'],
): AsyncIterable<readonly Episode[]> {
  for await (const batch of inBatches(alerts.find({}))) yield episodesOf(batch);
  for await (const batch of inBatches(episodes.find({}))) yield episodesOf(await trulyEarlier(alerts, batch));
}

const listed = { 'episode.timeline': 0, readings: 0, former: 0, outbox: 0, pending: 0 };

const newestOf = (
  collection: Collection<EpisodeDocument>,
  filter: Words,
  limit: number,
): Promise<readonly EpisodeDocument[]> =>
  collection.find(filter, { projection: listed }).sort({ openedAt: -1, alertId: -1 }).limit(limit).toArray();

/** Reads alerts in MongoDB, present and earlier episodes alike. */
export function mongoAlertReader({ alerts, episodes }: AlertCollections, now: () => number): AlertReader {
  const earlier = (documents: readonly EpisodeDocument[]): Promise<readonly EpisodeDocument[]> =>
    trulyEarlier(alerts, documents);

  const newest = async (filter: Words, limit: number): Promise<readonly EpisodeDocument[]> => {
    const [current, former] = await Promise.all([
      newestOf(alerts as unknown as Collection<EpisodeDocument>, filter, limit),
      newestOf(episodes, filter, limit).then(earlier),
    ]);
    return [...current, ...former].sort(newestFirst).slice(0, limit);
  };

  const list = async (filter: AlertFilter, page: Page): Promise<readonly Episode[]> => {
    const newestAt = page.after?.openedAt ?? now();
    for (const windowMs of windowsMs) {
      const from = Math.max(0, newestAt - windowMs);
      const found = await newest({ ...matching(filter), ...inWindow(page, from) }, page.limit);
      if (found.length === page.limit || from === 0) return episodesOf(found);
    }
    return [];
  };

  const find = async (id: string): Promise<Episode | null> => {
    const parsed = parseAlertId(id);
    if (parsed === undefined) return null;
    const [current, former] = await Promise.all([
      alerts.findOne({ _id: parsed.key, alertId: id }),
      episodes.findOne({ _id: id }),
    ]);
    return current?.episode ?? former?.episode ?? null;
  };

  const during = async (scope: Scope, span: Span): Promise<readonly Episode[]> => {
    const filter = countingIn(scope, span);
    const [current, former] = await Promise.all([
      alerts.find(filter).toArray(),
      episodes.find(filter).toArray().then(earlier),
    ]);
    return episodesOf([...current, ...former]);
  };

  return { list, find, during, all: () => everything(alerts, episodes) };
}
