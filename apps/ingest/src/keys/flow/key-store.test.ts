import { keyStoreContract } from '../../testing/key-store-contract.ts';
import { memoryKeyStore } from '../../testing/memory-keys.ts';

keyStoreContract(() => Promise.resolve(memoryKeyStore()));
