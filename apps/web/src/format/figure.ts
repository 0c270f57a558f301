import { percentText } from '@xiaomai/gateway-api/figure';

/** A figure as the API writes it: a ratio has both integers, every other figure a decimal text. */
export type Figure = {
  readonly numerator?: number | undefined;
  readonly denominator?: number | undefined;
  readonly value?: string | null | undefined;
};

type Ratio = Figure & { readonly numerator: number; readonly denominator: number };

const dash = '—';

export const isRatio = (figure: Figure): figure is Ratio =>
  figure.numerator !== undefined && figure.denominator !== undefined && figure.denominator > 0;

export function shareText(numerator: number, denominator: number): string {
  const text = percentText(numerator, denominator);
  return text === null ? dash : `${text}%`;
}

/** Length of a bar, 0 to 100. */
export const shareOf = (numerator: number, denominator: number): number =>
  denominator > 0 ? Math.min(100, Math.max(0, (numerator / denominator) * 100)) : 0;

export const fractionText = (figure: Figure): string =>
  isRatio(figure) ? `${figure.numerator}/${figure.denominator}` : dash;

/** A percentage, or the decimal with what stands behind it. */
export function mainText(figure: Figure, suffix = ''): string {
  if (isRatio(figure)) return shareText(figure.numerator, figure.denominator);
  const value = figure.value ?? '';
  return value === '' || figure.denominator === 0 ? dash : `${value}${suffix}`;
}

/** The same with numerator and denominator. */
export const figureText = (figure: Figure, suffix = ''): string =>
  isRatio(figure) ? `${mainText(figure)} (${fractionText(figure)})` : mainText(figure, suffix);
