import type { SubmissionAccepted, Value } from '@xiaomai/contracts/submission';
import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';

import { instant } from './figure.ts';
import { reportFromWire } from './hazard.ts';

const valueFromWire = ({
  indicator,
  numerator,
  denominator,
  value,
  note,
  withdrawn,
  statedRate,
}: Value): SubmissionRevision['values'][number] => {
  const said = note === '' ? {} : { note };
  if (withdrawn) return { indicator, withdrawn, ...said };
  if (value !== '') return { indicator, value, ...said };
  return { indicator, numerator, denominator, ...(statedRate === '' ? {} : { statedRate }), ...said };
};

export const revisionFromWire = (wire: SubmissionAccepted): SubmissionRevision => ({
  id: wire.id,
  orgUnit: wire.orgUnit,
  dataset: wire.dataset,
  period: wire.period,
  revision: wire.revision,
  values: wire.values.map(valueFromWire),
  ...(wire.hazards.length === 0 ? {} : { hazards: wire.hazards.map(reportFromWire) }),
  ...(wire.note === '' ? {} : { note: wire.note }),
  ...(wire.withdrawalReason === '' ? {} : { withdrawnBecause: wire.withdrawalReason }),
  ...(wire.observedAt === 0 ? {} : { observedAt: instant(wire.observedAt) }),
  receivedAt: instant(wire.receivedAt),
  acceptedBy: wire.acceptedBy,
});
