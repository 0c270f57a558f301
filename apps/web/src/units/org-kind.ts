import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { wordKey, type Lang, type Say } from '../words/words.ts';

const levels: readonly string[] = ['nation', 'province', 'city', 'district', 'town'];

/** Everything that is not a level of the administration reports for itself. */
export const isLevel = (type: string): boolean => levels.includes(type);

export const typeText = (type: string, say: Say): string => say(wordKey('type', type, 'type.other'));

type Named = { readonly nameZh: string; readonly nameEn: string | null };

export const nameIn = (unit: Named, lang: Lang): string => (lang === 'en' ? (unit.nameEn ?? unit.nameZh) : unit.nameZh);

/** From the highest unit the reader may see down to the unit itself. */
export function crumbsOf(unit: OrgUnitDetail, home: string): { id: string; nameZh: string; nameEn: string | null }[] {
  const line = [...unit.ancestors, unit].filter(({ type }) => type !== 'nation');
  const top = line.findIndex(({ id }) => id === home);
  return top < 0 ? line : line.slice(top);
}
