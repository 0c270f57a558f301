import { useWords } from '../words/words-context.tsx';
import { indicatorsReading } from './reading.ts';
import { useReading } from './use-reading.ts';

type Named = { readonly indicator: string; readonly name: string };

/** The service names indicators in Chinese; the catalogue knows their English names. */
export function useIndicatorName(): (item: Named) => string {
  const { lang } = useWords();
  const { data } = useReading(lang === 'en' ? indicatorsReading() : undefined);
  const english = new Map(data?.items.map(({ id, nameEn }) => [id, nameEn]));
  return ({ indicator, name }) => {
    const known = english.get(indicator) ?? '';
    return known === '' ? name : known;
  };
}
