export { assertNever, type Brand } from './brand.ts';
export { err, ok, type Result } from './result.ts';
export { createBatchQueue, type BatchQueue, type BatchQueueOptions } from './batch-queue.ts';
