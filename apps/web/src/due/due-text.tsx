import type { ReactNode } from 'react';
import { dueReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { instantText } from '../format/instants.ts';
import { useWords } from '../words/words-context.tsx';

type Props = { readonly unit: string; readonly period: string; readonly dataset: string };

/** By when a period is due, where it is due at all. */
export function DueText({ unit, period, dataset }: Props): ReactNode {
  const { say } = useWords();
  const { data } = useReading(dueReading({ scope: unit, period, dataset }));
  const dueAt = data?.dueAt ?? null;
  return dueAt === null ? null : <> · {say('headline.due-at', { time: instantText(dueAt).slice(0, 16) })}</>;
}
