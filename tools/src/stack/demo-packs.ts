import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writePrivate, type Home } from '../home/home.ts';

/** When the schools of the demonstration owe a month: so many days after its end, at an o'clock of Shanghai. */
export type DemoDue = { readonly days: number; readonly at: string; readonly validFrom: string };

const minuteMs = 60_000;
const dueBlock = /^ {4}due:\s*\{[^}]*\}\n/gm;

/**
 * The rule by which the month before falls due at the first full minute that is `leadMs` away: what is loaded until
 * then is in time, who is never heard of is missing a moment later, and of no older month is anything owed.
 */
export function demoDueAt(now: Date, leadMs: number): DemoDue {
  const due = new Date(Math.ceil((now.getTime() + leadMs) / minuteMs) * minuteMs);
  const [day = '', at = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(due)
    .split(' ');
  const month = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() - 1);
  return { days: Number(day.slice(8)), at, validFrom: month.toISOString().slice(0, 10) };
}

/** A pack with the rule of the demonstration; of other datasets nothing is loaded, so nothing is due. */
export function withDemoDue(pack: string, { days, at, validFrom }: DemoDue): string {
  const rule = `{ days: ${String(days)}, at: '${at}', remind_before: [3], remind_after: [1, 3], valid_from: ${validFrom} }`;
  return pack.startsWith('pack: campus-safety\n') || pack.includes('\npack: campus-safety\n')
    ? pack.replaceAll(dueBlock, `    due: ${rule}\n`)
    : pack.replaceAll(dueBlock, '');
}

/** The rule of a home: kept as it was when the demonstration was first loaded; none where it never is. */
export function demoDueOf(home: Home, wanted: boolean, now: Date = new Date()): DemoDue | undefined {
  const kept = readJson<DemoDue>(home.demoDueFile);
  if (kept !== undefined || !wanted || existsSync(home.demoMark)) return kept;
  const due = demoDueAt(now, 30_000);
  writePrivate(home.demoDueFile, due);
  return due;
}

/** Writes the product's packs with the rule of the demonstration into the home, anew at each start. */
export function writeDemoPacks(packsDir: string, home: Home, due: DemoDue): string {
  rmSync(home.demoPacksDir, { recursive: true, force: true });
  cpSync(packsDir, home.demoPacksDir, { recursive: true });
  for (const name of readdirSync(home.demoPacksDir).filter((file) => file.endsWith('.yaml'))) {
    const file = join(home.demoPacksDir, name);
    writeFileSync(file, withDemoDue(readFileSync(file, 'utf8'), due));
  }
  return home.demoPacksDir;
}
