import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const minuteMs = 60_000;
const dueBlock = /^ {4}due:\s*\{[^}]*\}\n/gm;
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

/** Copies packs without the due rules of their datasets: what a story does not push is owed on no day of any year. */
export function packsWithoutDue(from: string, dir: string): void {
  cpSync(from, dir, { recursive: true });
  for (const name of readdirSync(dir).filter((file) => file.endsWith('.yaml'))) {
    const file = join(dir, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(dueBlock, ''));
  }
}
