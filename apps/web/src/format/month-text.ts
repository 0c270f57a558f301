import type { Lang } from '../words/words.ts';

const english = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A month in words: 2026年11月, Nov 2026; other periods as they are written. */
export function periodText(period: string, lang: Lang): string {
  const match = /^(\d{4})-(\d{2})$/.exec(period);
  if (match === null) return period;
  if (lang === 'en') return english.format(Date.parse(`${period}-01T00:00:00Z`));
  return `${match[1]}年${Number(match[2])}月`;
}

/** The same for an axis: 11月, Nov. */
export const shortMonth = (period: string, lang: Lang): string =>
  lang === 'en' ? periodText(period, lang).slice(0, 3) : `${Number(period.slice(5, 7))}月`;
