import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertOf, type Person } from './harness/alerts.ts';
import { actOn, call } from './harness/call.ts';
import { loadCity, monthsAgo, pushAll, safety, storyBegan } from './harness/city.ts';
import { noDifferences } from './harness/command-line.ts';
import { dayOf } from './harness/dates/days.ts';
import { eventually } from './harness/eventually.ts';
import { openEvents, type EventStream } from './harness/outcome/events.ts';
import { cardOf, itemOf } from './harness/scorecards.ts';
import { startStack, type Stack } from './harness/stack.ts';

const [school, neighbour, district] = ['330702001-01', '330702001-02', '330702'];
const today = dayOf(storyBegan);
const period = today.slice(0, 7);
const alertId = `${school}:hazard-major-open:1`;

const found = { class: 'fire', description: '消防通道堆放杂物', foundOn: today, dueOn: today };
const putRight = { ...found, ref: 'XF-1', severity: 'general', rectified: { on: today, note: '已清理' } };
const byMistake = { ...found, ref: 'XF-2', severity: 'major' };

type Hazard = { readonly id: string; readonly ref: string; readonly state: string };
type Watcher = 'bureau' | 'own' | 'neighbour';
type Page = { readonly items: readonly Hazard[] };

describe('a hazard that was entered by mistake', () => {
  let stack: Stack;
  let staff: Person;
  let watchers: Readonly<Record<Watcher, EventStream>>;

  const report = (orgUnit: string, hazards: readonly object[]): Promise<void> =>
    pushAll(stack, [{ ...safety(orgUnit, monthsAgo(1)), hazards } as ReturnType<typeof safety>]);
  const hazards = async (query: string): Promise<readonly Hazard[]> =>
    (await call<Page>(`${stack.url}/api/v1/hazards?orgUnit=${school}&${query}`, staff)).body.items;
  /** What a watcher has heard of hazards, each as `<org unit> <ref> <what>`. */
  const heardBy = (watcher: Watcher): readonly string[] =>
    watchers[watcher].events.flatMap(({ name, data }) =>
      name === 'hazard' ? [`${String(data['orgUnit'])} ${String(data['ref'])} ${String(data['kind'])}`] : [],
    );
  const hears = (watcher: Watcher, news: string): Promise<void> =>
    eventually(5000, () => expect(heardBy(watcher)).toContain(news));
  const rateOf = async (orgUnit: string): Promise<object | undefined> =>
    itemOf(await cardOf(staff, { orgUnit, period, dataset: 'hazard-ledger' }), 'hazard-rectification-rate');

  beforeAll(async () => {
    stack = await startStack();
    await loadCity(stack);
    staff = { stack, bearer: stack.tokenOf('staff', district) };
    watchers = {
      bureau: await openEvents(stack, staff.bearer),
      own: await openEvents(stack, stack.keyOf(school)),
      neighbour: await openEvents(stack, stack.keyOf(neighbour)),
    };
  }, 240_000);

  afterAll(async () => {
    for (const watcher of Object.values(watchers ?? {})) watcher.close();
    await stack?.stop();
  }, 60_000);

  it('is heard of by its school and its bureau, counted, and alerts while it stands', async () => {
    await report(school, [putRight, byMistake]);
    for (const watcher of ['bureau', 'own'] as const) await hears(watcher, `${school} XF-2 found`);
    await eventually(10_000, async () => {
      for (const orgUnit of [school, district])
        expect(await rateOf(orgUnit)).toMatchObject({ numerator: 1, denominator: 2, verdict: 'at-risk' });
      expect((await alertOf(staff, alertId)).body.condition).toBe('firing');
    });
  }, 30_000);

  it('is voided by the staff with a reason, not by the school', async () => {
    const mistaken = (await hazards('state=on-ledger')).find(({ ref }) => ref === 'XF-2');
    const url = `${stack.url}/api/v1/hazards/${encodeURIComponent(mistaken?.id ?? '')}`;
    expect((await actOn(url, stack.keyOf(school), ['void', { note: '登记到了别校' }])).status).toBe(403);
    const { status, body } = await actOn<Hazard>(url, staff.bearer, ['void', { note: '登记到了别校' }]);
    expect([status, body.state]).toEqual([200, 'voided']);
    for (const watcher of ['bureau', 'own'] as const) await hears(watcher, `${school} XF-2 voided`);
  }, 30_000);

  it('counts no more: the rate is judged anew all the way up, and its alert ends', async () => {
    await eventually(10_000, async () => {
      for (const orgUnit of [school, district])
        expect(await rateOf(orgUnit)).toMatchObject({ numerator: 1, denominator: 1, verdict: 'met' });
      expect((await alertOf(staff, alertId)).body).toMatchObject({ condition: 'resolved', handling: 'new' });
    });
    expect((await hazards('state=on-ledger')).map(({ ref }) => ref)).toEqual(['XF-1']);
    expect((await hazards('state=voided')).map(({ ref }) => ref)).toEqual(['XF-2']);
  }, 30_000);

  it('is never heard of by another school, which hears of its own', async () => {
    await report(neighbour, [byMistake]);
    await hears('neighbour', `${neighbour} XF-2 found`);
    expect(heardBy('neighbour')).toEqual([`${neighbour} XF-2 found`]);
  }, 30_000);

  it('leaves nothing that a recomputation would find otherwise', async () => {
    await noDifferences(stack, 15_000);
  }, 30_000);
});
