import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { SubmissionAccepted } from '@xiaomai/contracts/submission';
import { topics } from '@xiaomai/contracts/topics';
import { connectPublisher, ensureTopics, type OutgoingMessage, type Publisher } from '@xiaomai/kafka';
import { connectMongo } from '@xiaomai/mongo';
import { until } from '@xiaomai/testing';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { makeCatalogue, type Catalogue } from './catalogue/domain/catalogue.ts';
import { imported, unit } from './org-tree/domain/examples.ts';
import { emptyOrgTree, type OrgTree } from './org-tree/domain/org-tree.ts';
import { cardId, type CardKey, type RollupCard, type Scorecard } from './scorecards/domain/card.ts';
import type { AcceptedSubmission } from './scorecards/flow/judge-submissions.ts';
import type { RejudgeRequest } from './scorecards/flow/rejudge/rejudge-request.ts';
import { ensureCardIndexes } from './scorecards/out/card-documents.mongo.ts';
import { mongoCardReader } from './scorecards/out/card-reader.mongo.ts';
import { watchGroups, type Groups } from './testing/groups.ts';
import { startJudging, type JudgingProcess, type Place, type Surroundings } from './testing/judging-process.ts';
import { sortedPass } from './testing/memory-judge.ts';
import {
  anythingSaid,
  comparingCatalogue,
  essence,
  isTakenBack,
  months,
  revisionsOf,
  rollupsOf,
} from './testing/replay.ts';

// The runs of replay.test.ts, a few of them through a real broker and a real database.

jest.setTimeout(60_000);

const kafka = { brokers: (process.env['TEST_KAFKA_BROKERS'] ?? '').split(','), clientId: 'test' };
const now = Date.parse('2027-01-20T00:00:00.000Z');
// Later than whatever an earlier run has left behind on the broker.
const oldVersion = Math.floor(Date.now() / 1000);
const newVersion = oldVersion + 1;
const newCatalogue = `catalogue@${String(newVersion)}`;
const places = [
  'before-update',
  'half-updated',
  'indicator.after-write',
  'indicator.after-publish',
  'rolled-up',
] as const;

let mongo: Connection;
let publisher: Publisher;
let groups: Groups;
const running = new Set<JudgingProcess>();

async function start(where: Surroundings, dieAt?: Place): Promise<JudgingProcess> {
  const one = await startJudging(where, dieAt);
  running.add(one);
  return one;
}

async function stop(one: JudgingProcess): Promise<void> {
  running.delete(one);
  await one.stop();
}

beforeAll(async () => {
  mongo = await connectMongo({ uri: process.env['TEST_MONGODB_URI'] ?? '', database: `test_replay_${process.pid}` });
  await ensureCardIndexes(mongo);
  const { submissionAccepted, rejudgeRequested, hazardTally, scorecardsChanged, rollupChanged, verdictChanged } =
    topics;
  await ensureTopics(kafka, [submissionAccepted, rejudgeRequested, hazardTally]);
  await ensureTopics(kafka, [scorecardsChanged, rollupChanged, verdictChanged]);
  publisher = await connectPublisher(kafka);
  groups = await watchGroups(kafka);
});

afterEach(async () => {
  await Promise.all([...running].map(stop));
});

afterAll(async () => {
  await groups.stop();
  await publisher.stop();
  await mongo.dropDatabase();
  await mongo.close();
});

/** Two towns of a city with two schools each; no two cities have a unit in common. */
function aCity(name: string): { readonly tree: OrgTree; readonly schools: readonly string[] } {
  const towns = ['t1', 't2'].map((id) => unit(`${name}-${id}`, name, { type: 'town' }));
  const schools = ['s1', 's2', 's3', 's4'].map((id, at) =>
    unit(`${name}-${id}`, `${name}-t${String((at % 2) + 1)}`, { type: 'primary' }),
  );
  const tree = imported(emptyOrgTree, unit(name, '', { type: 'city' }), ...towns, ...schools);
  return { tree, schools: schools.map(({ id }) => id) };
}

const due = { days: 30, workingDays: false, at: '18:00', remindBefore: [], remindAfter: [], validFrom: '2020-01-01' };

/** The same catalogue with a due time; in its new version one target is another. */
function catalogueOf(version: number): Catalogue {
  const [pack] = comparingCatalogue.packs;
  if (pack === undefined) throw new Error('no pack');
  const datasets = pack.datasets.map((one) => (one.id === 'd' ? { ...one, due } : one));
  const stricter = { value: { mantissa: 3n, scale: 0 } };
  const targets = pack.targets.map((one) =>
    one.indicator === 'score' && version !== oldVersion ? { ...one, ...stricter } : one,
  );
  return makeCatalogue(version, [{ ...pack, datasets, targets }]);
}

const accepted = (submission: AcceptedSubmission): SubmissionAccepted => ({
  ...{ note: '', observedAt: 0, acceptedBy: '', idempotencyKey: '', withdrawalReason: '', hazards: [] },
  ...{ ...submission, firstReceivedAt: submission.firstReceivedAt ?? 0 },
  values: submission.figures.map((figure) => ({ ...figure, note: '', withdrawn: isTakenBack(figure) })),
});

type Sent = { readonly submission: AcceptedSubmission } | { readonly request: RejudgeRequest };

function messageOf(sent: Sent): OutgoingMessage {
  if ('request' in sent) {
    const { request } = sent;
    return { id: request.cause, key: request.orgUnit, value: topics.rejudgeRequested.encode(request) };
  }
  const { submission } = sent;
  return { id: submission.id, key: submission.orgUnit, value: topics.submissionAccepted.encode(accepted(submission)) };
}

async function send(all: readonly Sent[]): Promise<void> {
  const of = (kind: 'submission' | 'request') => all.filter((one) => kind in one).map(messageOf);
  await publisher.publish(topics.submissionAccepted, of('submission'));
  await publisher.publish(topics.rejudgeRequested, of('request'));
}

type Stretch = { readonly length: number; readonly repeated: number };
type Trouble = {
  readonly order: readonly number[];
  readonly stretches: readonly Stretch[];
  readonly deaths: readonly Place[];
};

const trouble: fc.Arbitrary<Trouble> = fc.record({
  order: fc.array(fc.nat(), { minLength: 100, maxLength: 100 }),
  stretches: fc.array(
    fc.record({ length: fc.integer({ min: 5, max: 20 }), repeated: fc.integer({ min: 0, max: 6 }) }),
    { minLength: 8, maxLength: 8 },
  ),
  deaths: fc.shuffledSubarray([...places], { minLength: places.length }),
});

function shuffled<T>(items: readonly T[], order: readonly number[]): readonly T[] {
  return items
    .map((item, at) => ({ item, rank: order[at % order.length] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

type City = ReturnType<typeof aCity>;

const isNewCatalogue = (one: Sent): boolean => 'request' in one && one.request.cause === newCatalogue;

/** Sends everything in stretches to processes of which each dies somewhere; at last all requests come once more, as they do in
 *  the service, while two share the work. Tells where the others have died. */
async function throughTrouble({ tree }: City, sent: readonly Sent[], { stretches, deaths }: Trouble): Promise<Place[]> {
  let version = oldVersion;
  const where = { kafka, mongo, tree, now, storedCatalogue: () => catalogueOf(version) };
  const waiting = [...deaths];
  const died: Place[] = [];
  let current = await start(where, waiting[0]);
  let at = 0;
  for (const { length, repeated } of stretches) {
    const part = sent.slice(at, at + length);
    if (part.some(isNewCatalogue)) version = newVersion;
    await send([...part, ...sent.slice(0, Math.min(at, repeated))]);
    at += length;
    const { isDead } = current;
    await until('dead or done', async () => isDead() || (await groups.areDone()), 30_000);
    if (!isDead()) continue;
    died.push(...waiting.splice(0, 1));
    await stop(current);
    current = await start(where, waiting[0]);
  }
  version = newVersion;
  await stop(current);
  await Promise.all([start(where), start(where)]);
  await send([...sent.slice(at), ...sent.filter((one) => 'request' in one)]);
  await until('done', groups.areDone, 30_000);
  return died;
}

async function storedBelow({ tree }: City): Promise<{ cards: Scorecard[]; rollups: RollupCard[] }> {
  const found = { cards: [] as Scorecard[], rollups: [] as RollupCard[] };
  for await (const { scorecards, rollups } of mongoCardReader(mongo).exportCards()) {
    found.cards.push(...scorecards.filter(({ orgUnit }) => tree.units.has(orgUnit)));
    found.rollups.push(...rollups.filter(({ orgUnit }) => tree.units.has(orgUnit)));
  }
  return found;
}

const byId = <T extends CardKey, R>(all: readonly T[], of: (one: T) => R): ReadonlyMap<string, R> =>
  new Map(all.map((one) => [cardId(one), of(one)] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

const cardSays = (card: Scorecard) => {
  const { catalogueVersion: _v, formerParents: _f, ...said } = essence(card);
  return said;
};

const rollupSays = (rollup: RollupCard) => {
  const { edition: _e, treeVersion: _t, catalogueVersion: _c, rolledAt: _r, formerParents: _f, ...said } = rollup;
  return said;
};

test.each([7, 18, 21])(
  'what comes shuffled, twice, in pieces and to processes that die ends in the cards and rollups of a sorted single pass: run %i',
  async (seed) => {
    const city = aCity(`c${String(process.pid)}x${String(seed)}`);
    const [said = []] = fc.sample(anythingSaid(city.schools, 60), { seed, numRuns: 1 });
    const [how] = fc.sample(trouble, { seed, numRuns: 1 }) as [Trouble];
    const submissions = revisionsOf(said);
    const asking = (cause: string): readonly RejudgeRequest[] =>
      city.schools.flatMap((orgUnit) => months.map((period) => ({ orgUnit, dataset: 'd', period, cause, reason: '' })));
    const requests = [...asking('due@2027-01-01T00:00:00.000Z'), ...asking(newCatalogue)];
    const all: readonly Sent[] = [
      ...submissions.map((submission) => ({ submission })),
      ...requests.map((request) => ({ request })),
    ];
    const died = await throughTrouble(city, shuffled(all, how.order), how);
    expect(died.length).toBeGreaterThan(2);

    const sorted = await sortedPass(
      { submissions, requests },
      { catalogue: catalogueOf(newVersion), tree: city.tree, now },
    );
    const { cards, rollups } = await storedBelow(city);
    expect(byId(cards, cardSays)).toEqual(byId(sorted.all(), cardSays));
    const { tree } = city;
    expect(byId(rollups, rollupSays)).toEqual(
      byId([...rollupsOf(cards, { catalogue: catalogueOf(newVersion), tree }).values()], rollupSays),
    );
    expect(cards.some(({ missing }) => missing) && cards.some(({ withdrawn }) => withdrawn)).toBe(true);
  },
);
