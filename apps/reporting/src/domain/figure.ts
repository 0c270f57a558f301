/** A figure is a ratio of integers, a decimal text, or nothing; never a float. */
export type Figure =
  | { readonly kind: 'ratio'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'none' };

export type Direction = 'up' | 'down' | 'same';

/** How far a figure moved: `by` is an unsigned decimal text (for ratios percentage points, rounded to 2 places). */
export type Move = { readonly direction: Direction; readonly by: string };

type Decimal = { readonly units: bigint; readonly scale: number };

const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);

const directionOf = (difference: bigint): Direction => {
  if (difference === 0n) return 'same';
  return difference > 0n ? 'up' : 'down';
};

/** n / d rounded half away from zero; d > 0. */
const divideRounded = (n: bigint, d: bigint): bigint => {
  const rounded = (2n * magnitude(n) + d) / (2n * d);
  return n < 0n ? -rounded : rounded;
};

const scaledText = (units: bigint, scale: number): string => {
  if (scale === 0) return String(units);
  const digits = String(magnitude(units)).padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

const parseDecimal = (text: string): Decimal | undefined => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
};

/** A share in percent with two decimals. Never rounded onto 0 % or 100 % unless it is exactly that. */
export function percentText(numerator: number, denominator: number): string {
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  if (n === 0n) return '0%';
  if (n === d) return '100%';
  const rounded = divideRounded(n * 10_000n, d);
  if (rounded === 0n) return '0.01%';
  if (rounded === 10_000n) return n < d ? '99.99%' : '100.01%';
  return `${scaledText(rounded, 2)}%`;
}

function ratioMove(now: Figure & { kind: 'ratio' }, before: Figure & { kind: 'ratio' }): Move | undefined {
  if (now.denominator <= 0 || before.denominator <= 0) return undefined;
  const [n1, d1] = [BigInt(now.numerator), BigInt(now.denominator)];
  const [n0, d0] = [BigInt(before.numerator), BigInt(before.denominator)];
  const difference = n1 * d0 - n0 * d1;
  const points = divideRounded(difference * 10_000n, d1 * d0);
  return { direction: directionOf(difference), by: scaledText(magnitude(points), 2) };
}

function decimalMove(now: string, before: string): Move | undefined {
  const a = parseDecimal(now);
  const b = parseDecimal(before);
  if (a === undefined || b === undefined) return undefined;
  const scale = Math.max(a.scale, b.scale);
  const widen = (d: Decimal): bigint => d.units * 10n ** BigInt(scale - d.scale);
  const difference = widen(a) - widen(b);
  return { direction: directionOf(difference), by: scaledText(magnitude(difference), scale) };
}

/** How far a figure moved from another; undefined when the two cannot be compared. */
export function moveBetween(now: Figure, before: Figure): Move | undefined {
  if (now.kind === 'ratio' && before.kind === 'ratio') return ratioMove(now, before);
  if (now.kind === 'number' && before.kind === 'number') return decimalMove(now.value, before.value);
  return undefined;
}

export type Share = { readonly part: number; readonly whole: number };

/** Compares two shares exactly; negative when a is smaller. Both wholes must be positive. */
export function compareShares(a: Share, b: Share): number {
  const difference = BigInt(a.part) * BigInt(b.whole) - BigInt(b.part) * BigInt(a.whole);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}
