/** What a figure is promised to be, and what it had better be. */
export type Aim = {
  readonly sense: 'at-least' | 'at-most';
  readonly promise: number;
  readonly better?: number;
};

/** How a figure stands to its aim. */
export type Standing = 'better' | 'met' | 'missed';

/** The product's figure over the floor's; undefined where either is not known or the floor's is nothing. */
export function ratioOf(product: number | undefined, floor: number | undefined): number | undefined {
  if (product === undefined || floor === undefined || floor === 0) return undefined;
  return product / floor;
}

const reaches = (value: number, limit: number, sense: Aim['sense']): boolean =>
  sense === 'at-least' ? value >= limit : value <= limit;

/** Whether a figure keeps its promise; a figure that could not be measured does not. */
export function standingOf(value: number | undefined, { sense, promise, better }: Aim): Standing {
  if (value === undefined || !Number.isFinite(value) || !reaches(value, promise, sense)) return 'missed';
  return reaches(value, better ?? promise, sense) ? 'better' : 'met';
}
