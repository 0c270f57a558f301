import type { ServiceError, status } from '@grpc/grpc-js';

/** Whether a call failed with this status. */
export const hasStatus = (error: unknown, code: status): error is ServiceError =>
  error instanceof Error &&
  'code' in error &&
  error.code === code &&
  'details' in error &&
  typeof error.details === 'string';
