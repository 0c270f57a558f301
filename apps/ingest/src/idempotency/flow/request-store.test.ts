import { memoryRequestStore } from '../../testing/memory-ports.ts';
import { requestStoreContract } from '../../testing/request-store-contract.ts';

requestStoreContract(() => Promise.resolve(memoryRequestStore()));
