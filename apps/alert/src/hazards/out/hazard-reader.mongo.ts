import { unitAt } from '../../alerts/domain/seen-from.ts';
import type { Hazard } from '../domain/hazard.ts';
import type { LedgerLine } from '../domain/tally.ts';
import type { HazardFilter, HazardPage, HazardReader, LedgerScope } from '../flow/hazard-store.ts';
import type { HazardCollections, HazardDocument, Words } from './hazard-documents.mongo.ts';

type Hazards = HazardCollections['hazards'];

const dayMs = 86_400_000;
// Some servers read a sorted range to its end, so the newest days are asked first.
const windowsDays = [30, 400];
const firstDay = '0000-01-01';
const lastDay = '9999-12-31';
const batchSize = 200;

const below = (path: string): Words => (path === '' ? {} : { within: unitAt(path) });
const oneOf = (field: string, values: readonly string[]): Words =>
  values.length === 0 ? {} : { [field]: { $in: values } };

const overdue = (day: string): Words => (day === '' ? {} : { 'hazard.state': 'open', 'hazard.dueOn': { $lt: day } });
const inCampaign = (campaign: string): Words =>
  campaign === '' ? {} : { 'hazard.round': { $gte: `${campaign}|`, $lt: `${campaign}|\uffff` } };

const matching = (filter: HazardFilter): Words => ({
  within: filter.within,
  $and: [
    below(filter.path),
    oneOf('hazard.state', filter.states),
    oneOf('hazard.class', filter.classes),
    oneOf('hazard.severity', filter.severities),
    overdue(filter.overdueOn),
    inCampaign(filter.campaign),
    filter.isReopened ? { 'hazard.reopened': { $gt: 0 } } : {},
  ],
});

const inWindow = ({ after }: HazardPage, from: string): Words =>
  after === null
    ? { foundOn: { $gte: from, $lte: lastDay } }
    : {
        foundOn: { $gte: from, $lte: after.foundOn },
        $or: [{ foundOn: { $lt: after.foundOn } }, { _id: { $lt: after.number } }],
      };

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) - days * dayMs).toISOString().slice(0, 10);

async function list(
  hazards: Hazards,
  filter: HazardFilter,
  asked: HazardPage & { readonly today: string },
): Promise<readonly Hazard[]> {
  const newest = asked.after?.foundOn ?? asked.today;
  for (const from of [...windowsDays.map((days) => dayBefore(newest, days)), firstDay]) {
    const found = await hazards
      .find({ ...matching(filter), ...inWindow(asked, from) }, { projection: { 'hazard.timeline': 0, line: 0 } })
      .sort({ foundOn: -1, _id: -1 })
      .limit(asked.limit)
      .toArray();
    if (found.length === asked.limit || from === firstDay)
      return found.map(({ hazard }) => ({ ...hazard, timeline: [] }));
  }
  return [];
}

async function* inBatches<T>(documents: AsyncIterable<T>): AsyncIterable<readonly T[]> {
  let batch: T[] = [];
  for await (const document of documents) {
    batch.push(document);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function* linesIn(
  hazards: Hazards,
  { within, path, from, to }: LedgerScope,
): AsyncIterable<readonly LedgerLine[]> {
  const place = { within, $and: [below(path)] };
  const questions: readonly Words[] = [
    { ...place, foundOn: { $gte: from, $lte: to } },
    { ...place, foundOn: { $gte: firstDay, $lt: from }, 'line.state': { $in: ['open', 'rectified'] } },
  ];
  for (const question of questions) {
    const found = hazards.find(question, { projection: { line: 1 } });
    for await (const batch of inBatches<Pick<HazardDocument, 'line'>>(found)) yield batch.map(({ line }) => line);
  }
}

async function* all(hazards: Hazards): AsyncIterable<readonly Hazard[]> {
  for await (const batch of inBatches<HazardDocument>(hazards.find({}))) yield batch.map(({ hazard }) => hazard);
}

/** Reads hazards in MongoDB. `today` is the calendar day in Asia/Shanghai. */
export const mongoHazardReader = (
  { hazards }: Pick<HazardCollections, 'hazards'>,
  today: () => string,
): HazardReader => ({
  list: (filter, page) => list(hazards, filter, { ...page, today: today() }),
  find: async (number) => (await hazards.findOne({ _id: number }))?.hazard ?? null,
  ledgers: async (orgUnits) => {
    const asked = hazards.find({ orgUnit: { $in: [...orgUnits] } }, { projection: { orgUnit: 1, line: 1 } });
    const ledgers = new Map<string, LedgerLine[]>();
    for await (const { orgUnit, line } of asked) {
      const known = ledgers.get(orgUnit);
      if (known === undefined) ledgers.set(orgUnit, [line]);
      else known.push(line);
    }
    return ledgers;
  },
  linesIn: (scope) => linesIn(hazards, scope),
  all: () => all(hazards),
});
