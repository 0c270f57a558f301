import { describe, expect, test } from '@jest/globals';
import { usualPlan } from '../domain/demo-city.ts';
import { demoAsOfMs } from '../domain/demo-facts.ts';
import { reportCreation, type CreatePorts, type CreateReport, type ReportOrder } from './create-report.ts';
import { demoSource, type DemoSource } from './demo-source.ts';
import { memoryReportStore } from './memory-report-store.ts';
import type { Caller, ReportStore } from './ports.ts';
import { sha256Of } from './seal.ts';

const plan = { ...usualPlan, schools: 90, failing: 6, missing: 4 };
const order: ReportOrder = { kind: 'monthly', scope: '3307', period: '2026-11', asOfMs: undefined };
const leader: Caller = { subject: '演示领导', token: 't', maySee: (path) => path.startsWith('cn/33/3307/') };

type World = {
  readonly source: DemoSource;
  readonly reports: ReportStore;
  readonly create: CreateReport;
  /** Runs when a reading was thrown away. */
  readonly whenUnsettled: (act: () => void) => void;
  readonly advanceMs: (ms: number) => void;
};

function world(change: Partial<CreatePorts> = {}): World {
  const source = demoSource(plan);
  const reports = change.reports ?? memoryReportStore();
  let nowMs = demoAsOfMs;
  let act = (): void => undefined;
  const clock = {
    nowMs: () => nowMs,
    sleep: (ms: number) => {
      nowMs += ms;
      return Promise.resolve();
    },
  };
  const onUnsettled = (): void => {
    act();
  };
  const create = reportCreation({ notice: null, ...source, reports, clock, onUnsettled, ...change });
  return {
    source,
    reports,
    create,
    whenUnsettled: (next) => {
      act = next;
    },
    advanceMs: (ms) => {
      nowMs += ms;
    },
  };
}

async function created(
  create: CreateReport,
  of: ReportOrder = order,
): Promise<{ id: string; created: boolean; sha256: string }> {
  const made = await create(of, leader);
  if (!made.ok) throw new Error(made.reason);
  return { id: made.value.report.id, created: made.value.created, sha256: made.value.report.sha256 };
}

describe('a report', () => {
  test('is frozen as canonical JSON under its hash', async () => {
    const { create, reports } = world();
    const { id, sha256 } = await created(create);
    const stored = await reports.get(id);
    expect(stored).toMatchObject({
      scope: '3307',
      scopeName: '演示市',
      edition: 1,
      reported: 86,
      expected: 90,
      state: 'published',
    });
    expect(sha256Of(stored?.json ?? '')).toBe(sha256);
    expect(JSON.parse(stored?.json ?? '')).toMatchObject({
      schema: 'xiaomai.report/1',
      asOf: '2026-12-01T01:30:00.000Z',
    });
  });

  test('of the same data is the same report, however often and whenever it is ordered', async () => {
    const { create, advanceMs } = world();
    const first = await created(create);
    advanceMs(1_000);
    expect(await created(create)).toEqual({ ...first, created: false });
  });

  test('of new data is the next edition, and the one before stays', async () => {
    const { create, source, reports } = world();
    const first = await created(create);
    const before = await reports.get(first.id);
    source.setPlan({ ...plan, failing: 7 });
    expect(await created(create)).toMatchObject({ id: 'monthly|3307|2026-11|2', created: true });
    expect(await reports.get(first.id)).toEqual(before);
  });

  test('leaves its event in the store', async () => {
    const { create, reports } = world();
    const { id } = await created(create);
    await created(create);
    expect((await reports.unsent(10)).map((report) => report.id)).toEqual([id]);
  });

  test('of a district is made of the schools right below it', async () => {
    const { create, reports } = world();
    const { id } = await created(create, { ...order, scope: '330703' });
    const data = JSON.parse((await reports.get(id))?.json ?? '').data;
    expect(data.coverage.expected).toBe(10);
    expect(data.sections[0].ranking).toHaveLength(10);
  });
});

describe('two figures never disagree', () => {
  test('while a change is on its way up the data are read again until they are of one moment', async () => {
    const { create, source, whenUnsettled, reports } = world();
    source.setTopPlan({ ...plan, failing: 5 });
    let seen = 0;
    whenUnsettled(() => {
      seen += 1;
      if (seen === 3) source.setTopPlan(undefined);
    });
    const { id } = await created(create);
    expect(seen).toBe(3);
    const [section] = JSON.parse((await reports.get(id))?.json ?? '').data.sections;
    const failing = section.failing.map((roster: { total: number }) => roster.total);
    expect(failing).toEqual(
      section.indicators.map((i: { counts: { breached: number } }) => i.counts.breached).filter((n: number) => n > 0),
    );
  });

  test('if they never settle there is no report', async () => {
    const { create, source, reports } = world();
    source.setTopPlan({ ...plan, missing: 5 });
    expect(await create(order, leader)).toEqual({ ok: false, reason: 'unsettled' });
    expect(await reports.newestEdition({ kind: 'monthly', scope: '3307', period: '2026-11' })).toBe(0);
  });
});

describe('two at once', () => {
  test('with the same data make one report', async () => {
    const { create, reports } = world();
    const [a, b] = await Promise.all([created(create), created(create)]);
    expect(a.id).toBe(b.id);
    expect([a.created, b.created].filter(Boolean)).toHaveLength(1);
    expect(await reports.newestEdition({ kind: 'monthly', scope: '3307', period: '2026-11' })).toBe(1);
  });

  test('who loses the number reads again and takes the next', async () => {
    const inner = memoryReportStore();
    let raced = false;
    const reports: ReportStore = {
      ...inner,
      insert: async (report) => {
        if (!raced) {
          raced = true;
          await inner.insert({ ...report, dataSha256: 'of other data' });
        }
        return inner.insert(report);
      },
    };
    expect(await created(world({ reports }).create)).toMatchObject({ id: 'monthly|3307|2026-11|2', created: true });
  });
});

describe('refusals', () => {
  test.each([
    [{ kind: 'weekly' }, 'kind-not-built'],
    [{ period: '2026-13' }, 'invalid-period'],
    [{ period: '2026-Q4' }, 'not-a-month'],
    [{ scope: '9999' }, 'unknown-scope'],
    [{ asOfMs: demoAsOfMs + 1 }, 'as-of-in-the-future'],
    [{ asOfMs: Date.parse('2026-11-01T00:00:00Z') }, 'as-of-past'],
    [{ asOfMs: Date.parse('2026-10-31T16:00:00Z') }, 'not-begun'],
    [{ period: '2027-01' }, 'not-begun'],
    [{ period: '2026-09' }, 'nothing-due'],
  ])('%j is refused: %s', async (change, reason) => {
    expect(await world().create({ ...order, ...change }, leader)).toEqual({ ok: false, reason });
  });

  test('a scope outside the subtree is refused exactly like one that does not exist', async () => {
    const elsewhere: Caller = { ...leader, maySee: (path) => path.startsWith('cn/33/3308/') };
    const { create } = world();
    expect(await create(order, elsewhere)).toEqual(await create({ ...order, scope: '9999' }, leader));
  });

  test('an earlier instant is honoured when nothing has changed since', async () => {
    const { create, reports } = world();
    const asOfMs = Date.parse('2026-11-30T00:00:00Z');
    const { id } = await created(create, { ...order, asOfMs });
    expect((await reports.get(id))?.asOfMs).toBe(asOfMs);
  });
});
