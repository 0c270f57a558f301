import { valueText } from '@xiaomai/gateway-api/figure';

/** An instant of the wire (Unix milliseconds, 0 = none). */
export const instantOrNull = (ms: number): string | null => (ms === 0 ? null : new Date(ms).toISOString());

/** An instant that is always there. */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** Proto's empty text as null. */
export const textOrNull = (text: string): string | null => (text === '' ? null : text);

type WireFigure = { readonly numerator: number; readonly denominator: number; readonly value: string };
type Figure = { value: string | null; numerator?: number; denominator?: number };

/** A figure as the API shows it: a ratio keeps its two numbers. */
export function figureFromWire(wire: WireFigure): Figure {
  const value = valueText(wire);
  const isRatio = wire.value === '' && (wire.denominator !== 0 || wire.numerator !== 0);
  return isRatio ? { value, numerator: wire.numerator, denominator: wire.denominator } : { value };
}
