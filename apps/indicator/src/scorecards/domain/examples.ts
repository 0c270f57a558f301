// What tests about scorecards start from: everything that a case does not care about.
import type { Scorecard } from './card.ts';
import type { Cell, Figure, PushedFigure } from './judge.ts';

export const aFigure = (rest: Partial<PushedFigure> = {}): PushedFigure => ({
  ...{ indicator: 'i', numerator: 0, denominator: 0, value: '', statedRate: '', receivedAt: 0 },
  ...rest,
});

export const ratioOf = (indicator: string, numerator: number, denominator: number): PushedFigure =>
  aFigure({ indicator, numerator, denominator });

export const valueOf = (indicator: string, value: string): PushedFigure => aFigure({ indicator, value });

export const aCell = (figure: Partial<Figure>, rest: Partial<Cell> = {}): Cell => ({
  ...aFigure(figure),
  ...{ verdict: 'met', target: '', against: '', measured: '', derived: false },
  ...rest,
});

export const aScorecard = (rest: Partial<Scorecard> = {}): Scorecard => ({
  ...{ orgUnit: 's', dataset: 'd', period: '2026-11', parent: 't', path: 't/s/', version: 1, revision: 1, cause: '' },
  ...{ reason: '', receivedAt: 1_795_521_860_645, judgedAt: 1_795_521_860_700, catalogueVersion: 1, missing: false },
  ...{
    formerParents: [],
    late: false,
    dueAt: 0,
    firstReceivedAt: 0,
    withdrawn: false,
    cells: [],
    groups: [],
    findings: [],
  },
  ...rest,
});
