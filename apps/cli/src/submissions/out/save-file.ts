import { writeFile } from 'node:fs/promises';
import { err, ok, type Result } from '@xiaomai/kernel';

/** Writes a file, or says why that cannot be done. */
export async function saveFile(name: string, bytes: Uint8Array): Promise<Result<undefined, string>> {
  try {
    await writeFile(name, bytes);
    return ok(undefined);
  } catch (error) {
    return err((error as NodeJS.ErrnoException).message);
  }
}
