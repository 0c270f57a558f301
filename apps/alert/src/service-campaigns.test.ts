import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { draw } from './campaigns/domain/campaign.ts';
import type { Person } from './campaigns/flow/lead-campaigns.ts';
import { memoryCampaignStore, memoryRegisterStore } from './campaigns/flow/memory-campaigns.ts';
import { summariseRounds } from './campaigns/flow/summarise-rounds.ts';
import { person as handling, policy, report, tuesday } from './hazards/domain/examples.ts';
import type { UnitTally } from './hazards/flow/announce.ts';
import { memoryHazards } from './hazards/flow/memory-hazards.ts';
import type { UnitInTree } from './hazards/flow/org-units.ts';
import { wireCampaigns } from './service-campaigns.ts';
import { wireLedger } from './service-hazards.ts';

const dayMs = 86_400_000;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const someone = (role: Person['role'] & Person['role'], orgUnit: string, path: string): Person => ({
  ...{ role, orgUnit, path, name: `演示 ${orgUnit}` },
  maySee: (other: string) => other.startsWith(path),
});
const city = someone('staff', '3307', 'cn/33/3307/');
const district = someone('staff', '330702', 'cn/33/3307/330702/');
const beside = someone('staff', '330800', 'cn/33/3308/330800/');
const otherDistrict = someone('staff', '330703', 'cn/33/3307/330703/');
const school = someone('school', '330702001', 'cn/33/3307/330702/330702001/');

const unit = (orgUnit: string, type: string, path: string): UnitInTree => ({
  ...{ orgUnit, orgName: `${orgUnit} 校`, path, pathNames: [orgUnit], type },
});
const schools = ['330702001', '330702002', '330703001'].map((id) =>
  unit(id, 'primary', `cn/33/3307/${id.slice(0, 6)}/${id}/`),
);

/** The wired campaigns and ledger on ports in memory, over a small city that grows by a school when told to. */
function aCity() {
  const clock = { at: tuesday };
  const now = (): number => clock.at;
  const { store, reader, book } = memoryHazards(now);
  const registers = memoryRegisterStore(now);
  const tallies: UnitTally[] = [];
  const tree = [unit('3307', 'city', 'cn/33/3307/'), ...schools];
  const onFault = (error: unknown): void => {
    throw error;
  };
  const ledger = wireLedger({
    ...{
      policy,
      hazards: store,
      reader,
      book,
      rounds: registers.lines,
      roundSummary: summariseRounds(registers),
      onFault,
    },
    events: {
      publishHazards: () => Promise.resolve(),
      publishTallies: (some) => {
        tallies.push(...some);
        return Promise.resolve();
      },
    },
  });
  const units = {
    find: (id: string) => Promise.resolve(tree.find(({ orgUnit }) => orgUnit === id)),
    below: (scope: string, types: readonly string[]) =>
      Promise.resolve(tree.filter(({ path, type }) => path.split('/').includes(scope) && types.includes(type))),
  };
  const flows = wireCampaigns({
    campaigns: memoryCampaignStore(),
    registers,
    units,
    reader,
    hazards: store,
    ledger,
    digest,
    onFault,
  });
  const ordered = { id: 'hundred-days', name: '百日整治', orgUnit: '3307', classes: [] };
  const visit = async (orgUnit: string, ref: string, hazards: readonly ReturnType<typeof report>[] = []) =>
    flows.visits.record(city, {
      ...{ campaign: 'hundred-days', n: 1, orgUnit, ref, day: '2026-11-24', inspector: '演示', result: '', at: now() },
      hazards,
    });
  return {
    ...{ clock, tallies, tree, ledger, visit, ...flows },
    begin: async () => {
      await flows.campaigns.create(city, { ...ordered, start: '2026-11-01', end: '2027-02-08' }, now());
      const round = { campaign: 'hundred-days', start: '2026-11-24', end: '2026-11-30', types: ['primary'] };
      return flows.campaigns.addRound(city, round, now());
    },
    coverage: async (who: Person = city) => {
      const found = await flows.visits.coverage(who, { campaign: 'hundred-days', n: 1 }, { after: '', limit: 50 });
      return found.ok ? found.value : found.reason;
    },
  };
}

describe('a round', () => {
  test('takes its register on its first day and keeps it, whatever is opened later', async () => {
    const { begin, coverage, tree, rounds, clock } = aCity();
    expect(await begin()).toMatchObject({ ok: true, value: { rounds: [{ n: 1, isFrozen: true, isOver: false }] } });
    tree.push(unit('330702003', 'primary', 'cn/33/3307/330702/330702003/'));
    clock.at += dayMs;
    await rounds.keep(clock.at);
    expect(await coverage()).toMatchObject({ registered: 3, visited: 0, visits: 0 });
  });

  test('counts every visit as one 家次, and a school once, however often it is visited; each sees its own part', async () => {
    const { begin, visit, coverage } = aCity();
    await begin();
    for (const ref of ['v1', 'v2', 'v2']) await visit('330702001', ref);
    expect(await coverage()).toMatchObject({ registered: 3, visited: 1, visits: 2 });
    expect(await coverage(district)).toMatchObject({ registered: 2, visited: 1, missing: [{ orgUnit: '330702002' }] });
    expect(await coverage(school)).toMatchObject({ registered: 1, visited: 1, missing: [] });
    expect(await coverage(beside)).toBe('not-found');
  });

  test('tells of who was left out only when it is over, and not before', async () => {
    const { begin, visit, tallies, rounds, clock } = aCity();
    await begin();
    await visit('330702001', 'v1');
    expect(tallies.at(-1)).toMatchObject({ orgUnit: '330702001', visits: 1, roundsDue: 0 });
    clock.at = Date.parse('2026-12-01T00:10:00+08:00');
    await rounds.keep(clock.at);
    clock.at += 10_000;
    expect([await rounds.relay(clock.at), await rounds.relay(clock.at)]).toEqual([3, 0]);
    const ofYear = tallies.filter(({ period, roundsDue }) => period === '2026' && roundsDue === 1);
    expect(ofYear.map(({ orgUnit, roundsVisited }) => [orgUnit, roundsVisited]).sort()).toEqual([
      ['330702001', 1],
      ['330702002', 0],
      ['330703001', 0],
    ]);
  });

  test('takes visits of its own days only, and of staff alone', async () => {
    const { begin, visits, coverage } = aCity();
    await begin();
    const order = {
      ...{ campaign: 'hundred-days', n: 1, orgUnit: '330702001', ref: 'v1', inspector: '演示', result: '' },
      ...{ at: tuesday, hazards: [] },
    };
    const outcome = async (who: Person, day: string, orgUnit = '330702001') => {
      const done = await visits.record(who, { ...order, day, orgUnit });
      return done.ok ? 'done' : done.reason;
    };
    expect(await outcome(city, '2026-11-23')).toBe('day-outside-round');
    expect(await outcome(city, '2026-11-25')).toBe('date-in-future');
    expect(await outcome(school, '2026-11-24')).toBe('not-your-role');
    expect(await outcome(district, '2026-11-24', '330703001')).toBe('unknown-org-unit');
    expect(await coverage()).toMatchObject({ visits: 0 });
  });

  test('that left nobody out is a full one in the summary of whoever asks', async () => {
    const { begin, visit, ledger } = aCity();
    await begin();
    await visit('330702001', 'v1');
    await visit('330702002', 'v2');
    const span = { from: '2026-11-01', to: '2026-11-30' };
    expect(await ledger.summarise(city, '', span)).toMatchObject({ visits: 2, rounds: 1, fullRounds: 0 });
    expect(await ledger.summarise(district, '', span)).toMatchObject({ visits: 2, rounds: 1, fullRounds: 1 });
  });
});

describe('a look-back', () => {
  async function struckOff(city3: ReturnType<typeof aCity>, many: number): Promise<readonly string[]> {
    await city3.begin();
    const found = Array.from({ length: many }, (_, n) => report({ ref: `XF-${n}` }));
    const visited = await city3.visit('330702001', 'v1', found);
    const numbers = visited.ok ? visited.value.hazards : [];
    for (const number of numbers) {
      await city3.ledger.act(city, number, handling('rectify', { handlingVersion: 1 }));
      await city3.ledger.act(city, number, handling('strike-off', { handlingVersion: 2 }));
    }
    return numbers;
  }

  test('draws the same from the same seed, whatever the order of what it draws from', () => {
    const numbers = Array.from({ length: 50 }, (_, n) => `s-2026-${n}`);
    const drawn = draw(numbers, 5, { seed: 'seed', digest });
    expect(draw(numbers.toReversed(), 5, { seed: 'seed', digest })).toEqual(drawn);
    expect(draw(numbers, 5, { seed: 'another', digest })).not.toEqual(drawn);
    expect([new Set(drawn).size, drawn.every((number) => numbers.includes(number))]).toEqual([5, true]);
  });

  test('keeps its seed and its draw; a failed re-check reopens the hazard, a passed one does not', async () => {
    const city3 = aCity();
    const numbers = await struckOff(city3, 4);
    const order = { campaign: 'hundred-days', id: 's1', drawnAt: tuesday, seed: 'seed', size: 2, isMajorOnly: false };
    const drawn = await city3.lookBack.draw(city, order);
    const sample = drawn.ok ? drawn.value.samples[0] : undefined;
    expect(sample).toMatchObject({ seed: 'seed', candidates: 4 });
    expect(sample?.hazards).toEqual(draw(numbers, 2, { seed: 'seed', digest }));
    const [first = '', second = ''] = sample?.hazards ?? [];
    const check = (hazard: string, passed: boolean) =>
      city3.lookBack.recheck(district, {
        ...{ campaign: 'hundred-days', sample: 's1', hazard },
        command: handling('recheck', { passed, note: '又堆上了' }),
      });
    expect(await check(first, false)).toMatchObject({ ok: true, value: { state: 'open', reopened: 1 } });
    expect(await check(second, true)).toMatchObject({ ok: true, value: { state: 'struck-off', rechecks: [{}] } });
    expect(await check(second, true)).toMatchObject({ ok: false, reason: { reason: 'already-rechecked' } });
    const page = { after: '', limit: 1 };
    const listed = async (who: Person, after = '') => {
      const found = await city3.lookBack.list(who, { campaign: 'hundred-days', sample: 's1' }, { ...page, after });
      return found.ok ? found.value : found.reason;
    };
    expect(await listed(district)).toMatchObject({ drawn: 2, checked: 2, passed: 1, hazards: [{ number: first }] });
    expect(await listed(district, first)).toMatchObject({ hazards: [{ number: second, rechecks: [{}] }], next: '' });
    expect(await listed(otherDistrict)).toMatchObject({ drawn: 0, checked: 0, passed: 0, hazards: [] });
    expect(await listed(beside)).toBe('not-found');
    const [outside = ''] = numbers.filter((number) => number !== first && number !== second);
    expect(await check(outside, true)).toMatchObject({ ok: false, reason: { reason: 'not-found' } });
  });

  test('draws nothing where nothing is struck off, and for nobody who does not lead', async () => {
    const city3 = aCity();
    await city3.begin();
    const order = { campaign: 'hundred-days', id: 's1', drawnAt: tuesday, seed: 'seed', size: 2, isMajorOnly: true };
    expect(await city3.lookBack.draw(city, order)).toEqual({ ok: false, reason: 'nothing-to-draw' });
    expect(await city3.lookBack.draw(school, order)).toEqual({ ok: false, reason: 'not-your-role' });
  });
});
