import { describe, expect, test } from '@jest/globals';
import type { ImportSummary } from '@xiaomai/gateway-api/data-value-set';
import { start, storedIds, told } from '../../../testing/use-service.ts';
import type { PushHeaders, WiredService } from '../../../testing/wired-service.ts';
import { periodFromDhis2 } from './period-text.ts';

const dhis2: PushHeaders = { path: '/dataValueSets' };

const value = (dataElement: string, text: string, more: object = {}): object => ({ dataElement, value: text, ...more });
const set = {
  dataSet: 'safety',
  completeDate: '2026-11-24',
  period: '202611',
  orgUnit: 'school-1',
  dataValues: [
    value('guards.numerator', '3', { categoryOptionCombo: 'HllvX50cXC0', storedBy: '导入' }),
    value('guards.denominator', '4', { comment: '两名病假' }),
    value('alarm', '98.60'),
  ],
};

async function pushed(
  service: WiredService,
  body: unknown,
  more: PushHeaders = {},
): Promise<{ status: number; summary: ImportSummary }> {
  const response = await service.push(body, { ...dhis2, ...more });
  return { status: response.status, summary: (await response.json()) as ImportSummary };
}

describe('a data value set', () => {
  test('of which a data value is not formed as it must be is refused with every fault, and no other submission', async () => {
    const service = await start();
    const wrong = [value('guards.numerator', '-3', { colour: 'red' }), 7, value('nothing', '1')];
    const other = value('alarm', '98.60', { orgUnit: 'school-2' });
    const { status, summary } = await pushed(service, { ...set, dataValues: [...wrong, other] });
    expect([status, summary.importCount]).toMatchObject([409, { imported: 1, ignored: 3 }]);
    expect(summary.conflicts.map(({ property, errorCode }) => `${property} ${errorCode}`).sort()).toEqual([
      '/dataValues/0 missing-field',
      '/dataValues/0/colour unknown-field',
      '/dataValues/0/value negative-numerator',
      '/dataValues/1 invalid-field',
      '/dataValues/1/dataElement missing-field',
      '/dataValues/2/dataElement unknown-indicator',
    ]);
  });

  test('that says how it is to be taken in is refused unless that is how it is', async () => {
    const service = await start();
    const meant = { dryRun: false, importStrategy: 'CREATE_AND_UPDATE', idScheme: 'code' };
    const refused = { dryRun: true, strategy: 'DELETE', orgUnitIdScheme: 'name' };
    const { errors } = await told(await service.push({ ...set, ...refused }, dhis2));
    expect(errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/dryRun', 'invalid-field'],
      ['/strategy', 'invalid-field'],
      ['/orgUnitIdScheme', 'invalid-field'],
    ]);
    expect(storedIds(service)).toEqual([]);
    expect((await pushed(service, { ...set, ...meant })).status).toBe(200);
  });

  test('is a submission; its data values are counted as DHIS2 counts them', async () => {
    const service = await start();
    const first = await pushed(service, set);
    expect(first).toMatchObject({
      status: 200,
      summary: {
        status: 'SUCCESS',
        importCount: { imported: 3, updated: 0, ignored: 0, deleted: 0 },
        conflicts: [],
        receipts: [{ id: 'school-1|safety|2026-11', revision: 1, status: 'created' }],
      },
    });
    const newest = await (await service.get('/school-1%7Csafety%7C2026-11')).json();
    expect(newest).toMatchObject({
      values: [
        { indicator: 'alarm', value: '98.60' },
        { indicator: 'guards', numerator: 3, denominator: 4 },
      ],
    });
    expect((await pushed(service, set)).summary.importCount).toMatchObject({ imported: 0, updated: 0, ignored: 3 });
    const changed = { ...set, dataValues: [value('alarm', '99')] };
    expect((await pushed(service, changed)).summary.importCount).toMatchObject({ updated: 1, ignored: 0 });
  });

  test('takes back what it marks as deleted, whatever value it still carries', async () => {
    const service = await start();
    await pushed(service, set);
    const gone = (dataElement: string, more: object = {}): object => ({ dataElement, deleted: true, ...more });
    const dataValues = [gone('guards.numerator', { value: '3', comment: '重复统计' }), gone('guards.denominator')];
    const { status, summary } = await pushed(service, { ...set, dataValues });
    expect([status, summary.importCount]).toEqual([200, { imported: 0, updated: 0, deleted: 2, ignored: 0 }]);
    const { values } = (await (await service.get('/school-1%7Csafety%7C2026-11')).json()) as { values: unknown };
    expect(values).toEqual([
      { indicator: 'alarm', value: '98.60' },
      { indicator: 'guards', withdrawn: true, note: '重复统计' },
    ]);
    const again = await pushed(service, { ...set, dataValues });
    expect(again.summary.importCount).toEqual({ imported: 0, updated: 0, deleted: 0, ignored: 2 });
  });

  test('takes a ratio back with one of its parts, but not where the other one is given', async () => {
    const service = await start();
    await pushed(service, set);
    const gone = { dataElement: 'guards.numerator', deleted: true };
    const half = await pushed(service, { ...set, dataValues: [gone, value('guards.denominator', '4')] });
    expect(half.summary.conflicts).toMatchObject([{ errorCode: 'ambiguous-value', indexes: [0] }]);
    const { summary } = await pushed(service, { ...set, dataValues: [gone, value('alarm', '98.60')] });
    expect(summary.importCount).toEqual({ imported: 0, updated: 0, deleted: 1, ignored: 1 });
  });

  test('of several schools and periods stands and falls by submission; nothing is ignored without a conflict', async () => {
    const service = await start();
    const body = {
      dataValues: [
        value('guards.numerator', '3', { orgUnit: 'school-1', period: '2026W47' }),
        value('guards.denominator', '4', { orgUnit: 'school-1', period: '2026W47' }),
        value('guards', 'x', { orgUnit: 'school-2', period: '202611' }),
        value('nothing', '1', { orgUnit: 'school-2', period: '202611' }),
      ],
    };
    const { status, summary } = await pushed(service, body);
    expect([status, summary.status, summary.importCount]).toEqual([
      409,
      'WARNING',
      { imported: 2, updated: 0, ignored: 2, deleted: 0 },
    ]);
    expect(summary.conflicts).toMatchObject([
      { object: 'x', errorCode: 'invalid-value', property: '/dataValues/2/value', indexes: [2] },
      { object: 'nothing', errorCode: 'unknown-indicator', property: '/dataValues/3/dataElement', indexes: [3] },
    ]);
    expect(storedIds(service)).toEqual(['school-1|safety|2026-W47#1']);
  });

  test('names the set where period, org unit or data set came from it', async () => {
    const service = await start();
    const { summary } = await pushed(service, { ...set, orgUnit: 'nowhere', period: '202613', dataSet: 'none' });
    expect(summary.conflicts.map(({ property, errorCode }) => `${property} ${errorCode}`).sort()).toEqual([
      '/dataSet unknown-dataset',
      '/orgUnit unknown-org-unit',
      '/period invalid-period',
    ]);
  });

  test('a part that comes twice is told, not summed', async () => {
    const service = await start();
    const { summary } = await pushed(service, { ...set, dataValues: [...set.dataValues, value('alarm', '1')] });
    expect(summary.conflicts).toMatchObject([{ errorCode: 'duplicate-indicator', indexes: [3] }]);
  });

  test('what would not be done as it was meant is refused, not left out', async () => {
    const service = await start();
    const dataValues = [
      value('alarm', '1', { categoryOptionCombo: 'female', deleted: 'perhaps', colour: 'red' }),
      'no data value',
    ];
    const { errors } = await told(await service.push({ ...set, extra: 1, dataValues }, dhis2));
    expect(errors?.map(({ pointer, code }) => `${pointer ?? ''} ${code}`)).toEqual([
      '/extra unknown-field',
      '/dataValues/0/colour unknown-field',
      '/dataValues/0/categoryOptionCombo category-not-supported',
      '/dataValues/0/deleted invalid-field',
      '/dataValues/1 invalid-field',
    ]);
    const query = '?importStrategy=DELETE&async=true&idScheme=name';
    const asked = await told(await service.push(set, { ...dhis2, query }));
    expect(asked.errors?.map(({ code }) => code)).toEqual(Array.from({ length: 3 }, () => 'invalid-parameter'));
    expect(storedIds(service)).toEqual([]);
  });

  test('with more faults than anybody reads is told the first of them', async () => {
    const service = await start();
    const dataValues = Array.from({ length: 20_000 }, () => value('alarm', '1', { colour: 'red' }));
    const { errors = [] } = await told(await service.push({ ...set, dataValues }, dhis2));
    expect([errors.length, errors.at(-1)?.code]).toEqual([5_001, 'too-many-faults']);
  });

  test('is judged without being stored, or taken all or none', async () => {
    const service = await start();
    const query = '?dryRun=true&importStrategy=CREATE_AND_UPDATE&dataElementIdScheme=CODE&async=false';
    const dry = await pushed(service, set, { query });
    expect([dry.status, dry.summary.importCount.imported, storedIds(service)]).toEqual([200, 3, []]);
    const two = { ...set, dataValues: [...set.dataValues, value('alarm', 'x', { orgUnit: 'school-2' })] };
    const atomic = await pushed(service, two, { query: '?atomic=true' });
    expect([atomic.status, atomic.summary.importCount.ignored, storedIds(service)]).toEqual([409, 4, []]);
  });

  test.each<[string, unknown, PushHeaders, number]>([
    ['no JSON', '{', {}, 400],
    ['no set', [], {}, 422],
    ['no values', { ...set, dataValues: [] }, {}, 422],
    ['values that are no list', { ...set, dataValues: {} }, {}, 422],
    ['lines', set, { type: 'application/x-ndjson' }, 415],
    ['no key', set, { headers: { authorization: '' } }, 401],
  ])('%s is refused with a problem document', async (_what, body, more, status) => {
    const service = await start();
    const response = await service.push(body, { ...dhis2, ...more });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });
});

test.each([
  ['202611', '2026-11'],
  ['20261121', '2026-11-21'],
  ['2026W7', '2026-W07'],
  ['2026W47', '2026-W47'],
  ['2026Q4', '2026-Q4'],
  ['2026S2', '2026-H2'],
  ['2026', '2026'],
  ['2026Sep', '2026-2027'],
  ['2026-T1', '2026-T1'],
  ['2026April', '2026April'],
  ['202613', '202613'],
])('the period %s of DHIS2 is %s', (theirs, ours) => {
  expect(periodFromDhis2(theirs)).toBe(ours);
});
