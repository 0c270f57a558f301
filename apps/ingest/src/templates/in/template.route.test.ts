import { describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { fillTemplate, type Filling } from '../../testing/fill-template.ts';
import { one, start, storedIds, told } from '../../testing/use-service.ts';
import { asPerson, asSchool, type WiredService } from '../../testing/wired-service.ts';
import { workbookType } from '../../submissions/in/http/answer.ts';
import { loadWorkbook } from '../out/workbook/exceljs.ts';

const path = (dataset: string, orgUnit: string, period = '2026-11'): string =>
  `/datasets/${dataset}/template.xlsx?orgUnit=${orgUnit}&period=${period}`;

async function template(service: WiredService, ...what: Parameters<typeof path>): Promise<Buffer> {
  const response = await service.fetch(path(...what));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, workbookType]);
  return Buffer.from(await response.arrayBuffer());
}

type Said = { readonly indicator: string; readonly withdrawn?: boolean };

async function sheetOf(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const [sheet] = (await loadWorkbook(bytes)).worksheets;
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

const pushSheet = (service: WiredService, bytes: Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  service.push(bytes, { type: workbookType, headers });

const filled = async (service: WiredService, filling: Filling, ...what: Parameters<typeof path>): Promise<Buffer> =>
  fillTemplate(await template(service, ...what), filling);

describe('the template of a school', () => {
  test('says what each figure is, and what it was before', async () => {
    const service = await start();
    await service.push({ ...one, period: '2026-10' });
    const sheet = await sheetOf(await template(service, 'safety', 'school-1'));
    const texts = (row: number): readonly string[] =>
      [5, 6, 7, 9, 12, 13].map((column) => sheet.getRow(row).getCell(column).text);
    expect(sheet.getCell('E2').text).toBe('校园安全 · 单位 school-1 · 2026-11');
    expect(texts(6)).toEqual(['2', '指标 guards', '达标数', '总数', 'percent', '3/4']);
    expect(texts(7)).toEqual(['3', '指标 alarm', '达标数', '总数', 'percent', '98.60']);
    expect(sheet.rowCount).toBe(7); // derived ones are not asked for
  });

  test('can be changed only where something is to be filled in, and there only to what fits', async () => {
    const service = await start();
    const sheet = await sheetOf(await template(service, 'canteen', 'school-1'));
    const open: string[] = [];
    sheet.eachRow((row) => {
      row.eachCell({ includeEmpty: true }, (cell) => {
        if (cell.protection?.locked === false) open.push(`${cell.address} ${cell.dataValidation?.type ?? ''}`.trim());
      });
    });
    expect((sheet as { sheetProtection?: { sheet?: boolean } }).sheetProtection?.sheet).toBe(true);
    const action = (row: number): readonly string[] => [`N${String(row)}`, `O${String(row)} list`];
    const inputs = [['K5 whole'], ['K6 decimal'], ['H7 whole', 'J7 whole'], ['K8 list']];
    expect(open).toEqual(inputs.flatMap((cells, n) => [...cells, ...action(n + 5)]));
    expect([1, 2, 3, 4].every((column) => sheet.getColumn(column).hidden)).toBe(true);
  });

  test('never has a formula, whatever the names say', async () => {
    const service = await start();
    const { reference } = service.intake;
    const { units } = reference.view();
    const named = [...units.values()].map((unit) => ({ ...unit, name: '=HYPERLINK("http://x")' }));
    reference.hearTree()({ version: 2, units: named, complete: true });
    const sheet = await sheetOf(await template(service, 'safety', '330702'));
    expect(sheet.getCell('D6').value).toBe('=HYPERLINK("http://x")');
    expect(sheet.getCell('D6').formula).toBeUndefined();
  });
});

describe('a filled template', () => {
  test('is a submission; what is left blank is not named', async () => {
    const service = await start();
    const response = await pushSheet(
      service,
      await filled(service, { K5: 1200, N5: '含教工', K6: -3.5, K8: '是' }, 'canteen', 'school-1'),
    );
    expect(response.status).toBe(201);
    const newest = await (await service.get('/school-1%7Ccanteen%7C2026-11')).json();
    expect(newest).toMatchObject({
      values: [
        { indicator: 'kitchen-open', value: '1' },
        { indicator: 'meals', value: '1200', note: '含教工' },
        { indicator: 'price-change', value: '-3.5' },
      ],
    });
  });

  test('of many schools is one submission for each that filled something in', async () => {
    const service = await start();
    const bytes = await filled(service, { G6: 3, H6: 4, E7: 1 }, 'safety', '330702');
    const response = await pushSheet(service, bytes);
    const { receipts } = await told(response);
    expect([response.status, storedIds(service)]).toEqual([207, ['school-1|safety|2026-11#1']]);
    expect(receipts[1]?.errors).toMatchObject([{ cell: 'F7', code: 'missing-field', indicator: 'closed-management' }]);
  });

  test('takes back where it says so, and nowhere else', async () => {
    const service = await start();
    await service.push(one);
    const stood = async (): Promise<unknown> => {
      const { values } = (await (await service.get('/school-1%7Csafety%7C2026-11')).json()) as { values: Said[] };
      return values.filter(({ withdrawn }) => withdrawn !== true).map(({ indicator }) => indicator);
    };
    const blank = await pushSheet(service, await filled(service, { H7: 3, J7: 4 }, 'safety', 'school-1'));
    expect([blank.status, await stood()]).toEqual([201, ['alarm', 'guards']]);
    const filling = { O6: '撤回', N6: '重复统计', H7: 3, J7: 4, O7: '撤回' };
    const { errors } = await told(await pushSheet(service, await filled(service, filling, 'safety', 'school-1')));
    expect(errors?.map(({ cell, code }) => [cell, code])).toEqual([['H7', 'ambiguous-value']]);
    await pushSheet(service, await filled(service, { O6: '撤回', N6: '重复统计' }, 'safety', 'school-1'));
    expect(await stood()).toEqual(['alarm']);
    const other = await filled(service, { K6: '撤回', K7: '删除', G7: 1, H7: 1 }, 'safety', '330702');
    const { receipts } = await told(await pushSheet(service, other));
    expect([receipts.map(({ status }) => status), await stood()]).toEqual([['updated', 'rejected'], []]);
    const words = receipts[1]?.errors?.map(({ cell = '', code, value = '' }) => `${cell} ${code} ${value}`);
    expect([...new Set(words)]).toEqual(['K7 invalid-field 删除']);
  });

  test('is refused with every fault at its cell', async () => {
    const service = await start();
    const filling = { H5: -1, J5: 4, H6: '三', J6: 2.5, H7: { formula: '1/0', result: { error: '#DIV/0!' } }, J7: 1 };
    const { errors } = await told(await pushSheet(service, await filled(service, filling, 'safety', 'school-1')));
    expect(errors?.map(({ cell, code, value }) => [cell, code, value])).toEqual([
      ['H6', 'invalid-value', '三'],
      ['J6', 'invalid-value', '2.5'],
      ['H7', 'invalid-value', '#DIV/0!'],
      ['H5', 'negative-numerator', -1],
    ]);
  });

  test('comes back red and noted where that is asked for; corrected, it is accepted and clean', async () => {
    const service = await start();
    const bytes = await filled(service, { H5: -1, J5: 4 }, 'safety', 'school-1');
    const refused = await pushSheet(service, bytes, { accept: `${workbookType}, application/problem+json` });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([422, workbookType]);
    const marked = Buffer.from(await refused.arrayBuffer());
    const sheet = await sheetOf(marked);
    expect(sheet.getCell('H5').fill).toMatchObject({ fgColor: { argb: 'FFFF7875' } });
    expect(JSON.stringify(sheet.getCell('H5').note)).toContain('negative-numerator');
    expect(sheet.getCell('H5').protection?.locked).toBe(false);
    const stillWrong = await fillTemplate(marked, { H5: 1, J5: -4 });
    const again = await pushSheet(service, stillWrong, { accept: workbookType });
    const second = await sheetOf(Buffer.from(await again.arrayBuffer()));
    expect([second.getCell('H5').note, second.getCell('H5').fill]).toMatchObject([
      undefined,
      { fgColor: { argb: 'FFFFF9DB' } },
    ]);
    expect((await pushSheet(service, await fillTemplate(marked, { H5: 1 }))).status).toBe(201);
  });

  test('in which nothing is filled in has no values', async () => {
    const service = await start();
    const { errors } = await told(await pushSheet(service, await template(service, 'safety', 'school-1')));
    expect(errors).toMatchObject([{ cell: 'H5', code: 'no-values' }]);
  });

  test('whose hidden codes were changed to another school is judged by what they say', async () => {
    const service = await start();
    const bytes = await filled(service, { H5: 1, J5: 1, A5: 'school-2' }, 'safety', 'school-1');
    const { errors } = await told(await pushSheet(service, bytes, asSchool));
    expect(errors).toMatchObject([{ cell: 'A5', code: 'unknown-org-unit' }]);
  });
});

describe('what is no template', () => {
  test.each<[string, Buffer, string]>([
    ['no archive', Buffer.from('orgUnit,period'), 'malformed-workbook'],
    ['nothing', Buffer.alloc(0), 'malformed-workbook'],
  ])('%s', async (_what, bytes, code) => {
    const service = await start();
    const response = await pushSheet(service, bytes);
    expect([response.status, (await told(response)).errors?.map((fault) => fault.code)]).toEqual([422, [code]]);
  });

  test('a workbook of one’s own', async () => {
    const service = await start();
    const bytes = await filled(service, { A1: 'school' }, 'safety', 'school-1');
    expect((await told(await pushSheet(service, bytes))).errors).toMatchObject([{ code: 'not-a-template' }]);
  });
});

describe('who asks for a template', () => {
  test.each<[string, string, string[]]>([
    ['of nothing known', path('none', 'nowhere', '2026'), ['unknown-dataset', 'unknown-org-unit']],
    ['of another period', path('safety', 'school-1', '2026-Q4'), ['period-kind-not-allowed']],
    ['of no period', path('safety', 'school-1', 'soon'), ['invalid-period']],
    ['of what the platform computes', path('ledger', 'school-1'), ['computed-dataset']],
    ['of a unit in which nobody reports it', path('canteen', 'school-2'), ['dataset-not-for-org-unit']],
    ['of a school that has closed', path('safety', 'school-closed'), ['dataset-not-for-org-unit']],
  ])('%s is told why', async (_what, asked, codes) => {
    const service = await start();
    const response = await service.fetch(asked);
    expect([response.status, (await told(response)).errors?.map(({ code }) => code)]).toEqual([422, codes]);
  });

  test('sees no more than may be seen', async () => {
    const service = await start();
    expect((await service.fetch(path('safety', 'school-2'), asSchool)).status).toBe(422);
    expect((await service.fetch(path('canteen', 'school-1'), asSchool)).status).toBe(422);
    expect((await service.fetch(path('safety', 'school-1'), { authorization: '' })).status).toBe(401);
    expect((await service.fetch(path('safety', '330702'), await asPerson('leader'))).status).toBe(200);
    expect((await service.fetch('/datasets/safety/template.xlsx?orgUnit=school-1')).status).toBe(400);
  });
});
