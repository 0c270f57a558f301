import { cellOf, dataset, judged, periodOf, placeOf, type Extent, type JudgedFigure, type Line } from './province.ts';

type Counts = { met: number; breached: number; notApplicable: number };
type Sum = Counts & {
  numerator: number;
  denominator: number;
  amount: number;
  greatest: number;
  unit: string;
  since: number;
};
type Rollup = { readonly line: readonly string[]; version: number; reported: number; at: number; sums: readonly Sum[] };

const tenths = 10;

function addFigure(sum: Sum, { kind, numerator, denominator, value, verdict }: JudgedFigure): number {
  const isShare = kind.aggregation === 'units-met';
  sum[verdict === 'not-applicable' ? 'notApplicable' : verdict] += 1;
  sum.numerator += isShare ? Number(verdict === 'met') : numerator;
  sum.denominator += isShare ? 1 : denominator;
  const amount = Math.round(Number(value ?? 0) * tenths);
  sum.amount += amount;
  return amount;
}

// Revisions of a submission say the same here: its figures stand since the first.
function add(rollup: Rollup, extent: Extent, [n, month]: readonly [number, number]): void {
  const { revision, at, line } = placeOf(extent, n, month);
  const [school = ''] = line;
  rollup.version += revision;
  rollup.reported += 1;
  rollup.at = Math.max(rollup.at, at);
  for (const [i, figure] of judged(n, month).entries()) {
    const sum = rollup.sums[i] ?? emptySum();
    const amount = addFigure(sum, figure);
    const isGreatest = amount === sum.greatest ? school > sum.unit : amount > sum.greatest;
    if (figure.kind.aggregation === 'max' && isGreatest) {
      Object.assign(sum, { greatest: amount, unit: school, since: at - (at % 10) });
    }
  }
}

const emptySum = (): Sum => ({
  ...{
    met: 0,
    breached: 0,
    notApplicable: 0,
    numerator: 0,
    denominator: 0,
    amount: 0,
    greatest: 0,
    unit: '',
    since: 0,
  },
});

const latestOf = ({ unit, since }: Pick<Sum, 'unit' | 'since'>) =>
  unit === '' ? { latestAt: null, latestUnit: null } : { latestAt: new Date(since).toISOString(), latestUnit: unit };

function lineOf({ line, version, reported, at, sums }: Rollup, month: number): Line {
  const cells = judged(0, 0).map((figure, i) => {
    const { met, breached, notApplicable, ...sum } = sums[i] ?? emptySum();
    const isMax = figure.kind.aggregation === 'max';
    const value = figure.value === null ? null : String((isMax ? sum.greatest : sum.amount) / tenths);
    const [numerator, denominator] = value === null ? [sum.numerator, sum.denominator] : [0, 0];
    const verdict = value === null ? (numerator === denominator ? 'met' : 'breached') : 'not-applicable';
    return {
      ...cellOf({ kind: figure.kind, numerator, denominator, value, verdict }),
      ...{
        units: { met, atRisk: 0, breached, noData: 0, notApplicable },
        valued: met + breached + notApplicable,
        ...latestOf(sum),
      },
      failing: [],
    };
  });
  return {
    ...{ kind: 'rollup', orgUnit: line[0], dataset, period: periodOf(month), parent: line[1] ?? '' },
    ...{
      path: line
        .toReversed()
        .map((id) => `${id}/`)
        .join(''),
      version,
      catalogueVersion: 1,
      treeVersion: 1,
      reported,
    },
    ...{ receivedAt: new Date(at).toISOString(), rolledAt: new Date(at).toISOString(), cells, groups: [] },
    ...{ missing: 0, late: 0, findings: {} },
  };
}

/** The rollups of one month: towns, districts, cities and the province. */
export function* rollupLines(extent: Extent, month: number): Generator<Line> {
  const rollups = new Map<string, Rollup>();
  for (let school = 0; school < extent.schools; school += 1) {
    const { line } = placeOf(extent, school, month);
    for (let i = 1; i < line.length - 1; i += 1) {
      const unit = line[i] ?? '';
      const known = rollups.get(unit) ?? {
        ...{ line: line.slice(i), version: 0, reported: 0, at: 0, sums: judged(0, 0).map(emptySum) },
      };
      rollups.set(unit, known);
      add(known, extent, [school, month]);
    }
  }
  for (const rollup of rollups.values()) yield lineOf(rollup, month);
}
