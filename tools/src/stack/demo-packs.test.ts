import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { homeAt, openHome, type Home } from '../home/home.ts';
import { demoDueAt, demoDueOf, withDemoDue, writeDemoPacks } from './demo-packs.ts';
import { productPacksDir } from './services.ts';

describe('what the demonstration owes', () => {
  let home: Home;

  beforeEach(() => {
    home = homeAt(mkdtempSync(join(tmpdir(), 'demo-packs-')));
    openHome(home, false);
  });
  afterEach(() => rmSync(home.dir, { recursive: true }));

  it.each([
    ['2026-11-30T05:18:40Z', { days: 30, at: '13:20', validFrom: '2026-10-01' }],
    ['2026-11-30T15:59:30Z', { days: 1, at: '00:00', validFrom: '2026-11-01' }],
    ['2027-01-01T04:00:00Z', { days: 1, at: '12:01', validFrom: '2026-12-01' }],
  ])('is the month before, at the next minute that leaves time to load it: %s', (now, expected) => {
    expect(demoDueAt(new Date(now), 30_000)).toEqual(expected);
  });

  it('is the dataset that is loaded and no other', () => {
    const due = demoDueAt(new Date('2026-11-30T05:18:40Z'), 30_000);
    writeDemoPacks(productPacksDir, home, due);
    expect(readdirSync(home.demoPacksDir)).toEqual(readdirSync(productPacksDir));
    const owed = readdirSync(home.demoPacksDir).flatMap((name) =>
      readFileSync(join(home.demoPacksDir, name), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('    due:'))
        .map((line) => [name, line.trim()]),
    );
    expect(owed).toEqual([
      [
        'campus-safety.yaml',
        "due: { days: 30, at: '13:20', remind_before: [3], remind_after: [1, 3], valid_from: 2026-10-01 }",
      ],
    ]);
  });

  it('leaves the due days of targets alone', () => {
    const target = 'pack: canteen\n      - comparator: zero\n        due: 2023-12-31\n';
    expect(withDemoDue(target, demoDueAt(new Date(0), 0))).toBe(target);
  });

  it('stays what it was at the first start, and is nothing where no demonstration was asked for', () => {
    const first = new Date('2026-11-30T05:18:40Z');
    expect(demoDueOf(home, false, first)).toBeUndefined();
    const due = demoDueOf(home, true, first);
    expect(due).toEqual(demoDueAt(first, 30_000));
    expect(demoDueOf(home, false, new Date('2027-02-01T00:00:00Z'))).toEqual(due);
    openHome(home, true);
    writeFileSync(home.demoMark, 'loaded before there were due times');
    expect(demoDueOf(home, true, first)).toBeUndefined();
  });
});
