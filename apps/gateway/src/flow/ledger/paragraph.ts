import type { HazardSummary } from '@xiaomai/gateway-api/hazard';

type Counts = { readonly found: number; readonly rectified: number; readonly struckOff: number };

/** What the ledger says of a subtree between two days. */
export type Figures = Counts & {
  readonly major: Counts;
  readonly classes: readonly (Counts & { readonly class: HazardSummary['classes'][number]['class'] })[];
  readonly onLedger: number;
  readonly overdue: number;
  readonly majorOpen: number;
  readonly reopened: number;
  readonly visits: number;
  readonly rounds: number;
  readonly fullRounds: number;
};

type Rate = HazardSummary['rate'];

// One decimal at most, as the authorities publish them: 40/87 is 46, 22/57 is 38.6. Never rounded onto 100 or 0.
function rateText(numerator: number, denominator: number): string | null {
  if (denominator === 0) return null;
  const rounded = (BigInt(numerator) * 2_000n + BigInt(denominator)) / (BigInt(denominator) * 2n);
  const isWhole = numerator === denominator;
  const tenths = rounded === 1_000n && !isWhole ? 999n : rounded === 0n && numerator > 0 ? 1n : rounded;
  return String(Number(tenths) / 10);
}

/** A rate, exact and as it is written. */
export const rateOf = (numerator: number, denominator: number): Rate => ({
  ...{ numerator, denominator, value: rateText(numerator, denominator) },
});

const counted = ({ found, rectified, struckOff }: Counts) => ({
  ...{ found, rectified, struckOff, rate: rateOf(rectified, found) },
});

function inspected({ fullRounds, visits }: Figures): readonly string[] {
  return [
    ...(fullRounds === 0 ? [] : [`开展${String(fullRounds)}轮次全覆盖排查`]),
    ...(visits === 0 ? [] : [`累计检查学校${String(visits)}家次`]),
  ];
}

function foundWords({ found, rectified }: Counts): readonly string[] {
  if (found === 0) return ['未发现问题隐患'];
  const counts =
    found === rectified
      ? [`发现问题隐患并整改${String(found)}个`]
      : [`发现问题隐患${String(found)}个`, `整改${String(rectified)}个`];
  return [...counts, `整改率为${rateText(rectified, found) ?? ''}%`];
}

function majorWords({ found, rectified }: Counts): string {
  if (found === 0) return '其中无重大问题隐患。';
  const rate = rateText(rectified, found) ?? '';
  return `其中重大问题隐患${String(found)}个，整改${String(rectified)}个，重大问题隐患整改率${rate}%。`;
}

/** The hazard paragraph of a report, in the words the authorities write it with. */
export function hazardParagraph(figures: Figures): string {
  const first = `${[...inspected(figures), ...foundWords(figures)].join('，')}。`;
  return figures.found === 0 ? first : first + majorWords(figures.major);
}

/** The figures with their rates and their sentence. */
export const hazardSummary = (
  figures: Figures,
  place: Pick<HazardSummary, 'orgUnit' | 'from' | 'to'>,
): HazardSummary => ({
  ...place,
  ...counted(figures),
  major: counted(figures.major),
  classes: figures.classes.map((one) => ({ class: one.class, ...counted(one) })),
  ...{ onLedger: figures.onLedger, overdue: figures.overdue, majorOpen: figures.majorOpen },
  ...{ reopened: figures.reopened, visits: figures.visits, rounds: figures.rounds, fullRounds: figures.fullRounds },
  sentence: hazardParagraph(figures),
});
