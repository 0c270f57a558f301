// npm start: the whole system on this machine. Plain JavaScript, so that any Node from 20 on can begin.
import { handOver } from './fetch/hand-over.mjs';

await handOver('tools/src/stack/main.ts', process.argv.slice(2));
