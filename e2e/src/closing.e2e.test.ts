import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { act, alertOf, firing, openAlerts, type Person } from './harness/alerts.ts';
import { actOn } from './harness/call.ts';
import { closedManagement, guards, guardsOnDuty, loadCity, monthsAgo, pushAll, safety } from './harness/city.ts';
import { noDifferences } from './harness/command-line.ts';
import { eventually } from './harness/eventually.ts';
import { startStack, type Stack } from './harness/stack.ts';

const [month, before] = [monthsAgo(1), monthsAgo(2)];
const [school, into, town] = ['330702002-09', '330702001-09', '330702002'];
const [ofMonth, ofBefore] = [`${school}:${guards}:1`, `${school}:${closedManagement}:1`];

describe('a school that is merged into another', () => {
  let stack: Stack;
  let staff: Person;

  const firesStill = async (): Promise<readonly string[]> =>
    (await firing(stack)).filter((one) => one.startsWith(school));

  beforeAll(async () => {
    stack = await startStack();
    await loadCity(stack);
    staff = { stack, bearer: stack.tokenOf('staff', '330702') };
    const newest = safety(school, month, [guardsOnDuty(3, 4)]);
    const values = newest.values.filter(({ indicator }) => indicator !== closedManagement);
    const unmanaged = { indicator: closedManagement, numerator: 0, denominator: 1 };
    await pushAll(stack, [safety(school, before, [unmanaged]), { ...newest, values }]);
    await eventually(10_000, async () => expect(await firesStill()).toHaveLength(2));
  }, 240_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  it('has no alert any more by figures of periods that end on its last day or later', async () => {
    const command = ['merge', { from: `${month}-02`, into, reason: '撤并' }] as const;
    const url = `${stack.url}/api/v1/org-units/${school}`;
    expect((await actOn(url, stack.tokenOf('admin'), command)).status).toBe(200);
    await eventually(10_000, async () => expect(await firesStill()).toEqual([`${school} ${closedManagement}`]));
    const { body } = await alertOf(staff, ofMonth);
    expect(body).toMatchObject({ condition: 'resolved', endedBecause: 'unit-closed', handling: 'new' });
    expect(body.timeline.at(-1)?.note).toContain(`单位自 ${month}-02 起已撤并（由演示一街道演示学校09承接）`);
    await noDifferences(stack, 60_000);
  }, 90_000);

  it('leaves to its bureau what it owed before; whoever sees it closes it with a reason', async () => {
    const seen = (await openAlerts(staff, town)).map(({ id }) => id);
    expect(seen).toEqual(expect.arrayContaining([ofMonth, ofBefore]));
    expect((await alertOf(staff, ofBefore)).body.unitClosed).toBe(true);
    for (const id of [ofMonth, ofBefore]) {
      const { status, body } = await act(staff, id, ['close', { note: '学校已并入，由承接学校落实' }]);
      expect([status, body.handling, body.endedBecause]).toEqual([200, 'closed', 'unit-closed']);
    }
    expect((await openAlerts(staff, town)).map(({ id }) => id)).not.toContain(ofBefore);
    await noDifferences(stack, 60_000);
  }, 90_000);

  it('cannot be let off while it still stands', async () => {
    await pushAll(stack, [safety(into, month, [guardsOnDuty(3, 4)])]);
    const id = `${into}:${guards}:1`;
    await eventually(10_000, async () => expect((await alertOf(staff, id)).body.condition).toBe('firing'));
    expect((await act(staff, id, ['close', { note: '不想管' }])).status).toBe(409);
  }, 30_000);
});
