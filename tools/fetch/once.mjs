import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const readOr = (path, otherwise) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
};

/** A lock whose owner is gone is taken away, so that an interrupted run never blocks the next one. */
function clearStale(lock) {
  const owner = Number(readOr(join(lock, 'pid'), '0'));
  const ageMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const abandoned = owner === 0 ? ageMs > 5000 : !isAlive(owner);
  if (abandoned) rmSync(lock, { recursive: true, force: true });
}

function take(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    clearStale(lock);
    return false;
  }
}

/**
 * Makes `target` once on this machine. Whoever comes second waits for the first and hears its progress.
 * `make(say)` must let `target` appear only when it is complete.
 */
export async function once(target, make, say) {
  const lock = `${target}.lock`;
  const news = join(lock, 'progress');
  mkdirSync(dirname(target), { recursive: true });
  for (let heard = ''; !existsSync(target); await delay(200)) {
    if (!take(lock)) {
      const text = readOr(news, heard);
      if (text !== heard) say(text);
      heard = text;
      continue;
    }
    try {
      if (!existsSync(target)) await make((text) => (writeFileSync(news, text), say(text)));
      return;
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}
