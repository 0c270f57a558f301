import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';
import type { SubmissionState } from '@xiaomai/gateway-api/receipt';
import type { Revision, Value } from '../domain/submission.ts';
import { hazardView } from './reported-hazard.parser.ts';
import type { Judgement } from '../flow/pushing.ts';

type Shown = SubmissionRevision['values'][number];

function valueView({ indicator, numerator, denominator, value, note, statedRate, withdrawn }: Value): Shown {
  const said = note === '' ? {} : { note };
  if (withdrawn) return { indicator, withdrawn, ...said };
  if (value !== '') return { indicator, value, ...said };
  return { indicator, numerator, denominator, ...(statedRate === '' ? {} : { rate: statedRate }), ...said };
}

const instant = (at: number): string => new Date(at).toISOString();

/** A revision as the API shows it. */
export const revisionView = (revision: Revision): SubmissionRevision => ({
  id: revision.id,
  orgUnit: revision.orgUnit,
  dataset: revision.dataset,
  period: revision.period,
  revision: revision.revision,
  values: revision.values.map(valueView),
  ...(revision.hazards.length === 0 ? {} : { hazards: revision.hazards.map(hazardView) }),
  ...(revision.note === '' ? {} : { note: revision.note }),
  ...(revision.withdrawalReason === '' ? {} : { withdrawnBecause: revision.withdrawalReason }),
  ...(revision.observedAt === 0 ? {} : { observedAt: instant(revision.observedAt) }),
  receivedAt: instant(revision.receivedAt),
  acceptedBy: revision.acceptedBy,
});

/** The newest revision with its verdicts, where they are known. */
export const stateView = (revision: Revision, judgement: Judgement | undefined): SubmissionState => ({
  ...revisionView(revision),
  ...(judgement === undefined
    ? {}
    : {
        verdicts: [...judgement.verdicts].map(([indicator, verdict]) => ({ indicator, ...verdict })),
        findings: [...judgement.findings],
      }),
});
