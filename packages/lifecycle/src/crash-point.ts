import { existsSync, unlinkSync } from 'node:fs';

let armed: { readonly name: string; readonly onceFile: string } | undefined;

/** Arms one named crash point: the process kills itself there, once, while `onceFile` exists. For fault tests only. */
export function armCrashPoint(name: string | undefined, onceFile: string | undefined): void {
  armed = name === undefined || onceFile === undefined ? undefined : { name, onceFile };
}

/** A named place between two effects. Ends the process as kill -9 would when this place is armed; else costs nothing. */
export function crashPoint(name: string): void {
  if (armed?.name !== name || !existsSync(armed.onceFile)) return;
  unlinkSync(armed.onceFile);
  process.kill(process.pid, 'SIGKILL');
}
