// npm test: types, house rules, generated code, and every test. Plain JavaScript, so that any Node from 20 on can begin.
import { handOver } from './fetch/hand-over.mjs';

await handOver('tools/src/test/main.ts', process.argv.slice(2));
