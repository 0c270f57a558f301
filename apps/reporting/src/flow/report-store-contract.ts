import { describe, expect, test } from '@jest/globals';
import type { FrozenReport, Report } from '../domain/report.ts';
import type { ReportStore } from './ports.ts';

const key = { kind: 'monthly', scope: '3307', period: '2026-11' } as const;

function example(change: Partial<FrozenReport> = {}): FrozenReport {
  const edition = change.edition ?? 1;
  const scope = change.scope ?? '3307';
  return {
    id: `monthly|${scope}|2026-11|${edition}`,
    ...key,
    scopeName: '演示市',
    path: 'cn/33/3307/',
    edition,
    asOfMs: 1_796_088_600_000,
    createdAtMs: 1_796_088_600_000 + edition,
    createdBy: '演示值班员',
    sha256: 'a'.repeat(64),
    dataSha256: `${edition}`.repeat(64),
    reported: 1405,
    expected: 1445,
    state: 'published',
    json: '{"名称":"演示市"}',
    ...change,
  };
}

const everything = { seenFrom: 'cn', limit: 10, cursor: '' };

const ids = (reports: readonly Report[]): readonly string[] => reports.map((report) => report.id);

type Make = () => Promise<ReportStore>;

function describeKeeping(make: Make): void {
  describe('keeping', () => {
    test('a stored report is read back whole', async () => {
      const store = await make();
      expect(await store.insert(example())).toBe(true);
      expect(await store.get('monthly|3307|2026-11|1')).toEqual(example());
    });

    test('an id is given once, and what has it stays as it is', async () => {
      const store = await make();
      await store.insert(example());
      expect(await store.insert(example({ json: '{}', sha256: 'b'.repeat(64) }))).toBe(false);
      expect(await store.get('monthly|3307|2026-11|1')).toEqual(example());
    });

    test('what was never stored is not there', async () => {
      const store = await make();
      expect(await store.get('monthly|3307|2026-11|1')).toBeUndefined();
      expect(await store.newestEdition(key)).toBe(0);
      expect(await store.withData(key, '1'.repeat(64))).toBeUndefined();
    });

    test('equal data are found again, whatever edition came later', async () => {
      const store = await make();
      for (const edition of [1, 2, 10]) await store.insert(example({ edition, dataSha256: `data-${edition}` }));
      expect((await store.withData(key, 'data-2'))?.edition).toBe(2);
      expect(await store.withData({ ...key, period: '2026-10' }, 'data-2')).toBeUndefined();
      expect(await store.newestEdition(key)).toBe(10);
    });
  });
}

function describeListing(make: Make): void {
  describe('listing', () => {
    test('newest first, page by page, each once', async () => {
      const store = await make();
      for (const edition of [1, 2, 3, 4, 5]) await store.insert(example({ edition }));
      const first = await store.list({ ...everything, limit: 2 });
      const second = await store.list({ ...everything, limit: 2, cursor: first.next });
      const third = await store.list({ ...everything, limit: 2, cursor: second.next });
      expect([first, second, third].flatMap((page) => page.reports.map((report) => report.edition))).toEqual([
        5, 4, 3, 2, 1,
      ]);
      expect(third.next).toBe('');
    });

    test('reports of one instant are all listed', async () => {
      const store = await make();
      for (const edition of [1, 2, 3]) await store.insert(example({ edition, createdAtMs: 5 }));
      const first = await store.list({ ...everything, limit: 2 });
      const second = await store.list({ ...everything, limit: 2, cursor: first.next });
      expect([...first.reports, ...second.reports].map((report) => report.edition).sort()).toEqual([1, 2, 3]);
    });

    test('only within the subtree, and of the scope, kind and period asked for', async () => {
      const store = await make();
      await store.insert(example());
      await store.insert(example({ scope: '330702', path: 'cn/33/3307/330702/' }));
      await store.insert(example({ scope: '3308', path: 'cn/33/3308/' }));
      const within = await store.list({ ...everything, seenFrom: '330702' });
      expect(ids(within.reports)).toEqual(['monthly|330702|2026-11|1']);
      expect((await store.list({ ...everything, seenFrom: '33070' })).reports).toEqual([]);
      expect(ids((await store.list({ ...everything, scope: '3308' })).reports)).toEqual(['monthly|3308|2026-11|1']);
      expect(ids((await store.list({ ...everything, period: '2026-10' })).reports)).toEqual([]);
      expect((await store.list({ ...everything, kind: 'monthly' })).reports).toHaveLength(3);
    });
  });
}

function describeEvents(make: Make): void {
  describe('events', () => {
    test('stand in the store until they are marked as sent', async () => {
      const store = await make();
      for (const edition of [1, 2, 3]) await store.insert(example({ edition }));
      expect((await store.unsent(2)).map((report) => report.edition)).toEqual([1, 2]);
      await store.markSent(ids(await store.unsent(2)));
      expect((await store.unsent(10)).map((report) => report.edition)).toEqual([3]);
    });

    test('a report whose event is sent is still the same report', async () => {
      const store = await make();
      await store.insert(example());
      await store.markSent(['monthly|3307|2026-11|1']);
      expect(await store.get('monthly|3307|2026-11|1')).toEqual(example());
    });
  });
}

/** What every store of reports promises. */
export function describeReportStore(make: Make): void {
  describeKeeping(make);
  describeListing(make);
  describeEvents(make);
}
