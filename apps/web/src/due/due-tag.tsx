import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.tsx';
import type { DueState } from './due-state.ts';

const colors: Record<DueState, string> = {
  missing: 'red',
  late: 'orange',
  reported: 'green',
  waiting: 'default',
  closed: 'blue',
};

/** Whether something has come, and in time. */
export function DueTag({ state }: { readonly state: DueState }): ReactNode {
  const { say } = useWords();
  return <Tag color={colors[state]}>{say(`due-state.${state}`)}</Tag>;
}
