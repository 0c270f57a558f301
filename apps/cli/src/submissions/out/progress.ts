import { SingleBar } from 'cli-progress';

/** How far a push is; silent when nobody watches. */
export type Progress = { readonly advance: (bytes: number) => void; readonly stop: () => void };

const silent: Progress = { advance: () => undefined, stop: () => undefined };

/** A bar on the standard error, where that is a terminal and the size is known. */
export function createProgress(totalBytes: number): Progress {
  if (!process.stderr.isTTY || totalBytes === 0) return silent;
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {duration_formatted}',
    hideCursor: true,
    clearOnComplete: false,
  });
  bar.start(totalBytes, 0);
  return { advance: (bytes) => bar.increment(bytes), stop: () => bar.stop() };
}
