import { exportLines, type ExportName } from '@xiaomai/gateway-api/export';
import type { Api } from '../../api/api.ts';
import { collect } from '../../api/lines.ts';
import type { Exports } from '../flow/exports.ts';
import { alertFrom, catalogueFrom, orgUnitFrom, revisionFrom, rollupFrom, scorecardFrom } from './from-export.ts';

type Schemas = typeof exportLines;
type LineOf<Name extends ExportName> = ReturnType<Schemas[Name]['parse']>;

async function* read<Name extends ExportName, T>(
  api: Api,
  name: Name,
  from: (line: LineOf<Name>) => T,
): AsyncGenerator<T> {
  const schema: Schemas[Name] = exportLines[name];
  for await (const line of api.readLines(`/admin/export/${name}`)) yield from(schema.parse(line) as LineOf<Name>);
}

/** The exports of the gateway; an administrator's token is needed. */
export const gatewayExports = (api: Api): Exports => ({
  catalogue: async () => catalogueFrom(await collect(read(api, 'catalogue', (piece) => piece))),
  orgUnits: () => read(api, 'org-units', orgUnitFrom),
  submissions: () => read(api, 'submissions', revisionFrom),
  scorecards: () =>
    read(api, 'scorecards', (line) =>
      line.kind === 'rollup' ? { rollup: rollupFrom(line) } : { scorecard: scorecardFrom(line) },
    ),
  alerts: () => read(api, 'alerts', alertFrom),
});
