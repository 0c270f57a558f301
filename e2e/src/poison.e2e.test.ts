import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { alertOf } from './harness/alerts.ts';
import { call } from './harness/call.ts';
import { guards, guardsOnDuty, loadCity, monthsAgo, pushAll, safety } from './harness/city.ts';
import { eventually } from './harness/eventually.ts';
import { startStack, type Stack } from './harness/stack.ts';

const topic = 'submission.accepted.v1';
const deadLetters = `${topic}.dlq`;
const school = '330703001-05';

describe('consumers', () => {
  let stack: Stack;
  let kafka: Kafka;
  let admin: Admin;

  beforeAll(async () => {
    stack = await startStack();
    await loadCity(stack);
    kafka = new Kafka({ brokers: stack.kafka.split(','), logLevel: logLevel.NOTHING });
    admin = kafka.admin();
    await admin.connect();
  }, 240_000);

  afterAll(async () => {
    stack?.signal('kafka', 'SIGCONT');
    await admin?.disconnect();
    await stack?.stop();
  }, 60_000);

  const lettersPutAside = async (): Promise<number> => {
    const offsets = await admin.fetchTopicOffsets(deadLetters);
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  };

  it('put a message that cannot be read aside, and what follows on its partition flows on', async () => {
    const producer = kafka.producer();
    await producer.connect();
    const poison = [
      { key: school, value: Buffer.from('ff ff ff ff ff ff', 'hex') },
      { key: school, value: Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]) },
      { key: school, value: Buffer.from('{"orgUnit":"330703001-05"}') },
      { key: school, value: null },
      { key: school, value: Buffer.from([0x0a, 0x01, 0x41]), headers: { ce_type: 'submission.accepted.v99' } },
    ];
    await producer.send({ topic, messages: poison });
    await producer.disconnect();
    await pushAll(stack, [safety(school, monthsAgo(1), [guardsOnDuty(1, 4)])]);
    const staff = { stack, bearer: stack.tokenOf('staff', '3307') };
    await eventually(10_000, async () => {
      const { status, body } = await alertOf(staff, `${school}:${guards}:1`);
      if (status !== 200 || body.condition !== 'firing') throw new Error('no alert yet');
    });
    await eventually(10_000, async () => {
      const count = await lettersPutAside();
      if (count !== poison.length) throw new Error(`${String(count)} dead letters`);
    });
  }, 60_000);

  it('are healthy after it', async () => {
    for (const { opsUrl } of stack.services) expect((await call(`${opsUrl}/healthz`)).status).toBe(200);
  });

  const healthOf = async (service: string): Promise<number> =>
    (await call(`${stack.opsUrlOf(service)}/healthz`)).status;

  it('that no longer fetch are not healthy within 45 seconds, and are again when they fetch', async () => {
    expect(await healthOf('indicator')).toBe(200);
    stack.signal('kafka', 'SIGSTOP');
    await eventually(45_000, async () => {
      const health = await Promise.all(['indicator', 'alert'].map(healthOf));
      if (health.some((status) => status !== 503)) throw new Error(`health ${health.join(' ')}`);
    });
    stack.signal('kafka', 'SIGCONT');
    await eventually(45_000, async () => {
      const health = await Promise.all(['indicator', 'alert'].map(healthOf));
      if (health.some((status) => status !== 200)) throw new Error(`health ${health.join(' ')}`);
    });
  }, 120_000);
});
