import { Base, CheckKind, Direction, Measure, PathKind } from '@xiaomai/contracts/catalogue';
import type { Dataset, Indicator, Target } from '@xiaomai/gateway-api/catalogue';

export const directionNames: Record<Direction, Indicator['direction']> = {
  [Direction.UNSPECIFIED]: 'neutral',
  [Direction.UP]: 'up',
  [Direction.DOWN]: 'down',
  [Direction.NEUTRAL]: 'neutral',
};

export const measureNames: Record<Measure, Target['measure']> = {
  [Measure.UNSPECIFIED]: 'figure',
  [Measure.FIGURE]: 'figure',
  [Measure.CHANGE_POINTS]: 'change-points',
  [Measure.CHANGE_PERCENT]: 'change-percent',
  [Measure.EACH_CHILD]: 'each-child',
  [Measure.SPREAD]: 'spread',
  [Measure.ROUNDS]: 'rounds',
};

/** Null: compared with no own period. */
export const baseNames: Record<Base, Target['base']> = {
  [Base.UNSPECIFIED]: null,
  [Base.PERIOD_BEFORE]: 'period-before',
  [Base.LAST_YEAR]: 'last-year',
  [Base.FIXED]: 'fixed',
};

/** Null: no path. */
export const pathKindNames: Record<PathKind, NonNullable<Target['path']>['kind'] | null> = {
  [PathKind.UNSPECIFIED]: null,
  [PathKind.LINEAR]: 'linear',
  [PathKind.STEPWISE]: 'stepwise',
  [PathKind.LISTED]: 'listed',
};

export const checkKindNames: Record<CheckKind, Dataset['checks'][number]['kind']> = {
  [CheckKind.UNSPECIFIED]: 'agree',
  [CheckKind.SUM]: 'sum',
  [CheckKind.AT_MOST]: 'at-most',
  [CheckKind.AGREE]: 'agree',
};
