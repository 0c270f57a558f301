import type { Verdict } from '@xiaomai/gateway-api/scalar';
import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.tsx';

const glyphs: Record<Verdict, string> = {
  met: '✓',
  'at-risk': '!',
  breached: '✕',
  'no-data': '?',
  'not-applicable': '–',
};

/** A verdict by word, sign and colour, so that none of them is needed alone. */
export function VerdictTag({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { say } = useWords();
  return (
    <span className={`tag tag-${verdict}`}>
      <span aria-hidden="true" className="tag-glyph">
        {glyphs[verdict]}
      </span>
      {say(`verdict.${verdict}`)}
    </span>
  );
}
