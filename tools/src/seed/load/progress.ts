import { Presets, SingleBar } from 'cli-progress';

/** Shows how far the load is. */
export type Progress = {
  readonly start: (label: string, total: number) => void;
  readonly advance: (count: number) => void;
  readonly finish: (note: string) => void;
};

function barProgress(stream: NodeJS.WriteStream): Progress {
  const format = '{label} |{bar}| {value}/{total} · {duration_formatted} {note}';
  const bar = new SingleBar({ format, stream, hideCursor: true, linewrap: false }, Presets.shades_classic);
  return {
    start: (label, total) => {
      bar.start(total, 0, { label, note: '' });
    },
    advance: (count) => {
      bar.increment(count);
    },
    finish: (note) => {
      bar.update({ note });
      bar.stop();
    },
  };
}

function lineProgress(stream: NodeJS.WritableStream, nowMs: () => number): Progress {
  let label = '';
  let done = 0;
  let total = 0;
  let startedMs = 0;
  return {
    start: (newLabel, newTotal) => {
      [label, done, total, startedMs] = [newLabel, 0, newTotal, nowMs()];
    },
    advance: (count) => {
      done += count;
    },
    finish: (note) => {
      const seconds = ((nowMs() - startedMs) / 1_000).toFixed(1);
      stream.write(`${label} ${done}/${total} · ${seconds}s ${note}\n`);
    },
  };
}

/** A bar on a terminal, a line per step elsewhere. */
export const progressOn = (stream: NodeJS.WriteStream): Progress =>
  stream.isTTY ? barProgress(stream) : lineProgress(stream, () => performance.now());
