import { useMemo } from 'react';
import { useWords } from '../words/words-context.tsx';
import { indicatorsReading, packsReading, unitsBelowReading } from './reading.ts';
import { useReading } from './use-reading.ts';

/** The English name of a thing by its id, else the Chinese one that came with it. */
export type NameOf = (id: string, chinese: string) => string;

type Named = { readonly id: string; readonly nameEn: string | null };

function useEnglish(named: readonly Named[] | undefined): NameOf {
  return useMemo(() => {
    const english = new Map(named?.map(({ id, nameEn }) => [id, nameEn]));
    return (id, chinese) => {
      const known = english.get(id) ?? '';
      return known === '' ? chinese : known;
    };
  }, [named]);
}

/** Scorecards and alerts carry Chinese names; the catalogue knows the English ones. */
export function useIndicatorName(): NameOf {
  const { lang } = useWords();
  return useEnglish(useReading(lang === 'en' ? indicatorsReading() : undefined).data?.items);
}

export function useGroupName(): NameOf {
  const { lang } = useWords();
  const packs = useReading(lang === 'en' ? packsReading() : undefined).data?.items;
  const groups = useMemo(() => packs?.flatMap((pack) => pack.groups), [packs]);
  return useEnglish(groups);
}

/** The names of the units right below one. */
export function useUnitName(parent: string): NameOf {
  const { lang } = useWords();
  return useEnglish(useReading(lang === 'en' ? unitsBelowReading(parent) : undefined).data?.items);
}
