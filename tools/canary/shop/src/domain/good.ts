// fires: none
import { assertNever } from '@xiaomai/kernel';

export const good = (x: never): never => assertNever(x);
export const later = (at: Date): Date => new Date(at.getTime() + 1);
