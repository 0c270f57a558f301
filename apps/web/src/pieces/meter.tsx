import type { Verdict } from '@xiaomai/gateway-api/scalar';
import type { ReactNode } from 'react';
import { shareOf } from '../format/figure.ts';

type Props = { readonly numerator: number; readonly denominator: number; readonly verdict: Verdict };

/** A bar beside its figure; the figure itself is what is read. */
export function Meter({ numerator, denominator, verdict }: Props): ReactNode {
  return (
    <span className="meter" aria-hidden="true">
      <span className={`meter-fill fill-${verdict}`} style={{ inlineSize: `${shareOf(numerator, denominator)}%` }} />
    </span>
  );
}
