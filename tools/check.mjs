// npm run check: the quick part of npm test, without a broker or a database.
import { handOver } from './fetch/hand-over.mjs';

await handOver('tools/src/test/main.ts', ['--no-servers', ...process.argv.slice(2)]);
