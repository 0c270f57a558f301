import type { BacktestLine, BacktestOrder } from '@xiaomai/gateway-api/backtest';
import type { Language } from '@xiaomai/gateway-api/language';
import type { Result } from '@xiaomai/kernel';

/** Something wrong in a pack, with its place in the file and its words. */
export type PackFault = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly code: string;
  readonly value: string;
  readonly zh: string;
  readonly en: string;
};

/** Packs tried over the stored past, as `indicator` judges it. */
export type Backtests = {
  /** The answer as it comes; or everything that is wrong in the packs. */
  readonly run: (
    token: string,
    order: BacktestOrder & { readonly language: Language },
  ) => Promise<Result<AsyncIterable<BacktestLine>, readonly PackFault[]>>;
  readonly stop: () => void;
};
