import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';
import type { BareFigure, ScorecardItem, UnitFigures, UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import type { Intake } from './intake.ts';
import { reportingViews } from './scorecards.ts';

const silent = { revision: 0, receivedAt: null, missing: false, late: false, dueAt: null, items: [], groups: [] };

const bareFigure = ({ indicator, verdict, value, numerator, denominator }: ScorecardItem): BareFigure => ({
  ...{ indicator, verdict, value },
  ...(numerator === undefined ? {} : { numerator, denominator }),
});

/** A school's scorecard in bare figures. */
function figuresOf({ scorecard, ...unit }: UnitScorecard, period: string): UnitFigures {
  if (scorecard === null) return { ...unit, period, ...silent };
  const { receivedAt, revision = 0, missing = false, late = false, dueAt = null } = scorecard;
  const groups = scorecard.groups.map(({ group, verdict }) => ({ group, verdict }));
  return {
    ...{ ...unit, period, revision, receivedAt, missing, late, dueAt },
    items: scorecard.items.map(bareFigure),
    groups,
  };
}

type At = Parameters<typeof reportingViews>[2];

/** The schools below in a state, in bare figures. */
export const figuresBelow = (intake: Intake, unit: OrgUnit, at: At): UnitFigures[] =>
  reportingViews(intake, unit, at).map((one) => figuresOf(one, at.period));
