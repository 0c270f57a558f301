/** How far a moment lies from now, in one unit a reader grasps at once. */
export type Span = { readonly unit: 'now' | 'minutes' | 'hours' | 'days'; readonly count: number };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** 2026-11-21 08:03:09 in Asia/Shanghai; a dash where there is no instant. */
export function instantText(instant: string | null | undefined): string {
  const at = Date.parse(instant ?? '');
  return Number.isNaN(at) ? '—' : shanghai.format(at);
}

/** The same without seconds and, within the year of `now`, without the year. */
export function shortInstantText(instant: string | null | undefined, now: number): string {
  const text = instantText(instant);
  if (text === '—') return text;
  return text.startsWith(shanghai.format(now).slice(0, 4)) ? text.slice(5, 16) : text.slice(0, 16);
}

export function spanBetween(earlier: number, later: number): Span {
  const ms = Math.max(0, later - earlier);
  if (ms < minuteMs) return { unit: 'now', count: 0 };
  if (ms < hourMs) return { unit: 'minutes', count: Math.floor(ms / minuteMs) };
  if (ms < 2 * dayMs) return { unit: 'hours', count: Math.floor(ms / hourMs) };
  return { unit: 'days', count: Math.floor(ms / dayMs) };
}
