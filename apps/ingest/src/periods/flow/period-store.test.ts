import { memoryPeriods } from './memory-periods.ts';
import { periodStoreContract } from './period-store.contract.ts';

periodStoreContract(() => Promise.resolve(memoryPeriods()));
