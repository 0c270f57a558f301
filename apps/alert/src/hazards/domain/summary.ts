import { isOnLedger, isReal, type HazardClass } from './hazard.ts';
import { countsOf, type Counts, type LedgerLine } from './tally.ts';

/** First and last day, both counted. */
export type DaySpan = { readonly from: string; readonly to: string };

/** The figures of the hazard paragraph: what was found in a span of days, as it stands now. */
export type HazardSummary = {
  readonly all: Counts;
  readonly major: Counts;
  readonly classes: readonly { readonly class: HazardClass; readonly counts: Counts }[];
  /** On the ledger now, found in the span or before it. */
  readonly onLedger: number;
  readonly overdue: number;
  readonly majorOpen: number;
  readonly reopened: number;
};

type Mutable = { found: number; rectified: number; struckOff: number };
type Sums = {
  readonly all: Mutable;
  readonly major: Mutable;
  readonly classes: Map<HazardClass, Mutable>;
  onLedger: number;
  overdue: number;
  majorOpen: number;
  reopened: number;
};

const none = (): Mutable => ({ found: 0, rectified: 0, struckOff: 0 });

function add(to: Mutable, line: LedgerLine): void {
  const { found, rectified, struckOff } = countsOf([line]);
  to.found += found;
  to.rectified += rectified;
  to.struckOff += struckOff;
}

function addFound(sums: Sums, line: LedgerLine): void {
  add(sums.all, line);
  if (line.severity === 'major') add(sums.major, line);
  const counts = sums.classes.get(line.class) ?? none();
  sums.classes.set(line.class, counts);
  add(counts, line);
}

function addPresent(sums: Sums, { state, overdue, severity, reopened }: LedgerLine): void {
  if (!isOnLedger({ state })) return;
  const isOpen = state === 'open';
  sums.onLedger += 1;
  sums.overdue += isOpen && overdue ? 1 : 0;
  sums.majorOpen += isOpen && severity === 'major' ? 1 : 0;
  sums.reopened += reopened > 0 ? 1 : 0;
}

/** A sum that takes line after line, so that a ledger of any size is summed up in bounded memory. */
export function summing({ from, to }: DaySpan): {
  readonly take: (lines: readonly LedgerLine[]) => void;
  readonly summary: () => HazardSummary;
} {
  const sums: Sums = {
    ...{ all: none(), major: none(), classes: new Map() },
    onLedger: 0,
    overdue: 0,
    majorOpen: 0,
    reopened: 0,
  };
  return {
    take: (lines) => {
      for (const line of lines) {
        if (line.foundOn > to || !isReal(line)) continue;
        if (line.foundOn >= from) addFound(sums, line);
        addPresent(sums, line);
      }
    },
    summary: () => ({
      ...sums,
      classes: [...sums.classes].map(([name, counts]) => ({ class: name, counts })),
    }),
  };
}
