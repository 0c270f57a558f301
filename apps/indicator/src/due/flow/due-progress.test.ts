import { dueProgressContract } from './due-progress.contract.ts';
import { memoryDueProgress } from './memory-due-progress.ts';

dueProgressContract(() => Promise.resolve(memoryDueProgress()));
