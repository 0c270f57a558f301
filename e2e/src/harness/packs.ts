import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './stack.ts';

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

/** Puts the product's packs into a home. */
export function productPacks(home: string): void {
  cpSync(join(rootDir, 'packs'), join(home, 'packs'), { recursive: true });
}
