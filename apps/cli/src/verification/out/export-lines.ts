import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Api } from '../../api/api.ts';
import { splitLines } from '../../api/lines.ts';
import type { ReadExport } from './read-exports.ts';

/** The exports of the gateway; an administrator's token is needed. */
export const gatewayLines =
  (api: Api): ReadExport =>
  (name) =>
    api.readLines(`/admin/export/${name}`);

/** Exports that were saved before, a file each: `submissions.ndjson` and so on. */
export const fileLines = (folder: string): ReadExport =>
  async function* (name) {
    for await (const line of splitLines(createReadStream(path.join(folder, `${name}.ndjson`)))) {
      if (line !== '') yield JSON.parse(line) as unknown;
    }
  };
