import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { topics } from '@xiaomai/contracts/topics';
import { connectPublisher, ensureTopics, type Publisher } from '@xiaomai/kafka';
import { connectMongo } from '@xiaomai/mongo';
import { until } from '@xiaomai/testing';
import type { Connection } from 'mongoose';
import { makeCatalogue, type Catalogue } from './catalogue/domain/catalogue.ts';
import { parsePackFiles } from './catalogue/in/pack-file.parser.ts';
import { imported, unit } from './org-tree/domain/examples.ts';
import { emptyOrgTree } from './org-tree/domain/org-tree.ts';
import { ensureCardIndexes } from './scorecards/out/card-documents.mongo.ts';
import { mongoCardReader } from './scorecards/out/card-reader.mongo.ts';
import { watchGroups, type Groups } from './testing/groups.ts';
import { startJudging, type JudgingProcess } from './testing/judging-process.ts';

// A school assesses itself, its superior assesses it: from the pack to what is found on the card.

jest.setTimeout(60_000);

const kafka = { brokers: (process.env['TEST_KAFKA_BROKERS'] ?? '').split(','), clientId: 'test' };
const now = Date.parse('2026-11-30T04:00:00.000Z');
const city = `agree${String(process.pid)}`;
const school = `${city}-s1`;
const id = `${school}|assessment|2026-10`;
const pack = `pack: assessment
version: '1'
name: { zh: 考评, en: Assessment }
indicators:
  - { id: own-score, name: { zh: 自评得分, en: Own score }, kind: score, unit: points, aggregation: mean }
  - { id: superior-score, name: { zh: 上级评分, en: Score by the superior }, kind: score, unit: points, aggregation: mean }
datasets:
  - id: assessment
    name: { zh: 考评, en: Assessment }
    indicators: [own-score, superior-score]
    reported_by: [primary]
    period_kinds: [month]
    rolls_up: true
    checks: [{ id: self-against-superior, kind: agree, left: own-score, right: [superior-score], tolerance: '5' }]
`;

const tree = imported(
  emptyOrgTree,
  unit(city, '', { type: 'city' }),
  unit(`${city}-t1`, city, { type: 'town' }),
  unit(school, `${city}-t1`, { type: 'primary' }),
);

let mongo: Connection;
let publisher: Publisher;
let groups: Groups;
let judging: JudgingProcess;

function catalogueOf(text: string): Catalogue {
  const packs = parsePackFiles([{ name: 'assessment.yaml', text }]);
  if (!packs.ok) throw new Error(packs.reason.join());
  return makeCatalogue(Math.floor(Date.now() / 1000), packs.value);
}

beforeAll(async () => {
  mongo = await connectMongo({ uri: process.env['TEST_MONGODB_URI'] ?? '', database: `test_agree_${process.pid}` });
  await ensureCardIndexes(mongo);
  const { submissionAccepted, rejudgeRequested, hazardTally, scorecardsChanged, rollupChanged, verdictChanged } =
    topics;
  await ensureTopics(kafka, [submissionAccepted, rejudgeRequested, hazardTally]);
  await ensureTopics(kafka, [scorecardsChanged, rollupChanged, verdictChanged]);
  publisher = await connectPublisher(kafka);
  groups = await watchGroups(kafka);
  const catalogue = catalogueOf(pack);
  judging = await startJudging({ kafka, mongo, tree, now, storedCatalogue: () => catalogue });
});

afterAll(async () => {
  await judging.stop();
  await groups.stop();
  await publisher.stop();
  await mongo.dropDatabase();
  await mongo.close();
});

/** What is found on the card, and how often below the city, once the next revision with these scores is judged. */
async function foundAfter(revision: number, scores: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const values = Object.entries(scores).map(([indicator, value]) => ({
    ...{ indicator, value, numerator: 0, denominator: 0, statedRate: '', note: '', withdrawn: false, receivedAt: 0 },
  }));
  const submission = {
    ...{ id, orgUnit: school, dataset: 'assessment', period: '2026-10', revision, values, hazards: [] },
    ...{ receivedAt: now + revision, firstReceivedAt: 0, observedAt: 0 },
    ...{ note: '', acceptedBy: '', idempotencyKey: '', withdrawalReason: '' },
  };
  await publisher.publish(topics.submissionAccepted, [
    { id: `${id}#${String(revision)}`, key: school, value: topics.submissionAccepted.encode(submission) },
  ]);
  const reader = mongoCardReader(mongo);
  await until(
    'judged and rolled up',
    async () => {
      const [card] = await reader.cards([id]);
      return card?.revision === revision && (await groups.areDone());
    },
    30_000,
  );
  const [card] = await reader.cards([id]);
  const [rollup] = await reader.rollups([`${city}|assessment|2026-10`]);
  const told = card?.findings.map(({ code, check, indicator, found, expected }) => [
    ...[code, check, indicator, found, expected],
  ]);
  return [told, rollup?.findings];
}

test('a school’s own score is held against that of its superior as soon as both are there', async () => {
  expect(await foundAfter(1, { 'own-score': '95' })).toEqual([[], {}]);
  expect(await foundAfter(2, { 'own-score': '95', 'superior-score': '88.5' })).toEqual([
    [['disagrees', 'self-against-superior', 'own-score', '95', '88.5']],
    { disagrees: 1 },
  ]);
  expect(await foundAfter(3, { 'own-score': '93.5', 'superior-score': '88.5' })).toEqual([[], {}]);
});
