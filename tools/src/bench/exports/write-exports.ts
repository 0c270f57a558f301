import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  alertLines,
  catalogueLines,
  orgUnitLines,
  scorecardLine,
  submissionLines,
  type Extent,
  type Line,
} from './province.ts';
import { rollupLines } from './rollups.ts';

const linesAtOnce = 500;

function* pieces(lines: Iterable<Line>): Generator<string> {
  let text = '';
  let count = 0;
  for (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    count += 1;
    if (count % linesAtOnce !== 0) continue;
    yield text;
    text = '';
  }
  yield text;
}

function* scorecardLines(extent: Extent): Generator<Line> {
  for (let month = 0; month < extent.months; month += 1) {
    for (let school = 0; school < extent.schools; school += 1) yield scorecardLine(extent, school, month);
    yield* rollupLines(extent, month);
  }
}

/** Writes the exports of a province that was never there into a folder, as `xiaomai verify --from-files` reads them. */
export async function writeExports(folder: string, extent: Extent): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files: Readonly<Record<string, Iterable<Line>>> = {
    catalogue: catalogueLines(),
    'org-units': orgUnitLines(extent),
    submissions: submissionLines(extent),
    scorecards: scorecardLines(extent),
    alerts: alertLines(extent),
    hazards: [],
    rounds: [],
  };
  for (const [name, lines] of Object.entries(files)) {
    await pipeline(Readable.from(pieces(lines)), createWriteStream(join(folder, `${name}.ndjson`)));
  }
}
