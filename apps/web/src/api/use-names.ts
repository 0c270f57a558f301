import type { Alert } from '@xiaomai/gateway-api/alert';
import type { Scorecard } from '@xiaomai/gateway-api/scorecard';
import { useMemo } from 'react';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';
import { datasetsReading, indicatorsReading, packsReading, unitsBelowReading } from './reading.ts';
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

/** What an alert is about: an indicator, or a dataset that has not come. */
export function useAlertName(): (alert: Pick<Alert, 'indicator' | 'rule' | 'indicatorName'>) => string {
  const { lang, say } = useWords();
  const nameOf = useIndicatorName();
  const datasets = useReading(lang === 'en' ? datasetsReading() : undefined).data?.items;
  return ({ indicator, rule = '', indicatorName }) => {
    if (indicator !== undefined) return nameOf(indicator, indicatorName);
    const missing = datasets?.find(({ id }) => rule === `missing@${id}`);
    return missing === undefined ? indicatorName : say('alerts.missing', { dataset: nameIn(missing, lang) });
  };
}

/** What a scorecard is about: its groups by name, else its dataset. */
export function useScorecardTitle(): (card: Pick<Scorecard, 'dataset' | 'groups'>) => string {
  const { lang, say } = useWords();
  const groupOf = useGroupName();
  const datasets = useReading(datasetsReading()).data?.items;
  return ({ dataset, groups }) => {
    const known = datasets?.find(({ id }) => id === dataset);
    const named = groups.map(({ group, name }) => groupOf(group, name)).join(say('app.and'));
    return named === '' ? (known === undefined ? dataset : nameIn(known, lang)) : named;
  };
}

/** The names of the units right below one. */
export function useUnitName(parent: string): NameOf {
  const { lang } = useWords();
  return useEnglish(useReading(lang === 'en' ? unitsBelowReading(parent) : undefined).data?.items);
}
