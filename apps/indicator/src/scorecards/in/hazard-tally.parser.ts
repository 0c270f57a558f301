import type { HazardCounts, HazardTally } from '@xiaomai/contracts/hazard';
import type { PushedFigure } from '../domain/judge.ts';
import type { AcceptedSubmission } from '../flow/judge-submissions.ts';

/** What the hazard ledger says of an org unit is judged, rolled up and told of as this dataset. */
export const ledgerDataset = 'hazard-ledger';

const none: HazardCounts = { found: 0, rectified: 0, struckOff: 0 };
const asPushed = { statedRate: '', receivedAt: 0 };

const ratio = (indicator: string, numerator: number, denominator: number): PushedFigure => ({
  ...{ indicator, numerator, denominator, value: '', ...asPushed },
});

const count = (indicator: string, value: number): PushedFigure => ({
  ...{ indicator, numerator: 0, denominator: 0, value: String(value), ...asPushed },
});

function figuresOf(tally: HazardTally): readonly PushedFigure[] {
  const { all = none, major = none } = tally;
  return [
    count('hazard-found', all.found),
    count('hazard-found-and-fixed-cum', all.rectified),
    ratio('hazard-rectification-rate', all.rectified, all.found),
    ratio('hazard-dynamic-cancellation', all.struckOff, all.found),
    count('hazard-major-found', major.found),
    count('hazard-major-rectified', major.rectified),
    ratio('hazard-major-rectification-rate', major.rectified, major.found),
    ratio('hazard-lookback-rate', tally.majorRechecked, major.found),
    count('hazard-open-zero', tally.onLedger),
    count('hazard-open-overdue', tally.overdue),
    count('hazard-major-open', tally.majorOpen),
    count('hazard-reopened-open', tally.reopened),
    count('hazard-schools-inspected-cum', tally.visits),
    ratio('hazard-round-coverage', tally.roundsVisited, tally.roundsDue),
  ];
}

/** The figures of the ledger as if they had been pushed: the tally's version is the revision, so that an older one changes nothing. */
export const submissionOfTally = (tally: HazardTally): AcceptedSubmission => ({
  id: `${tally.orgUnit}|${ledgerDataset}|${tally.period}`,
  ...{ orgUnit: tally.orgUnit, dataset: ledgerDataset, period: tally.period, revision: tally.version },
  figures: figuresOf(tally),
  receivedAt: tally.at,
});
