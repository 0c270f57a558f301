import type { NamedProcess } from '../measure/processes.ts';
import type { Target } from '../load/command.ts';
import type { LoadProcess } from './load-process.ts';

/** One of the two that are measured: the product, or the floor. */
export type Side = {
  readonly name: 'product' | 'floor';
  readonly target: Target;
  readonly load: LoadProcess;
  readonly ownNames: readonly string[];
  readonly processes: () => readonly NamedProcess[];
};

/** The product, with what only it can be asked. */
export type ProductSide = Side & {
  readonly url: string;
  readonly adminToken: string;
  /** A key that may push for everybody. */
  readonly nationKey: string;
};
