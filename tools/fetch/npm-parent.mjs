import { readFileSync } from 'node:fs';

const everyMs = 300;

/** The parent of a process, where the system tells it in a file; 0 elsewhere. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;

/**
 * Calls back when npm, or the shell between npm and this process, is gone. npm passes a signal to that shell, which
 * dies of it and passes nothing on. Without npm nothing is watched: a started stack may outlive the shell it came from.
 */
export function whenNpmIsGone(callBack) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    callBack();
  }, everyMs);
  watch.unref();
}
