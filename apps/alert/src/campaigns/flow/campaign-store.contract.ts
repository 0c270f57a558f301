import { beforeEach, expect, test } from '@jest/globals';
import { roundKey, withRound, type Campaign } from '../domain/campaign.ts';
import { withVisit, type RoundEntry, type Visit } from '../domain/visit.ts';
import type { CampaignStore, EntryRecord, RegisterStore } from './campaign-store.ts';

export type CampaignPorts = { readonly campaigns: CampaignStore; readonly registers: RegisterStore };

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing there');
  return value;
}

const aCampaign = (change: Partial<Campaign> = {}): Campaign => ({
  ...{ id: 'hundred-days', name: '百日整治', orgUnit: '3307', orgName: '金华市', path: 'cn/33/3307/', classes: [] },
  ...{ start: '2026-09-01', end: '2026-12-09', rounds: [], samples: [], createdAt: 1, createdBy: '演示', version: 1 },
  ...change,
});

const key = roundKey('hundred-days', 1);
const entryOf = (orgUnit: string, change: Partial<RoundEntry> = {}): RoundEntry => ({
  ...{ round: key, orgUnit, orgName: `${orgUnit} 校`, path: `cn/33/3307/${orgUnit.slice(0, 6)}/${orgUnit}/` },
  ...{ start: '2026-09-01', end: '2026-09-30', isRegistered: true, isOver: false, visits: [] },
  ...change,
});
const visit = (ref: string, day = '2026-09-10'): Visit => ({
  ...{ ref, day, inspector: '演示', result: '', hazards: [], at: 1, by: '演示' },
});

/** Every rule the ports of campaigns keep, whatever stands behind them. `now` is the clock the ports were made with. */
export function describeCampaignPorts(make: () => Promise<CampaignPorts>, now: number): void {
  let ports: CampaignPorts;
  const loaded = async (orgUnit: string): Promise<EntryRecord> => must(await ports.registers.load(key, orgUnit));
  const visited = async (orgUnit: string, ...refs: readonly string[]): Promise<void> => {
    for (const ref of refs) {
      const { rev, entry } = await loaded(orgUnit);
      await ports.registers.save({ rev, entry: withVisit(entry, visit(ref)) });
    }
  };

  beforeEach(async () => {
    ports = await make();
  });

  test('a campaign is written once and changed only as it was read', async () => {
    expect(await ports.campaigns.save({ rev: null, campaign: aCampaign() })).toBe(true);
    expect(await ports.campaigns.save({ rev: null, campaign: aCampaign() })).toBe(false);
    const record = must(await ports.campaigns.load('hundred-days'));
    const next = { ...record, campaign: { ...record.campaign, name: '百日攻坚' } };
    expect([await ports.campaigns.save(next), await ports.campaigns.save(next)]).toEqual([true, false]);
    expect((await ports.campaigns.load('hundred-days'))?.campaign.name).toBe('百日攻坚');
    expect(await ports.campaigns.load('nothing')).toBeUndefined();
  });

  test('a list has those above and below a path, latest begun first, page by page', async () => {
    const others: readonly Partial<Campaign>[] = [
      { id: 'district', path: 'cn/33/3307/330702/', start: '2026-10-01' },
      { id: 'beside', path: 'cn/33/3308/' },
    ];
    for (const change of [{}, ...others]) await ports.campaigns.save({ rev: null, campaign: aCampaign(change) });
    const list = async (path: string, after: { start: string; id: string } | null = null, limit = 9) =>
      (await ports.campaigns.list(path, { after, limit })).map(({ id }) => id);
    expect(await list('cn/33/3307/330702/')).toEqual(['district', 'hundred-days']);
    expect(await list('cn/33/3307/330703/')).toEqual(['hundred-days']);
    expect(await list('cn/', null, 1)).toEqual(['district']);
    expect(await list('cn/', { start: '2026-10-01', id: 'district' })).toEqual(['hundred-days', 'beside']);
  });

  test('a list has those of a unit, and those above it, wherever they stand now', async () => {
    await ports.campaigns.save({ rev: null, campaign: aCampaign() });
    const district = aCampaign({ id: 'district', path: 'cn/33/3307/330702/', start: '2026-10-01' });
    await ports.campaigns.save({ rev: null, campaign: district });
    const list = async (path: string): Promise<readonly string[]> =>
      (await ports.campaigns.list(path, { after: null, limit: 9 })).map(({ id }) => id);
    expect(await list('cn/33/3399/330702/')).toEqual(['district']);
    expect(await list('cn/33/3399/330702/330702001/')).toEqual(['district']);
    expect(await list('cn/34/3307/')).toEqual(['district', 'hundred-days']);
    expect(await list('cn/33/3399/')).toEqual([]);
    expect(await list('')).toEqual(['district', 'hundred-days']);
  });

  test('what runs is what has a round that is not over', async () => {
    const planned = withRound(aCampaign(), { start: '2026-09-01', end: '2026-09-30', types: ['primary'] });
    if (!planned.ok) throw new Error(planned.reason);
    await ports.campaigns.save({ rev: null, campaign: aCampaign({ id: 'idle' }) });
    await ports.campaigns.save({ rev: null, campaign: planned.value });
    expect((await ports.campaigns.running()).map(({ campaign }) => campaign.id)).toEqual(['hundred-days']);
  });

  test('a unit is added to a register once, and what is known of it is kept', async () => {
    await ports.registers.add([entryOf('330702001'), entryOf('330702002')]);
    await visited('330702001', 'v1');
    await ports.registers.add([entryOf('330702001'), entryOf('330702003')]);
    expect((await loaded('330702001')).entry.visits).toEqual([visit('v1')]);
    expect(await ports.registers.coverage(key, '')).toEqual({ registered: 3, visited: 1, visits: 1 });
  });

  test('of two that write one visit each to the same unit one loses', async () => {
    await ports.registers.add([entryOf('330702001')]);
    const { rev, entry } = await loaded('330702001');
    expect(await ports.registers.save({ rev, entry: withVisit(entry, visit('v1')) })).toBe(true);
    expect(await ports.registers.save({ rev, entry: withVisit(entry, visit('v2')) })).toBe(false);
    const unknown = { rev: null, entry: entryOf('330702009', { isRegistered: false }) };
    expect([await ports.registers.save(unknown), await ports.registers.save(unknown)]).toEqual([true, false]);
  });

  test('coverage counts units of the register once and every visit, below a path; what is missing is listed', async () => {
    await ports.registers.add(['330702001', '330702002', '330702003', '330703001'].map((unit) => entryOf(unit)));
    await visited('330702001', 'v1', 'v2');
    await ports.registers.save({
      rev: null,
      entry: entryOf('330702009', { isRegistered: false, visits: [visit('v3')] }),
    });
    expect(await ports.registers.coverage(key, '')).toEqual({ registered: 4, visited: 1, visits: 3 });
    expect(await ports.registers.coverage(key, 'cn/33/3307/330703/')).toEqual({ registered: 1, visited: 0, visits: 0 });
    const missing = async (path: string, after: string, limit: number) =>
      (await ports.registers.missing(key, path, { after, limit })).map(({ orgUnit }) => orgUnit);
    expect(await missing('cn/33/3307/330702/', '', 9)).toEqual(['330702002', '330702003']);
    expect(await missing('', '330702002', 1)).toEqual(['330702003']);
  });

  test('the end of a round reaches every unit of it, and nobody has been told of them', async () => {
    await ports.registers.add([entryOf('330702001'), entryOf('330702002')]);
    await ports.registers.add([entryOf('330702001', { round: roundKey('hundred-days', 2) })]);
    expect(await ports.registers.untold(now + 1, 9)).toEqual([]);
    await ports.registers.end(key);
    const lines = await ports.registers.lines(['330702001', '330702002', 'nobody']);
    expect([...lines].map(([unit, some]) => [unit, some.map(({ isOver }) => isOver).sort()])).toEqual([
      ['330702001', [false, true]],
      ['330702002', [true]],
    ]);
    const untold = await ports.registers.untold(now + 1, 9);
    expect(untold.map(({ orgUnit, since }) => [orgUnit, since]).sort()).toEqual([
      ['330702001', '2026-09-01'],
      ['330702002', '2026-09-01'],
    ]);
    expect(await ports.registers.untold(now, 9)).toEqual([]);
    await visited('330702001', 'v1');
    await ports.registers.markTold(untold);
    expect((await ports.registers.untold(now + 1, 9)).map(({ orgUnit }) => orgUnit)).toEqual(['330702001']);
    expect((await loaded('330702001')).entry).toMatchObject({ isOver: true, visits: [{ ref: 'v1' }] });
  });

  test('everything can be taken out, as it stands', async () => {
    await ports.registers.add([entryOf('330702001'), entryOf('330702002')]);
    await visited('330702001', 'v1');
    await ports.registers.end(key);
    const found: RoundEntry[] = [];
    for await (const batch of ports.registers.all()) found.push(...batch);
    expect(found.map(({ orgUnit, isOver, visits }) => [orgUnit, isOver, visits.length]).sort()).toEqual([
      ['330702001', true, 1],
      ['330702002', true, 0],
    ]);
  });

  test('a span has the rounds that touch it, in a subtree', async () => {
    await ports.registers.add([entryOf('330702001'), entryOf('330703001')]);
    const during = async (within: string, from: string, to: string) =>
      (await ports.registers.during({ within, path: 'cn/' }, { from, to })).map(({ orgUnit }) => orgUnit);
    expect(await during('330702', '2026-09-30', '2026-10-31')).toEqual(['330702001']);
    expect(await during('3307', '2026-10-01', '2026-10-31')).toEqual([]);
    expect(await during('3307', '2026-08-01', '2026-09-01')).toHaveLength(2);
  });
}
