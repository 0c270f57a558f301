import type { BinaryReader } from '@bufbuild/protobuf/wire';
import { textReader } from './text-reader.ts';

/** Whose rollup it is. */
export type RollupHead = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly path: string;
};

const rollupField = 1;
const names = new Map<number, keyof RollupHead>([
  [1, 'orgUnit'],
  [2, 'dataset'],
  [3, 'period'],
  [5, 'path'],
]);
const lastField = 5;

function headIn(reader: BinaryReader, end: number): RollupHead {
  const head = { orgUnit: '', dataset: '', period: '', path: '' };
  while (reader.pos < end) {
    const tag = reader.uint32();
    const name = names.get(tag >>> 3);
    if (name !== undefined) head[name] = reader.string();
    else if (tag >>> 3 > lastField)
      return head; // written in the order of their numbers
    else reader.skip(tag & 7);
  }
  return head;
}

/** Whose rollup the bytes of a RollupChanged tell, from its first fields alone: the many figures behind them are not read. Undefined: there is none in it. */
export function rollupHead(bytes: Uint8Array): RollupHead | undefined {
  const reader = textReader(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === rollupField) return headIn(reader, reader.uint32() + reader.pos);
    reader.skip(tag & 7);
  }
  return undefined;
}
