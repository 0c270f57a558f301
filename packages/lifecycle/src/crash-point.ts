import { readFileSync, unlinkSync } from 'node:fs';

let armed: { readonly name: string; readonly onceFile: string } | undefined;

const anyName = '*';

/** Arms a named crash point: the process kills itself there, once, while `onceFile` exists. The name `*` arms every point:
 *  then the text of `onceFile` names the one. For fault tests only. */
export function armCrashPoint(name: string | undefined, onceFile: string | undefined): void {
  armed = name === undefined || onceFile === undefined ? undefined : { name, onceFile };
}

function wanted(onceFile: string): string | undefined {
  try {
    return readFileSync(onceFile, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** A named place between two effects. Ends the process as kill -9 would when this place is armed; else costs nothing. */
export function crashPoint(name: string): void {
  if (armed === undefined || (armed.name !== name && armed.name !== anyName)) return;
  const text = wanted(armed.onceFile);
  if (text === undefined || (armed.name === anyName && text !== name)) return;
  unlinkSync(armed.onceFile);
  process.kill(process.pid, 'SIGKILL');
}
