import { memoryEpochStore, memoryRevisionStore } from '../../testing/memory-log.ts';
import { epochStoreContract, revisionStoreContract } from '../../testing/log-stores-contract.ts';

revisionStoreContract(() => Promise.resolve(memoryRevisionStore()));
epochStoreContract(() => Promise.resolve(memoryEpochStore()));
