import { afterEach, describe, expect, test } from '@jest/globals';
import { Condition, Handling, type AlertChanged } from '@xiaomai/contracts/alert';
import { Comparator, Severity } from '@xiaomai/contracts/catalogue';
import { Verdict, type VerdictChanged } from '@xiaomai/contracts/scorecard';
import { topics } from '@xiaomai/contracts/topics';
import fc from 'fast-check';
import type { HandlingCommand, HandlingVerb } from './alerts/domain/decide-handling.ts';
import { memoryAlerts } from './alerts/flow/memory-alerts.ts';
import { judgementsFromWire } from './alerts/in/verdict-changed.topic.ts';
import type { Notification } from './notifications/domain/notification.ts';
import { memoryNotifications } from './notifications/flow/memory-notifications.ts';
import { wireAlert } from './service.ts';

const start = Date.parse('2026-11-24T02:00:00.000Z');
const hour = 3_600_000;
const stops: (() => Promise<void>)[] = [];

const school = '330702001-01';
const theAlert = `${school}:guard-rate:1`;
const staff = { role: 'staff', maySee: () => true } as const;
const doing = (verb: HandlingVerb, at: number): HandlingCommand => ({
  ...{ kind: 'handle', verb, at, by: '演示监测员', handlingVersion: 1, note: '已复盘', assignee: '', links: [] },
});

type Said = {
  readonly unit?: string;
  readonly indicators?: readonly string[];
  readonly verdict?: Verdict;
  readonly sequence?: number;
  readonly numerator?: number;
};

/** What the indicator service says of one school. */
function verdicts({
  unit = school,
  indicators = ['guard-rate'],
  verdict = Verdict.BREACHED,
  sequence = 1,
  numerator = 3,
}: Said = {}): VerdictChanged {
  const item = {
    ...{
      indicatorName: '专职保安配备率',
      pack: 'safety',
      verdict,
      numerator,
      denominator: 4,
      value: '',
      target: '',
      comparator: Comparator.AT_LEAST,
    },
    ...{ targetValue: '100', unit: '%', severity: Severity.CRITICAL, reason: `${numerator}/4` },
    ...{ gap: '', period: '', closedSince: '', reasonEn: '' },
  };
  return {
    ...{ orgUnit: unit, orgName: '演示一小', path: `cn/33/3307/${unit.slice(0, 6)}/${unit.slice(0, 9)}/${unit}/` },
    ...{
      pathNames: ['全国', '浙江省', '金华市', '婺城区', '演示街道', '演示一小'],
      dataset: 'safety-monthly',
      period: '2026-11',
      periodEnd: '2026-11-30',
    },
    ...{ version: sequence, revision: 1, cause: '', receivedAt: start, judgedAt: start, sequence },
    items: indicators.map((indicator) => ({ ...item, indicator })),
  };
}

const met = (sequence: number): VerdictChanged => verdicts({ verdict: Verdict.MET, sequence, numerator: 4 });

/** The wired service on ports in memory, with a broker that can be away, two receivers and a clock set by hand. */
function aService() {
  const broker = { isAway: false, sent: [] as AlertChanged[], keys: [] as string[] };
  const told: { readonly receiver: string; readonly notification: Notification }[] = [];
  const clock = { at: start };
  const ports = memoryAlerts(() => clock.at);
  const notifications = memoryNotifications();
  const receivers = ['mail', 'hook'].map((id) => ({
    id,
    send: (notification: Notification) => {
      told.push({ receiver: id, notification });
      return Promise.resolve({ kind: 'sent' } as const);
    },
  }));
  const publisher = {
    publish: (_: unknown, messages: readonly { readonly key: string; readonly value: Buffer }[]) => {
      if (broker.isAway) return Promise.reject(new Error('the broker is away'));
      broker.sent.push(...messages.map(({ value }) => topics.alertChanged.decode(value)));
      broker.keys.push(...messages.map(({ key }) => key));
      return Promise.resolve();
    },
  };
  const instance = () => {
    const flows = wireAlert({
      ...{ alerts: ports.store, reader: ports.reader, pending: ports.pending, notifications, receivers, publisher },
      ...{ now: () => clock.at, log: { warn: () => undefined, error: () => undefined } },
      unitExists: () => Promise.resolve(true),
    });
    stops.push(flows.notifications.stop);
    return flows;
  };
  const flows = instance();
  return {
    ...{ broker, told, clock, flows, instance, notifications },
    hear: (...messages: readonly VerdictChanged[]) => flows.watch(messages.flatMap(judgementsFromWire)),
    until: async (isThere: () => boolean) => {
      while (!isThere()) await new Promise((turn) => setImmediate(turn));
    },
  };
}

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('verdicts', () => {
  test('that breach open alerts, which are published by their org unit and told to every receiver', async () => {
    const { hear, broker, told, until } = aService();
    await hear(verdicts({ indicators: ['guard-rate', 'alarm-rate'] }));
    expect(broker.keys).toEqual([school, school]);
    expect(broker.sent.map(({ kind, alert }) => [kind, alert?.id, alert?.condition, alert?.version])).toEqual([
      ['opened', `${school}:guard-rate:1`, Condition.FIRING, 1],
      ['opened', `${school}:alarm-rate:1`, Condition.FIRING, 1],
    ]);
    await until(() => told.length === 2);
    expect(told.map(({ receiver, notification }) => [receiver, notification.changes.length]).sort()).toEqual([
      ['hook', 2],
      ['mail', 2],
    ]);
  });

  test('that come again change and tell nothing', async () => {
    const { hear, broker } = aService();
    await hear(verdicts());
    await hear(verdicts(), verdicts());
    expect(broker.sent).toHaveLength(1);
  });

  test('of one batch are told once, as they stand at its end', async () => {
    const { hear, broker } = aService();
    await hear(verdicts(), met(2), verdicts({ sequence: 3 }));
    expect(
      broker.sent.map(({ kind, alert }) => [kind, alert?.version, alert?.timeline.map((entry) => entry.kind)]),
    ).toEqual([['reopened', 3, ['opened', 'resolved', 'reopened']]]);
  });

  test('written and not published are published when they come again', async () => {
    const { hear, broker } = aService();
    broker.isAway = true;
    await expect(hear(verdicts())).rejects.toThrow('away');
    broker.isAway = false;
    await hear(verdicts());
    expect(broker.sent.map(({ kind }) => kind)).toEqual(['opened']);
  });

  test('written and not published are published by the relay, once', async () => {
    const { hear, broker, flows } = aService();
    broker.isAway = true;
    await expect(hear(verdicts())).rejects.toThrow('away');
    broker.isAway = false;
    expect(await flows.announcer.relay(start + 1)).toBe(1);
    expect(await flows.announcer.relay(start + 1)).toBe(0);
    expect(broker.sent.map(({ kind }) => kind)).toEqual(['opened']);
  });

  test('that replace a closed episode publish its end and the new one', async () => {
    const service = aService();
    await service.hear(verdicts(), met(2));
    await service.flows.act(staff, theAlert, doing('close', start));
    await service.until(() => service.broker.sent.at(-1)?.kind === 'closed');
    service.clock.at += hour;
    service.broker.sent.length = 0;
    await service.hear(verdicts({ sequence: 3 }));
    expect(service.broker.sent.map(({ kind, alert }) => [kind, alert?.id, alert?.handling])).toEqual([
      ['closed', `${school}:guard-rate:1`, Handling.CLOSED],
      ['opened', `${school}:guard-rate:2`, Handling.NEW],
    ]);
  });

  test('end in the same conditions however they are cut into batches and repeated', async () => {
    const said = fc.record({
      unit: fc.constantFrom('330702001-01', '330702001-02'),
      verdict: fc.constantFrom(Verdict.BREACHED, Verdict.MET, Verdict.NO_DATA),
    });
    const cuts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 });
    const conditions = async (batches: readonly (readonly VerdictChanged[])[]): Promise<unknown> => {
      const { hear, flows } = aService();
      for (const batch of batches) await hear(...batch);
      const { alerts } = await flows.query.list(
        { orgUnit: 'cn', path: 'cn/', role: 'admin', maySee: () => true },
        {
          orgUnit: '',
          conditions: ['firing'],
          handlings: [],
          severities: [],
          indicator: '',
          assignee: '',
          overdueAt: 0,
        },
        { after: null, limit: 10 },
      );
      return alerts.map(({ subject, reading }) => [subject.orgUnit, reading.sequence]).sort();
    };
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 12 }), cuts, async (history, sizes) => {
        const messages = history.map((one, index) => verdicts({ ...one, sequence: index + 1, numerator: index % 4 }));
        const batches: VerdictChanged[][] = [];
        for (let from = 0, cut = 0; from < messages.length; from += sizes[cut++] ?? 1)
          batches.push(messages.slice(Math.max(0, from - 2), from + (sizes[cut] ?? 1)));
        expect(await conditions(batches)).toEqual(await conditions([messages]));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a person', () => {
  test('has the answer although the broker is away, and it is told later', async () => {
    const service = aService();
    await service.hear(verdicts());
    service.broker.isAway = true;
    const answer = await service.flows.act(staff, theAlert, doing('acknowledge', start));
    expect(answer).toMatchObject({ ok: true, value: { handling: 'acknowledged' } });
    service.broker.isAway = false;
    await service.flows.announcer.relay(start + 1);
    expect(service.broker.sent.map(({ kind }) => kind)).toEqual(['opened', 'acknowledged']);
  });
});

describe('a missed acknowledgement', () => {
  test('is escalated once, however many instances look', async () => {
    const service = aService();
    await service.hear(verdicts());
    const at = start + 4 * hour + 1;
    const escalated = await Promise.all([
      service.flows.escalate(at),
      service.instance().escalate(at),
      service.instance().escalate(at),
    ]);
    expect(escalated.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(service.broker.sent.map(({ kind }) => kind)).toEqual(['opened', 'escalated']);
    expect(service.broker.sent.at(-1)?.alert?.timeline.at(-1)?.note).toBe('逾期未确认，已上报演示街道');
  });
});

describe('people', () => {
  test('are told of each change once per receiver, also after a restart', async () => {
    const service = aService();
    await service.hear(verdicts());
    await service.hear(met(2));
    const changes = (): readonly string[] =>
      service.told.flatMap(({ receiver, notification }) => notification.changes.map(({ id }) => `${receiver} ${id}`));
    const clock = setInterval(() => (service.clock.at += 10), 1);
    await service.until(() => changes().length === 4);
    await service.flows.notifications.stop();
    service.clock.at += hour;
    await Promise.all(service.instance().notifications.sweeps.map((sweep) => sweep()));
    clearInterval(clock);
    expect([...changes()].sort()).toEqual([
      `hook ${school}:guard-rate:1#1`,
      `hook ${school}:guard-rate:1#2`,
      `mail ${school}:guard-rate:1#1`,
      `mail ${school}:guard-rate:1#2`,
    ]);
  });
});
