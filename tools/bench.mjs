// npm run bench: how much the system carries and how soon it answers. Plain JavaScript, so that any Node from 20 on can begin.
import { handOver } from './fetch/hand-over.mjs';

await handOver('tools/src/bench/main.ts', process.argv.slice(2));
