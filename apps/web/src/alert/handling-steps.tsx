import type { Handling } from '@xiaomai/gateway-api/alert';
import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.tsx';

const path: readonly Handling[] = ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review', 'closed'];

/** The closed loop from a new alert to its closing, and where this one stands. */
export function HandlingSteps({ handling }: { readonly handling: Handling }): ReactNode {
  const { say } = useWords();
  const here = path.indexOf(handling);
  return (
    <ol className="steps" aria-label={say('alert.handling')}>
      {path.map((step, at) => (
        <li key={step} aria-current={at === here ? 'step' : undefined} className={at < here ? 'is-past' : ''}>
          <span className="steps-dot" aria-hidden="true">
            {at < here ? '✓' : at + 1}
          </span>
          <span className="steps-name">{say(`handling.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
