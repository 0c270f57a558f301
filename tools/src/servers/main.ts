// Only the broker and the database server: node tools/src/servers/main.ts --home DIR [--keep] [--warm]
// Prints one JSON line { kafka, mongodb, processes } when both are ready; stops on SIGTERM or SIGINT.
import { parseArgs } from 'node:util';
import { startServers } from './start.ts';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    keep: { type: 'boolean', default: false },
    warm: { type: 'boolean', default: false },
  },
});
if (values.home === undefined) throw new Error('--home DIR');
const servers = await startServers(values.home, { keep: values.keep, quick: !values.warm });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void servers.stop());
const { kafka, mongodb, processes } = servers;
console.log(JSON.stringify({ kafka, mongodb, processes: processes() }));
