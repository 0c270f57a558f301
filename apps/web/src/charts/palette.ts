import type { Verdict } from '@xiaomai/gateway-api/scalar';

/** Colours of the charts: ECharts draws by itself and cannot read the style sheet. */
export type Palette = {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly track: string;
  readonly accent: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly series: readonly string[];
};

const names: Record<Verdict, string> = {
  met: '--met',
  'at-risk': '--at-risk',
  breached: '--breached',
  'no-data': '--no-data',
  'not-applicable': '--no-data',
};

const series = {
  light: ['#17609c', '#b4690e', '#6a4fa3', '#18806c', '#a23b72'],
  dark: ['#6db3ee', '#efb74b', '#b79df0', '#4fc5b0', '#f08bbd'],
} as const;

export function readPalette(tone: 'light' | 'dark'): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: colour('--ink'),
    soft: colour('--ink-soft'),
    line: colour('--line'),
    surface: colour('--surface'),
    track: colour('--track'),
    accent: colour('--accent'),
    verdicts: {
      met: colour(names.met),
      'at-risk': colour(names['at-risk']),
      breached: colour(names.breached),
      'no-data': colour(names['no-data']),
      'not-applicable': colour(names['not-applicable']),
    },
    series: series[tone],
  };
}
