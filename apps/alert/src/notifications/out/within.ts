/** Runs what can be stopped by a signal, and stops it after so many milliseconds. No timer outlives it. */
export async function within<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const late = setTimeout(() => {
    abort.abort(new Error(`no answer within ${String(timeoutMs)} ms`));
  }, timeoutMs);
  try {
    return await work(abort.signal);
  } finally {
    clearTimeout(late);
  }
}
