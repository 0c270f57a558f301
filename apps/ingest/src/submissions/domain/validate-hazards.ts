import { err, ok, type Result } from '@xiaomai/kernel';
import type { HazardField, HazardReason, SubmissionFault } from './draft.ts';
import type { ReportedHazard } from './submission.ts';

type HazardFault = readonly [HazardField, HazardReason];

const majorSeverity = 2;

function dayFaults({ foundOn, dueOn }: ReportedHazard, today: string): readonly HazardFault[] {
  if (foundOn > today) return [['foundOn', 'date-in-future']];
  return dueOn !== '' && dueOn < foundOn ? [['dueOn', 'date-before-found']] : [];
}

function rectifiedFaults(hazard: ReportedHazard, today: string): readonly HazardFault[] {
  const { foundOn, rectifiedOn, severity, links } = hazard;
  if (rectifiedOn === '') return [];
  const isBare = severity === majorSeverity && links.length === 0;
  const bare: readonly HazardFault[] = isBare ? [['rectified', 'evidence-missing']] : [];
  if (rectifiedOn > today) return [['rectified/on', 'date-in-future'], ...bare];
  return rectifiedOn < foundOn ? [['rectified/on', 'date-before-found'], ...bare] : bare;
}

/** Whether the hazards told of are acceptable; every fault of them at once. What is undefined has been reported already. */
export function validateHazards(
  hazards: readonly (ReportedHazard | undefined)[],
  today: string,
): Result<readonly ReportedHazard[], readonly SubmissionFault[]> {
  const known = new Set<string>();
  const faults: SubmissionFault[] = [];
  hazards.forEach((hazard, index) => {
    if (hazard === undefined) return;
    const doubled: readonly HazardFault[] = known.has(hazard.ref) ? [['ref', 'duplicate-hazard']] : [];
    known.add(hazard.ref);
    for (const [field, reason] of [...doubled, ...dayFaults(hazard, today), ...rectifiedFaults(hazard, today)])
      faults.push({ field, index, reason, ofHazard: true });
  });
  return faults.length === 0 ? ok(hazards.filter((hazard) => hazard !== undefined)) : err(faults);
}
