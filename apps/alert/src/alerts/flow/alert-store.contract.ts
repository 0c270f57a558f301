import { beforeEach, expect, test } from '@jest/globals';
import { alertId, type Episode, type Subject } from '../domain/alert.ts';
import type { AlertCommand } from '../domain/decide.ts';
import { aReading, hour, judge, met, minute, person, policy, school, tuesday } from '../domain/examples.ts';
import { advance } from './advance.ts';
import {
  keyOf,
  type AlertFilter,
  type AlertReader,
  type AlertRecord,
  type AlertStore,
  type PendingChanges,
} from './alert-store.ts';

export type AlertPorts = { readonly store: AlertStore; readonly reader: AlertReader; readonly pending: PendingChanges };

const everything: AlertFilter = {
  ...{
    within: 'cn',
    path: 'cn/',
    conditions: [],
    handlings: [],
    severities: [],
    indicator: '',
    assignee: '',
    overdueAt: 0,
  },
};
const wholeNation = { within: 'cn', path: '', dataset: '' };
const key = keyOf(school);

function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('nothing there');
  return value;
}

const neighbour = (place: string): Subject => ({
  ...school,
  orgUnit: place,
  path: `cn/33/3307/${place.slice(0, 6)}/${place}/`,
  pathNames: ['全国', '浙江省', '金华市', '演示区', '演示校'],
});

const breachOf = (subject: Subject, at: number = tuesday): AlertCommand => ({
  kind: 'judge',
  at,
  subject,
  reading: aReading(),
});

function advanced(record: AlertRecord, commands: readonly AlertCommand[]): AlertRecord {
  return commands.reduce((current, command) => {
    const handlingVersion = current.state.episode?.handlingVersion ?? 0;
    const next = advance(policy, current, command.kind === 'handle' ? { ...command, handlingVersion } : command);
    if (!next.ok) throw new Error(next.reason.reason);
    return next.value;
  }, record);
}

/** Every rule the ports of alerts keep, whatever stands behind them. `now` is the clock the ports were made with. */
export function describeAlertPorts(make: () => Promise<AlertPorts>, now: number): void {
  let ports: AlertPorts;
  const loaded = async (name = key): Promise<AlertRecord> => must((await ports.store.load([name]))[0]);
  const written = async (commands: readonly AlertCommand[], name = key): Promise<AlertRecord> =>
    must((await ports.store.save([advanced(await loaded(name), commands)])).saved[0]);
  const idsOf = (episodes: readonly Episode[]): readonly string[] => episodes.map(alertId);
  const twoEpisodes = [
    judge(),
    judge({ ...met, version: 2 }),
    person('close', { note: '已复盘' }),
    judge({ version: 3 }, tuesday + 9 * hour),
  ];

  beforeEach(async () => {
    ports = await make();
  });

  test('what was never written is empty, in the order asked for', async () => {
    await written([judge()]);
    const records = await ports.store.load(['x|y', key]);
    expect(records.map(({ key: name, rev }) => [name, rev === null])).toEqual([
      ['x|y', true],
      [key, false],
    ]);
  });

  test('what was written is read back field by field', async () => {
    const record = await written([judge(), person('submit'), judge({ ...met, version: 2 })].slice(0, 1));
    expect(await loaded()).toMatchObject({
      rev: record.rev,
      state: record.state,
      outbox: record.outbox,
      pending: record.pending,
      former: null,
    });
  });

  test('a quiet reading is remembered although nothing is open', async () => {
    await written([judge(met)]);
    expect((await loaded()).state).toMatchObject({ episode: null, readings: [{ verdict: 'met', version: 1 }] });
  });

  test('of two first writers one loses', async () => {
    const record = advanced(await loaded(), [judge()]);
    expect((await ports.store.save([record])).lost).toEqual([]);
    expect(await ports.store.save([record])).toEqual({ saved: [], lost: [key] });
  });

  test('of two later writers one loses, and only its own keys', async () => {
    await written([judge()]);
    const stale = await loaded();
    await written([judge({ version: 2, numerator: 1 })]);
    const other = advanced(await loaded('330703001|guard-rate'), [breachOf(neighbour('330703001'))]);
    const { saved, lost } = await ports.store.save([advanced(stale, [person('acknowledge')]), other]);
    expect([saved.map((record) => record.key), lost]).toEqual([['330703001|guard-rate'], [key]]);
    expect((await loaded()).state.episode).toMatchObject({ handling: 'new', version: 2 });
  });

  test('an outbox stands until it is cleared', async () => {
    const record = await written([judge()]);
    expect((await ports.store.unpublished(now + 1, 10)).records.map(({ outbox }) => outbox)).toEqual([
      [{ version: 1, kind: 'opened' }],
    ]);
    expect((await ports.store.unpublished(now, 10)).records).toEqual([]);
    await ports.store.clearOutbox([record]);
    expect((await ports.store.unpublished(now + 1, 10)).records).toEqual([]);
    expect((await loaded()).outbox).toEqual([]);
  });

  test('what a crash left unpublished is cleared when it has been published', async () => {
    await written([judge()]);
    await (await ports.store.unpublished(now + 1, 10)).clear();
    expect((await ports.store.unpublished(now + 1, 10)).records).toEqual([]);
  });

  test('what was told is not told again with what comes later', async () => {
    const first = await written([judge()]);
    await ports.store.clearOutbox([first]);
    await ports.pending.remove(first.pending);
    const { outbox, pending } = await written([judge({ ...met, version: 2 })]);
    expect([...outbox, ...pending].map(({ kind }) => kind)).toEqual(['resolved', 'resolved']);
  });

  test('what a loser would have told is not waited for', async () => {
    const stale = await loaded();
    const first = await written([judge()]);
    expect((await ports.store.save([advanced(stale, [judge()])])).saved).toEqual([]);
    await ports.store.clearOutbox([first]);
    await ports.pending.remove(first.pending);
    expect((await ports.store.unpublished(now + 1, 10)).records).toEqual([]);
    expect(await ports.pending.standingSince(now + 1, 10)).toEqual([]);
  });

  test('what somebody wrote since is not cleared away', async () => {
    const record = await written([judge()]);
    await written([person('acknowledge')]);
    await ports.store.clearOutbox([record]);
    expect((await loaded()).outbox.map(({ kind }) => kind)).toEqual(['opened', 'acknowledged']);
  });

  test('clearing the outbox does not make a writer lose', async () => {
    const record = await written([judge()]);
    const read = await loaded();
    await ports.store.clearOutbox([record]);
    expect((await ports.store.save([advanced(read, [person('acknowledge')])])).lost).toEqual([]);
  });

  test('clocks that ran out are found until they are escalated', async () => {
    await written([judge()]);
    expect(await ports.store.due(tuesday + 4 * hour, 10)).toEqual([]);
    expect(await ports.store.due(tuesday + 4 * hour + 1, 10)).toHaveLength(1);
    await written([{ kind: 'escalate', at: tuesday + 5 * hour }]);
    expect(await ports.store.due(tuesday + 6 * hour, 10)).toEqual([]);
    expect(await ports.store.due(tuesday + 25 * hour, 10)).toHaveLength(1);
  });

  test('pending changes stand until they are removed, each by itself', async () => {
    await written([judge(), judge({ ...met, version: 2 })]);
    const [opened, resolved] = await ports.pending.standingSince(now + 1, 10);
    expect([opened?.kind, resolved?.kind]).toEqual(['opened', 'resolved']);
    expect(await ports.pending.standingSince(now, 10)).toEqual([]);
    await ports.pending.remove([must(opened)]);
    expect((await ports.pending.standingSince(now + 1, 10)).map(({ kind }) => kind)).toEqual(['resolved']);
    await ports.pending.remove([must(resolved)]);
    expect(await ports.pending.standingSince(now + 1, 10)).toEqual([]);
  });

  test('removing pending changes does not make a writer lose', async () => {
    const { pending } = await written([judge()]);
    const read = await loaded();
    await ports.pending.remove(pending);
    expect((await ports.store.save([advanced(read, [person('acknowledge')])])).lost).toEqual([]);
  });

  test('an earlier episode is kept when the next replaces it', async () => {
    const record = await written(twoEpisodes);
    expect(record.former).toMatchObject({ number: 1, handling: 'closed' });
    expect(await ports.reader.find(`${school.orgUnit}:guard-rate:1`)).toMatchObject({
      number: 1,
      handling: 'closed',
      endedBecause: 'corrected',
    });
    expect(await ports.reader.find(`${school.orgUnit}:guard-rate:2`)).toMatchObject({ number: 2, handling: 'new' });
    expect(await ports.reader.find(`${school.orgUnit}:guard-rate:3`)).toBeNull();
    expect(await ports.reader.find('nonsense')).toBeNull();
    await ports.store.clearOutbox([record]);
    expect((await loaded()).former).toBeNull();
  });

  test('a list is newest first, earlier episodes among them, page by page, without timelines', async () => {
    await written(twoEpisodes);
    await written([breachOf(neighbour('330703001'), tuesday + hour)], '330703001|guard-rate');
    await written([breachOf(neighbour('330703002'), tuesday + hour)], '330703002|guard-rate');
    const expected = [
      '330702001-01:guard-rate:2',
      '330703002:guard-rate:1',
      '330703001:guard-rate:1',
      '330702001-01:guard-rate:1',
    ];
    const whole = await ports.reader.list(everything, { after: null, limit: 10 });
    expect(idsOf(whole)).toEqual(expected);
    expect(whole.map(({ timeline }) => timeline)).toEqual([[], [], [], []]);
    const first = await ports.reader.list(everything, { after: null, limit: 2 });
    const last = must(first[1]);
    const second = await ports.reader.list(everything, {
      after: { openedAt: last.openedAt, id: alertId(last) },
      limit: 2,
    });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(expected);
  });

  test('an old alert is on the list as well', async () => {
    await written([breachOf(school, tuesday - 400 * 24 * hour)]);
    expect(await ports.reader.list(everything, { after: null, limit: 10 })).toHaveLength(1);
  });

  test.each<[string, Partial<AlertFilter>, number]>([
    ['its own district', { within: '330702' }, 1],
    ['another district', { within: '330703' }, 0],
    ['a district whose name begins alike', { within: '33070' }, 0],
    ['a path it does not lie below', { path: 'cn/33/3307/330703/' }, 0],
    ['its district, which stands elsewhere by now', { path: 'cn/33/3399/330702/' }, 1],
    ['its condition', { conditions: ['firing', 'no-data'] }, 1],
    ['another condition', { conditions: ['resolved'] }, 0],
    ['its handling', { handlings: ['assigned'] }, 1],
    ['another handling', { handlings: ['new', 'closed'] }, 0],
    ['its severity', { severities: ['critical'] }, 1],
    ['another severity', { severities: ['notice'] }, 0],
    ['its indicator', { indicator: 'guard-rate' }, 1],
    ['another indicator', { indicator: 'alarm-rate' }, 0],
    ['its assignee', { assignee: '演示老师' }, 1],
    ['another assignee', { assignee: '别人' }, 0],
    ['overdue in time', { overdueAt: tuesday + hour }, 0],
    ['overdue after the deadline', { overdueAt: tuesday + 25 * hour }, 1],
  ])('a list asks for %s', async (_, filter, expected) => {
    await written([judge(), person('assign', { assignee: '演示老师' })]);
    expect(await ports.reader.list({ ...everything, ...filter }, { after: null, limit: 10 })).toHaveLength(expected);
  });

  test('a span finds what can count in it', async () => {
    await written(twoEpisodes);
    const span = { from: tuesday, to: tuesday + 24 * hour };
    expect(await ports.reader.during(wholeNation, span)).toHaveLength(2);
    expect(await ports.reader.during({ ...wholeNation, dataset: 'safety-monthly' }, span)).toHaveLength(2);
    expect(await ports.reader.during({ ...wholeNation, dataset: 'canteen-monthly' }, span)).toEqual([]);
    expect(await ports.reader.during({ ...wholeNation, path: 'cn/33/3308/' }, span)).toEqual([]);
    expect(await ports.reader.during({ ...wholeNation, path: 'cn/44/3307/' }, span)).not.toEqual([]);
    expect(await ports.reader.during(wholeNation, { from: 0, to: tuesday })).toEqual([]);
    expect((await ports.reader.during(wholeNation, span))[0]?.timeline.length).toBeGreaterThan(0);
  });

  test('everything can be taken out, each episode once', async () => {
    await written([...twoEpisodes, judge({ version: 4, numerator: 1 }, tuesday + 9 * hour + minute)]);
    await written([judge(met)], 'x|y');
    const ids: string[] = [];
    for await (const batch of ports.reader.all()) ids.push(...idsOf(batch));
    expect(ids.sort()).toEqual(['330702001-01:guard-rate:1', '330702001-01:guard-rate:2']);
  });
}
