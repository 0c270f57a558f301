import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.tsx';

export function Brand(): ReactNode {
  const { say } = useWords();
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" width="1.9em" height="1.9em" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="currentColor" fillOpacity="0.16" />
        <path
          d="M4 17h6l3-8 5 15 3-7h7"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="brand-name">{say('app.name')}</span>
    </span>
  );
}
