import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Records in the order of their arrival, kept in a file so that they outlive the process. */
export type Journal<T> = {
  /** Returns after the record is with the operating system. */
  readonly append: (record: T) => void;
  readonly all: () => readonly T[];
};

const mostKept = 10_000;

function readLines<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1); // what follows the last line end was cut off by a crash
  return whole.slice(-mostKept).map((line) => JSON.parse(line) as T);
}

/** Opens a journal with what it held before. In memory only the newest 10,000 records are kept. */
export function openJournal<T>(file: string): Journal<T> {
  mkdirSync(dirname(file), { recursive: true });
  const records = readLines<T>(file);
  return {
    append: (record) => {
      appendFileSync(file, `${JSON.stringify(record)}\n`);
      records.push(record);
      if (records.length > mostKept) records.shift();
    },
    all: () => records,
  };
}
