import { beforeEach, expect, test } from '@jest/globals';
import type { HazardCommand } from '../domain/decide.ts';
import { fallDue, major, person, policy, report, school, today } from '../domain/examples.ts';
import type { Hazard, HazardSubject } from '../domain/hazard.ts';
import { advance } from './advance.ts';
import {
  lineOf,
  type HazardFilter,
  type HazardReader,
  type HazardRecord,
  type HazardStore,
  type NumberBook,
} from './hazard-store.ts';

export type HazardPorts = { readonly store: HazardStore; readonly reader: HazardReader; readonly book: NumberBook };

const everything: HazardFilter = {
  ...{ within: 'cn', path: 'cn/', states: [], classes: [], severities: [], overdueOn: '', campaign: '' },
  isReopened: false,
};
const first = '330702001-01-2026-0001';

function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('nothing there');
  return value;
}

const neighbour: HazardSubject = { ...school, orgUnit: '330703001', path: 'cn/33/3307/330703/330703001/' };

function advanced(record: HazardRecord, commands: readonly HazardCommand[]): HazardRecord {
  return commands.reduce((current, command) => {
    const seen = current.hazard?.handlingVersion ?? 0;
    const next = advance(policy, current, command.kind === 'handle' ? { ...command, handlingVersion: seen } : command);
    if (!next.ok) throw new Error(next.reason.reason);
    return next.value;
  }, record);
}

/** Every rule the ports of hazards keep, whatever stands behind them. `now` is the clock the ports were made with. */
export function describeHazardPorts(make: () => Promise<HazardPorts>, now: number): void {
  let ports: HazardPorts;
  const loaded = async (number = first): Promise<HazardRecord> => must((await ports.store.load([number]))[0]);
  const written = async (commands: readonly HazardCommand[], number = first): Promise<HazardRecord> =>
    must((await ports.store.save([advanced(await loaded(number), commands)])).saved[0]);
  const registered = (number: string, foundOn: string, subject = school): Promise<HazardRecord> =>
    written([report({ number, foundOn, subject })], number);
  const numbersOf = (hazards: readonly Hazard[]): readonly string[] => hazards.map(({ number }) => number);

  beforeEach(async () => {
    ports = await make();
  });

  test('what was never written is empty, in the order asked for', async () => {
    await written([report()]);
    const records = await ports.store.load(['x-2026-0001', first]);
    expect(records.map(({ number, rev }) => [number, rev === null])).toEqual([
      ['x-2026-0001', true],
      [first, false],
    ]);
  });

  test('what was written is read back field by field', async () => {
    const record = await written([report(), person('rectify'), fallDue('2026-12-01')]);
    expect(await loaded()).toMatchObject({ rev: record.rev, hazard: record.hazard, isUntold: true });
    expect(await ports.reader.find(first)).toEqual(record.hazard);
    expect(await ports.reader.find('x-2026-0001')).toBeNull();
  });

  test('of two first writers one loses', async () => {
    const record = advanced(await loaded(), [report()]);
    expect((await ports.store.save([record])).lost).toEqual([]);
    expect(await ports.store.save([record])).toEqual({ saved: [], lost: [first] });
  });

  test('of two later writers one loses, and only its own numbers', async () => {
    await written([report()]);
    const stale = await loaded();
    await written([person('rectify')]);
    const other = advanced(await loaded('330703001-2026-0001'), [report({ number: '330703001-2026-0001' })]);
    const { saved, lost } = await ports.store.save([advanced(stale, [person('comment')]), other]);
    expect([saved.map(({ number }) => number), lost]).toEqual([['330703001-2026-0001'], [first]]);
    expect((await loaded()).hazard).toMatchObject({ state: 'rectified', version: 2 });
  });

  test('what nobody has been told of stands until it is told, and not what was written since', async () => {
    const record = await written([report()]);
    expect((await ports.store.untold(now + 1, 10)).map(({ number }) => number)).toEqual([first]);
    expect(await ports.store.untold(now, 10)).toEqual([]);
    const newer = await written([person('comment')]);
    await ports.store.markTold([record]);
    expect(await ports.store.untold(now + 1, 10)).toHaveLength(1);
    await ports.store.markTold([newer]);
    expect(await ports.store.untold(now + 1, 10)).toEqual([]);
    expect((await ports.store.save([advanced(newer, [person('comment')])])).lost).toEqual([]);
  });

  test('what is past its due day is found until it is marked or put right', async () => {
    await written([report()]);
    expect(await ports.store.pastDue('2026-11-30', 10)).toEqual([]);
    expect(await ports.store.pastDue('2026-12-01', 10)).toHaveLength(1);
    await written([fallDue('2026-12-01')]);
    expect(await ports.store.pastDue('2026-12-01', 10)).toEqual([]);
    await written([person('rectify'), person('return')]);
    expect(await ports.store.pastDue('2026-12-01', 10)).toHaveLength(1);
    await written([person('rectify')]);
    expect(await ports.store.pastDue('2026-12-01', 10)).toEqual([]);
  });

  test('a reference has one number for ever; numbers of a year follow each other without a gap', async () => {
    const wanted = ['a', 'b', 'a'].map((ref) => ({ ref, year: '2026' }));
    const numbers = await ports.book.numbersOf('s-1', wanted);
    expect([numbers.get('a'), numbers.get('b')]).toEqual(['s-1-2026-0001', 's-1-2026-0002']);
    const again = await ports.book.numbersOf('s-1', [
      { ref: 'b', year: '2027' },
      { ref: 'c.$d', year: '2026' },
      { ref: 'e', year: '2027' },
    ]);
    expect([again.get('b'), again.get('c.$d'), again.get('e')]).toEqual([
      's-1-2026-0002',
      's-1-2026-0003',
      's-1-2027-0001',
    ]);
    expect((await ports.book.numbersOf('s-2', wanted)).get('a')).toBe('s-2-2026-0001');
  });

  test('twenty that want numbers at the same time get twenty', async () => {
    const refs = Array.from({ length: 20 }, (_, n) => `r${n}`);
    const given = await Promise.all(
      refs.map(async (ref) => (await ports.book.numbersOf('s-1', [{ ref, year: '2026' }])).get(ref)),
    );
    expect(given.toSorted()).toEqual(refs.map((_, n) => `s-1-2026-${String(n + 1).padStart(4, '0')}`));
  });

  test('a list is newest found first, page by page, without timelines', async () => {
    await registered('330702001-01-2025-0001', '2025-01-05');
    await registered('330702001-01-2026-0001', '2026-11-24');
    await registered('330702001-01-2026-0002', '2026-11-24');
    await registered('330702001-01-2026-0003', '2026-08-01');
    const expected = ['2026-0002', '2026-0001', '2026-0003', '2025-0001'].map((end) => `330702001-01-${end}`);
    const whole = await ports.reader.list(everything, { after: null, limit: 10 });
    expect(numbersOf(whole)).toEqual(expected);
    expect(whole.map(({ timeline }) => timeline)).toEqual([[], [], [], []]);
    const page = await ports.reader.list(everything, { after: null, limit: 1 });
    const { foundOn, number } = must(page[0]);
    const rest = await ports.reader.list(everything, { after: { foundOn, number }, limit: 10 });
    expect([...numbersOf(page), ...numbersOf(rest)]).toEqual(expected);
  });

  test.each<[string, Partial<HazardFilter>, number]>([
    ['its own district', { within: '330702' }, 1],
    ['another district', { within: '330703' }, 0],
    ['a district whose name begins alike', { within: '33070' }, 0],
    ['a path it does not lie below', { path: 'cn/33/3307/330703/' }, 0],
    ['its district, which stands elsewhere by now', { path: 'cn/33/3399/330702/' }, 1],
    ['its state', { states: ['open', 'rectified'] }, 1],
    ['another state', { states: ['struck-off'] }, 0],
    ['its class', { classes: ['fire'] }, 1],
    ['another class', { classes: ['food'] }, 0],
    ['its severity', { severities: ['major'] }, 1],
    ['another severity', { severities: ['general'] }, 0],
    ['overdue in time', { overdueOn: '2026-11-30' }, 0],
    ['overdue after its due day', { overdueOn: '2026-12-01' }, 1],
    ['its campaign', { campaign: 'hundred-days' }, 1],
    ['a campaign whose name begins alike', { campaign: 'hundred' }, 0],
    ['what was reopened', { isReopened: true }, 0],
  ])('a list asks for %s', async (_, filter, expected) => {
    await written([report({ ...major, round: 'hundred-days|2' })]);
    expect(await ports.reader.list({ ...everything, ...filter }, { after: null, limit: 10 })).toHaveLength(expected);
  });

  test('the ledgers of org units hold what counts of each hazard', async () => {
    const { hazard } = await written([report(), person('rectify')]);
    await registered('330703001-2026-0001', today, neighbour);
    const ledgers = await ports.reader.ledgers([school.orgUnit, 'nobody']);
    expect([...ledgers]).toEqual([[school.orgUnit, [lineOf(must(hazard))]]]);
  });

  test('a scope counts what was found in it, and what came before and is on the ledger still', async () => {
    await written([report({ foundOn: '2026-10-01' })]);
    const second = '330702001-01-2026-0002';
    await written([report({ number: second, foundOn: '2026-10-02' }), person('rectify'), person('strike-off')], second);
    await registered('330702001-01-2026-0003', '2026-11-24');
    await registered('330703001-2026-0001', '2026-11-24', neighbour);
    const scope = { within: '330702', path: 'cn/33/', from: '2026-11-01', to: '2026-11-30' };
    const found: string[] = [];
    for await (const lines of ports.reader.linesIn(scope)) found.push(...lines.map(({ number }) => number));
    expect(found.sort()).toEqual([first, '330702001-01-2026-0003']);
  });

  test('everything can be taken out, with timelines', async () => {
    const record = await written([report(), person('rectify')]);
    const all: Hazard[] = [];
    for await (const batch of ports.reader.all()) all.push(...batch);
    expect(all).toEqual([record.hazard]);
  });
}
