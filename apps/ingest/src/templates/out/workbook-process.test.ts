import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { fillTemplate } from '../../testing/fill-template.ts';
import { memoryWorkbooks } from '../../testing/memory-workbooks.ts';
import { workbookParts, zipOf } from '../../testing/zip.ts';
import { planOne } from '../domain/plan-one.ts';
import type { Workbooks } from '../flow/workbooks.ts';
import { workbookLimits, workbookProcess } from './workbook-process.ts';
import { loadWorkbook } from './workbook/exceljs.ts';

const megabyte = 1024 * 1024;

const plan = planOne({
  dataset: { id: 'safety', name: '校园安全' },
  period: '2026-11',
  units: [{ id: 'school-1', name: '第一小学' }],
  figures: [{ id: 'guards', name: '保安', kind: 'parts', unit: 'percent', numerator: '在岗', denominator: '应配' }],
  before: new Map(),
});

const drawn = async (workbooks: Workbooks): Promise<Buffer> => {
  const result = await workbooks.draw(plan);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};

/** What whoever draws, reads and marks workbooks keeps to. */
function workbooksContract(make: () => Workbooks): void {
  test('what was drawn and filled in is read; a mark is seen and takes nothing away', async () => {
    const workbooks = make();
    const filled = await fillTemplate(await drawn(workbooks), { H5: 3, J5: 4 });
    const read = await workbooks.read(filled);
    expect(read).toMatchObject({ ok: true, value: { rows: [{ row: 5 }] } });
    const marked = await workbooks.mark(filled, [{ cell: 'H5', text: '不对' }]);
    if (!marked.ok) throw new Error(marked.reason);
    expect(await workbooks.read(marked.value)).toEqual(read);
    const [sheet] = (await loadWorkbook(marked.value)).worksheets;
    expect(JSON.stringify(sheet?.getCell('H5').note)).toContain('不对');
  });

  test('what is no workbook is refused', async () => {
    const workbooks = make();
    expect(await workbooks.read(Buffer.from('PK'))).toEqual({ ok: false, reason: 'malformed-workbook' });
    expect(await workbooks.read(zipOf(workbookParts))).toMatchObject({ ok: false });
  });

  test('a part that unpacks to more than it declares is not unpacked', async () => {
    const lying = { name: 'xl/a.xml', bytes: Buffer.alloc(8 * megabyte), unpacked: 1_000 };
    expect(await make().read(zipOf([...workbookParts, lying]))).toEqual({ ok: false, reason: 'malformed-workbook' });
  });
}

describe('workbooks in this process', () => {
  workbooksContract(memoryWorkbooks);
});

describe('workbooks in processes of their own', () => {
  workbooksContract(workbookProcess);

  test('a bomb of 600 MB in 600 KB is known by its directory: no process is started, no memory taken', async () => {
    const packed = { bytes: randomBytes(600 * 1024), unpacked: 600 * megabyte };
    const bomb = zipOf([...workbookParts, { name: 'xl/worksheets/sheet1.xml', ...packed }]);
    expect(bomb.length).toBeLessThan(megabyte);
    const { rss } = process.memoryUsage();
    const began = process.cpuUsage();
    expect(await workbookProcess().read(bomb)).toEqual({ ok: false, reason: 'workbook-too-large' });
    expect(process.memoryUsage().rss - rss).toBeLessThan(16 * megabyte);
    expect(process.cpuUsage(began).user).toBeLessThan(50_000);
  });

  test('one that takes too long, or too much memory, ends with its process', async () => {
    const book = await drawn(workbookProcess());
    const hasty = workbookProcess({ ...workbookLimits, timeMs: 1 });
    expect(await hasty.read(book)).toEqual({ ok: false, reason: 'workbook-too-complex' });
    const poor = workbookProcess({ ...workbookLimits, memoryMegabytes: 1 });
    expect(await poor.read(book)).toEqual({ ok: false, reason: 'workbook-too-complex' });
  });

  test('so many at once, some more wait, others are sent away', async () => {
    const workbooks = workbookProcess({ ...workbookLimits, atOnce: 1, waiting: 1, waitMs: 60_000 });
    const outcomes = await Promise.all([1, 2, 3].map(() => workbooks.draw(plan)));
    expect(outcomes.map((outcome) => (outcome.ok ? 'drawn' : outcome.reason))).toEqual(['drawn', 'drawn', 'busy']);
  });

  test('waiting has an end', async () => {
    const workbooks = workbookProcess({ ...workbookLimits, atOnce: 1, waitMs: 1 });
    const outcomes = await Promise.all([1, 2].map(() => workbooks.draw(plan)));
    expect(outcomes.map((outcome) => (outcome.ok ? 'drawn' : outcome.reason))).toEqual(['drawn', 'busy']);
  });
});
