import { describe, expect, test } from '@jest/globals';
import { decodeRevision } from '../../../log/out/revision-codec.ts';
import { start, storedIds, told } from '../../../testing/use-service.ts';
import type { PushHeaders } from '../../../testing/wired-service.ts';

describe('a table', () => {
  const csv: PushHeaders = { type: 'text/csv' };
  const rows = [
    '学校,周期,指标,分子,分母,数值,备注',
    'school-1,2026-11,guards,3,4,,"两名,病假"',
    'school-1,2026-11,closed-management,1,1,,',
  ];

  test.each<[string, (text: string) => Uint8Array]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with its mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-8 with other line ends', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('in %s becomes one submission for each unit and period', async (_encoding, encode) => {
    const service = await start();
    const body = [...rows, 'school-2,2026-10,guards,,,97.50,'].join('\n');
    const response = await service.push(encode(body), csv);
    expect(response.status).toBe(201);
    expect(storedIds(service)).toEqual(['school-1|safety|2026-11#1', 'school-2|safety|2026-10#1']);
    const [first] = service.ports.revisions.entries().map(({ payload }) => decodeRevision(payload));
    expect(first?.values[1]).toMatchObject({ indicator: 'guards', numerator: 3, denominator: 4, note: '两名,病假' });
  });

  test('in GB18030 is read as well', async () => {
    const service = await start();
    const heading = Buffer.from('d1a7d0a32cd6dcc6da2cd6b8b1ea2cc8fd', 'hex').subarray(0, 14); // 学校,周期,指标
    const body = Buffer.concat([heading, Buffer.from(',value\nschool-1,2026-11,guards,97.5\n')]);
    expect((await service.push(body, csv)).status).toBe(201);
  });

  test('a fault carries its line and refuses its submission, not the others', async () => {
    const service = await start();
    const body = [
      ...rows,
      'school-1,2026-11,alarm,x,4,,',
      'school-2,2026-11,nothing,1,1,,',
      'school-2,2026-10,guards,1,1,,',
    ].join('\n');
    const { receipts } = await told(await service.push(body, csv));
    expect(receipts.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'created']);
    expect(receipts[0]?.errors).toMatchObject([{ line: 4, code: 'invalid-value', indicator: 'alarm', value: 'x' }]);
    expect(receipts[1]?.errors).toMatchObject([{ line: 5, code: 'unknown-indicator' }]);
  });

  test.each([
    ['学校,周期,指标,分子,分母,操作,备注', 'school-1,2026-11,guards,,,撤回,统计口径有误'],
    ['orgUnit,period,indicator,action', 'school-1,2026-11,guards,Withdraw'],
  ])('takes a figure back where it says so: %s', async (heading, row) => {
    const service = await start();
    await service.push(rows.join('\n'), csv);
    const { receipts } = await told(await service.push(`${heading}\n${row}\n`, csv));
    expect(receipts).toMatchObject([{ revision: 2, values: [{ indicator: 'guards', status: 'updated' }] }]);
    const newest = service.ports.revisions.entries().map(({ payload }) => decodeRevision(payload))[1];
    expect(newest?.values.map(({ indicator, withdrawn }) => [indicator, withdrawn])).toEqual([
      ['closed-management', false],
      ['guards', true],
    ]);
  });

  test('a figure is not taken back by a blank, by another word, or beside a figure', async () => {
    const service = await start();
    await service.push(rows.join('\n'), csv);
    const said = (cells: string): Promise<Response> =>
      service.push(`学校,周期,指标,分子,分母,操作\nschool-1,2026-11,guards,${cells}\n`, csv);
    for (const [cells, pointer, code] of [
      [',,', undefined, 'missing-value'],
      [',,删除', '/action', 'invalid-field'],
      ['3,4,撤回', undefined, 'ambiguous-value'],
    ]) {
      const { receipts } = await told(await said(cells ?? ''));
      expect(receipts[0]?.errors?.map((fault) => [fault.line, fault.pointer, fault.code])).toEqual([
        [2, pointer, code],
      ]);
    }
    expect(storedIds(service)).toEqual(['school-1|safety|2026-11#1']);
  });

  test('an indicator of several datasets needs the column', async () => {
    const service = await start();
    const ambiguous = 'orgUnit,period,indicator,value\nschool-1,2026-11,alarm,50\n';
    expect((await told(await service.push(ambiguous, csv))).errors).toMatchObject([
      { line: 2, pointer: '/dataset', code: 'missing-field' },
    ]);
    const clear = 'orgUnit,dataset,period,indicator,value\nschool-1,canteen,2026-11,alarm,50\n';
    expect((await service.push(clear, csv)).status).toBe(201);
  });

  test('headings that are missing or unknown refuse it as a whole', async () => {
    const service = await start();
    const { errors } = await told(await service.push('orgUnit,period,colour\nschool-1,2026-11,red\n', csv));
    expect(errors).toMatchObject([
      { line: 1, code: 'unknown-column', value: 'colour' },
      { line: 1, code: 'missing-column', value: 'indicator' },
      { line: 1, code: 'missing-column', value: 'value' },
    ]);
  });

  test('a heading that comes twice refuses it, also in two languages', async () => {
    const service = await start();
    const body = 'orgUnit,period,indicator,value,指标\nschool-1,2026-11,guards,1,alarm\n';
    expect((await told(await service.push(body, csv))).errors).toMatchObject([
      { line: 1, code: 'duplicate-column', value: '指标' },
    ]);
  });

  test('a row with more cells than headings has slipped; blank ones at its end do not matter', async () => {
    const service = await start();
    const body = [
      'orgUnit,period,indicator,value',
      'school-1,2026-11,guards,1,234',
      'school-2,2026-11,guards,50,, ,',
    ].join('\n');
    const { receipts } = await told(await service.push(body, csv));
    expect(receipts.map(({ status }) => status)).toEqual(['rejected', 'created']);
    expect(receipts[0]?.errors).toMatchObject([{ line: 2, code: 'too-many-cells', value: '234' }]);
  });

  test('a row that is too short lacks what it does not reach', async () => {
    const service = await start();
    const { errors } = await told(await service.push('orgUnit,period,indicator,value\nschool-1,2026-11\n', csv));
    expect(errors).toMatchObject([{ line: 2, pointer: '/indicator', code: 'missing-field' }]);
  });

  test('columns may stand in any order, and headings beside empty ones', async () => {
    const service = await start();
    const body = '数值,,指标,周期,学校\r\n"97.50",,guards,2026-11,school-1\r\n';
    expect((await service.push(body, csv)).status).toBe(201);
  });
});
