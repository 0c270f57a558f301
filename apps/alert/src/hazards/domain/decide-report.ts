import type { HazardPolicy } from './decide.ts';
import { dueDay } from './due-day.ts';
import type { HazardEvent } from './event.ts';
import {
  isOnLedger,
  type Evidence,
  type Hazard,
  type HazardSubject,
  type Particulars,
  type ReportSource,
} from './hazard.ts';

/** A hazard as somebody reports it; an empty `dueOn` leaves the deadline to the rule. */
export type ReportHazard = {
  readonly kind: 'report';
  readonly at: number;
  readonly by: string;
  readonly number: string;
  readonly ref: string;
  readonly subject: HazardSubject;
  readonly particulars: Particulars;
  readonly foundOn: string;
  readonly round: string;
  /** What has been done about it already; null = nothing yet. */
  readonly evidence: Evidence | null;
  readonly source: ReportSource;
};

const isNewer = (now: ReportSource, before: ReportSource): boolean =>
  now.submission !== '' && now.submission === before.submission ? now.revision > before.revision : now.at > before.at;

const sameEvidence = (a: Evidence, b: Evidence | null): boolean => JSON.stringify(a) === JSON.stringify(b);

const fields = ['class', 'severity', 'description', 'place', 'foundBy', 'dueOn', 'responsible'] as const;

const fieldNames: Record<(typeof fields)[number], string> = {
  class: '类别',
  severity: '等级',
  description: '描述',
  place: '地点',
  foundBy: '发现人',
  dueOn: '整改期限',
  responsible: '责任人',
};

// Whoever must put it right does not make it smaller, nor give himself more time.
function corrected(hazard: Hazard, said: Particulars): Particulars {
  const severity = hazard.severity === 'major' ? 'major' : said.severity;
  const dueOn = said.dueOn !== '' && said.dueOn < hazard.dueOn ? said.dueOn : hazard.dueOn;
  return { ...said, severity, dueOn };
}

function registered(policy: HazardPolicy, command: ReportHazard): readonly HazardEvent[] {
  const { at, by, number, ref, subject, particulars, foundOn, round, source, evidence } = command;
  const { severity, description } = particulars;
  const dueOn = particulars.dueOn || dueDay(foundOn, severity, policy.isWorkingDay);
  const found: HazardEvent = {
    ...{ kind: 'found', at, by, note: description, number, ref, subject, foundOn, round, source },
    particulars: { ...particulars, dueOn },
  };
  return evidence === null ? [found] : [found, rectification(command, evidence)];
}

const rectification = ({ at, by, source }: ReportHazard, evidence: Evidence): HazardEvent => ({
  ...{ kind: 'rectified', at, by, note: evidence.note, evidence, source },
});

function correction(hazard: Hazard, { at, by, particulars, source }: ReportHazard): readonly HazardEvent[] {
  const next = corrected(hazard, particulars);
  const changed = fields.filter((field) => next[field] !== hazard[field]);
  if (changed.length === 0) return [];
  const note = `更正：${changed.map((field) => fieldNames[field]).join('、')}`;
  return [{ kind: 'corrected', at, by, note, particulars: next, source }];
}

/** What a report says that is news: a hazard not known yet, a correction, a rectification. The same words twice are none. */
export function decideReport(
  policy: HazardPolicy,
  hazard: Hazard | null,
  command: ReportHazard,
): readonly HazardEvent[] {
  if (hazard === null) return registered(policy, command);
  if (!isNewer(command.source, hazard.source) || !isOnLedger(hazard)) return [];
  const { evidence } = command;
  const isRectified = evidence !== null && hazard.state === 'open' && !sameEvidence(evidence, hazard.evidence);
  return [...correction(hazard, command), ...(isRectified ? [rectification(command, evidence)] : [])];
}
