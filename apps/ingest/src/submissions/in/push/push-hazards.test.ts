import { describe, expect, test } from '@jest/globals';
import { carriesHazards } from '@xiaomai/contracts/carries-hazards';
import { topics } from '@xiaomai/contracts/topics';
import type { OutgoingMessage } from '@xiaomai/kafka';
import { kafkaPublish } from '../../../log/out/submission-accepted.kafka.ts';
import { decodeRevision } from '../../../log/out/revision-codec.ts';
import { guards, one, start, storedIds, told } from '../../../testing/use-service.ts';

const photo = 'https://example.cn/1.jpg';
const stair = {
  ...{ ref: 'XF-1', class: 'fire', severity: 'general', description: '消防通道堆放杂物', foundOn: '2026-11-20' },
  responsible: '演示老师',
};
const done = { on: '2026-11-23', note: '已清理', links: [photo] };
const withHazards = (...hazards: readonly object[]): typeof one => ({ ...one, hazards }) as typeof one;

describe('hazards of a submission', () => {
  test('are kept in the revision, shown as they were told, and known from the outside of its bytes', async () => {
    const service = await start();
    expect((await service.push(withHazards(stair))).status).toBe(201);
    expect(await (await service.get('/school-1%7Csafety%7C2026-11')).json()).toMatchObject({ hazards: [stair] });
    await service.push({ ...one, orgUnit: 'school-2' });
    await service.intake.log.drained();
    const payloads = service.ports.publisher.published().map(({ payload }) => payload);
    expect(payloads.map(carriesHazards)).toEqual([true, false]);
    expect(decodeRevision(payloads[0] ?? Buffer.alloc(0)).hazards).toMatchObject([{ ref: 'XF-1', class: 2 }]);
  });

  test('that say nothing new make no revision; a rectification makes one, and keeps the others', async () => {
    const service = await start();
    await service.push(withHazards({ ...stair, ref: 'XF-0' }, stair));
    expect((await service.push(withHazards(stair))).status).toBe(200);
    expect((await service.push(one)).status).toBe(200);
    expect((await service.push(withHazards({ ...stair, rectified: done }))).status).toBe(201);
    expect(storedIds(service)).toEqual(['school-1|safety|2026-11#1', 'school-1|safety|2026-11#2']);
    const newest = (await (await service.get('/school-1%7Csafety%7C2026-11')).json()) as { hazards: object[] };
    expect(newest.hazards).toMatchObject([{ ref: 'XF-0' }, { ref: 'XF-1', rectified: done }]);
  });

  test('are refused where one message could not carry them with those reported before; nothing is held up by it', async () => {
    const service = await start();
    const many = (from: number, count: number) =>
      withHazards(
        ...Array.from({ length: count }, (_, n) => ({
          ...{ ...stair, ref: `XF-${String(from + n)}`, description: '隐'.repeat(1000) },
        })),
      );
    expect((await service.push(many(0, 150))).status).toBe(201);
    for (const query of ['', '?dryRun=true', '?atomic=true', '?atomic=true&dryRun=true']) {
      const refused = await service.push(many(150, 150), { query });
      expect([
        query,
        refused.status,
        (await told(refused)).errors?.map(({ pointer, code }) => [pointer, code]),
      ]).toEqual([query, 422, [['/hazards', 'submission-too-large']]]);
    }
    expect((await service.push(many(150, 50))).status).toBe(201);
    expect((await service.push({ ...one, orgUnit: 'school-2' })).status).toBe(201);
    await service.intake.log.drained();
    const sizes = service.ports.publisher.published().map(({ payload }) => payload.length);
    expect([sizes.length, Math.max(...sizes) < 900_000]).toEqual([3, true]);
  });

  test('are refused with every fault at once, among those of the figures', async () => {
    const service = await start();
    const response = await service.push({
      ...withHazards(
        { ...stair, class: 'water', severity: 'huge' },
        { ...stair, foundOn: '2026-11-25' },
        { ...stair, foundOn: '20 November' },
        { ...stair, dueOn: '2026-11-19' },
        { ...stair, ref: 'XF-2', severity: 'major', rectified: { on: '2026-11-01', note: '已清理' } },
        { ...stair, ref: 'XF-3', rectified: { on: '2026-11-23', note: '' } },
      ),
      values: [{ ...guards, numerator: -3 }],
    });
    expect(response.status).toBe(422);
    const found = (await told(response)).errors?.map(({ pointer, code }) => [pointer, code]) ?? [];
    expect(found.toSorted()).toEqual([
      ['/hazards/0/class', 'unknown-hazard-class'],
      ['/hazards/0/severity', 'unknown-hazard-severity'],
      ['/hazards/1/foundOn', 'date-in-future'],
      ['/hazards/2/foundOn', 'invalid-day'],
      ['/hazards/3/dueOn', 'date-before-found'],
      ['/hazards/3/ref', 'duplicate-hazard'],
      ['/hazards/4/rectified', 'evidence-missing'],
      ['/hazards/4/rectified/on', 'date-before-found'],
      ['/hazards/5/rectified/note', 'invalid-field'],
      ['/values/0/numerator', 'negative-numerator'],
    ]);
    expect(storedIds(service)).toEqual([]);
  });

  test('more than 200 are refused once', async () => {
    const service = await start();
    const many = Array.from({ length: 201 }, (_, n) => ({ ...stair, ref: `XF-${String(n)}` }));
    expect((await told(await service.push(withHazards(...many)))).errors).toMatchObject([
      { pointer: '/hazards', code: 'too-many-hazards' },
    ]);
  });
});

test('only what carries hazards is sent to those who keep the ledger, and everything to those who judge', async () => {
  const sent: [string, string[]][] = [];
  const publish = (topic: { readonly name: string }, messages: readonly OutgoingMessage[]): Promise<void> => {
    sent.push([topic.name, messages.map(({ id }) => id)]);
    return Promise.resolve();
  };
  const service = await start();
  await service.push(withHazards(stair));
  await service.push({ ...one, orgUnit: 'school-2' });
  const entries = service.ports.revisions.entries();
  await kafkaPublish({ publish })(entries);
  await kafkaPublish({ publish })(entries.slice(1));
  const both = ['school-1|safety|2026-11#1', 'school-2|safety|2026-11#1'];
  expect(sent).toEqual([
    [topics.submissionAccepted.name, both],
    [topics.hazardReported.name, both.slice(0, 1)],
    [topics.submissionAccepted.name, both.slice(1)],
  ]);
});
