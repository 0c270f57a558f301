import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './stack.ts';

const minuteMs = 60_000;
const shanghaiOffsetMs = 8 * 3_600_000;
const fileIn = (dir: string): string => join(dir, 'campus-safety.yaml');

/** Changes the pack of campus safety in the home of a stack; each text must be there. */
export function changePack(dir: string, changes: readonly (readonly [before: string | RegExp, after: string])[]): void {
  const text = changes.reduce(
    (pack, [before, after]) => {
      const changed = pack.replace(before, after);
      if (changed === pack) throw new Error(`not in the pack: ${String(before)}`);
      return changed;
    },
    readFileSync(fileIn(dir), 'utf8'),
  );
  writeFileSync(fileIn(dir), text);
}

/** The next full minute that leaves time to do something before it, Unix milliseconds. */
export const minuteAfter = (leadMs: number): number => Math.ceil((Date.now() + leadMs) / minuteMs) * minuteMs;

/**
 * Puts the product's packs into a home, where campus safety of the month before falls due at an instant, and nothing older. At the same
 * instant those are reminded of this month who have not reported it.
 */
export function packsDueAt(home: string, dueAt: number): void {
  const local = new Date(dueAt + shanghaiOffsetMs);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const from = new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const at = local.toISOString().slice(11, 16);
  const rule = `{ days: ${String(day)}, at: '${at}', remind_before: [${String(daysOfMonth)}], valid_from: ${from} }`;
  const dir = join(home, 'packs');
  cpSync(join(rootDir, 'packs'), dir, { recursive: true });
  changePack(dir, [[/^ {4}due:\s*\{[^}]*\}\n/m, `    due: ${rule}\n`]]);
}
