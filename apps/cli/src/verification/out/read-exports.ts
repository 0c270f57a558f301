import { exportLines, type ExportName } from '@xiaomai/gateway-api/export';
import { collect } from '../../api/lines.ts';
import type { Exports } from '../flow/exports.ts';
import {
  alertFrom,
  catalogueFrom,
  hazardFrom,
  orgUnitFrom,
  revisionFrom,
  rollupFrom,
  roundFrom,
  scorecardFrom,
} from './from-export.ts';

type Schemas = typeof exportLines;
type LineOf<Name extends ExportName> = ReturnType<Schemas[Name]['parse']>;

/** The lines of one export, as JSON values. */
export type ReadExport = (name: ExportName) => AsyncIterable<unknown>;

/** The exports, wherever their lines come from. */
export function exportsFrom(lines: ReadExport): Exports {
  async function* read<Name extends ExportName, T>(name: Name, from: (line: LineOf<Name>) => T): AsyncGenerator<T> {
    const schema: Schemas[Name] = exportLines[name];
    for await (const line of lines(name)) yield from(schema.parse(line) as LineOf<Name>);
  }
  return {
    catalogue: async () => catalogueFrom(await collect(read('catalogue', (piece) => piece))),
    orgUnits: () => read('org-units', orgUnitFrom),
    submissions: () => read('submissions', revisionFrom),
    scorecards: () =>
      read('scorecards', (line) =>
        line.kind === 'rollup' ? { rollup: rollupFrom(line) } : { scorecard: scorecardFrom(line) },
      ),
    alerts: () => read('alerts', alertFrom),
    hazards: () => read('hazards', hazardFrom),
    rounds: () => read('rounds', roundFrom),
  };
}
