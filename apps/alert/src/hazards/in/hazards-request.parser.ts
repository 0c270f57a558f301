import type {
  ActOnHazardRequest,
  ListHazardsRequest,
  RegisterHazardRequest,
  ReportedHazard,
  SummariseHazardsRequest,
} from '@xiaomai/contracts/hazard';
import { err, ok, type Result } from '@xiaomai/kernel';
import * as z from 'zod';
import { isEvident, type HazardHandling } from '../domain/decide-handling.ts';
import type { DaySpan } from '../domain/summary.ts';
import type { HazardPage, HazardPlace } from '../flow/hazard-store.ts';
import type { HazardQuestion } from '../flow/query-hazards.ts';
import type { HazardReport } from '../flow/register-hazards.ts';
import { classes, named, reportFromWire, severities, states, verbs } from './hazard-words.parser.ts';

const defaultLimit = 50;
const largestLimit = 500;

const note = z.string().max(2_000);
const day = z.union([z.iso.date(), z.literal('')]);
const links = z.array(z.url({ protocol: /^https?$/ }).max(500)).max(20);
const actSchema = z.object({ note, links, on: day });
const cursorSchema = z.tuple([z.iso.date(), z.string().min(1).max(100)]);
const spanSchema = z.object({ from: z.iso.date(), to: z.iso.date() });
const reportSchema = z.object({
  ref: z.string().max(80),
  description: z.string().min(1).max(1_000),
  place: z.string().max(200),
  foundOn: z.iso.date(),
  foundBy: z.string().max(80),
  dueOn: day,
  responsible: z.string().max(80),
  rectifiedOn: day,
  evidence: note,
  links,
});

export function questionFromWire(request: ListHazardsRequest, today: string): Result<HazardQuestion, 'invalid'> {
  const { orgUnit, campaign, reopened, overdue } = request;
  const asked = {
    states: named(states, request.states),
    classes: named(classes, request.classes),
    severities: named(severities, request.severities),
  };
  if (asked.states === undefined || asked.classes === undefined || asked.severities === undefined)
    return err('invalid');
  return ok({
    ...{ orgUnit, campaign, isReopened: reopened, overdueOn: overdue ? today : '' },
    ...{ states: asked.states, classes: asked.classes, severities: asked.severities },
  });
}

export const cursorOf = ({ foundOn, number }: HazardPlace): string =>
  Buffer.from(JSON.stringify([foundOn, number])).toString('base64url');

function placeOf(cursor: string): HazardPlace | undefined {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return parsed.success ? { foundOn: parsed.data[0], number: parsed.data[1] } : undefined;
  } catch {
    return undefined;
  }
}

export function pageFromWire({
  limit,
  cursor,
}: Pick<ListHazardsRequest, 'limit' | 'cursor'>): Result<HazardPage, 'invalid'> {
  const after = cursor === '' ? null : placeOf(cursor);
  if (after === undefined || limit < 0 || limit > largestLimit) return err('invalid');
  return ok({ after, limit: limit === 0 ? defaultLimit : limit });
}

export function spanFromWire(request: SummariseHazardsRequest): Result<DaySpan, 'invalid'> {
  const parsed = spanSchema.safeParse(request);
  return parsed.success && parsed.data.from <= parsed.data.to ? ok(parsed.data) : err('invalid');
}

export function commandFromWire(
  request: ActOnHazardRequest,
  who: Pick<HazardHandling, 'at' | 'by' | 'today'>,
): Result<HazardHandling, 'invalid-field'> {
  const verb = verbs.get(request.verb);
  const parsed = actSchema.safeParse(request);
  if (!parsed.success || verb === undefined) return err('invalid-field');
  return ok({
    ...{ kind: 'handle', verb, ...who, handlingVersion: request.ifMatch, ...parsed.data },
    ...{ sample: '', passed: false },
  });
}

/** Who registers, when, and a reference for what has none. */
export type Registrar = {
  readonly at: number;
  readonly today: string;
  readonly by: string;
  readonly newRef: () => string;
};

export type ReportFault = 'invalid-field' | 'date-in-future' | 'date-before-found' | 'evidence-missing';

function dayFault({ foundOn, dueOn, rectifiedOn }: ReportedHazard, today: string): ReportFault | undefined {
  if (foundOn > today || rectifiedOn > today) return 'date-in-future';
  return [dueOn, rectifiedOn].some((later) => later !== '' && later < foundOn) ? 'date-before-found' : undefined;
}

type Said = NonNullable<ReturnType<typeof reportFromWire>>;

const saidIn = (hazard: ReportedHazard | undefined): Said | undefined =>
  hazard !== undefined && reportSchema.safeParse(hazard).success ? reportFromWire(hazard) : undefined;

const evidenceFault = ({ particulars, evidence }: Said): ReportFault | undefined =>
  evidence === null || isEvident(particulars, evidence) ? undefined : 'evidence-missing';

/** A hazard that somebody registers by hand. */
export function reportOf(
  { hazard }: RegisterHazardRequest,
  { at, today, by, newRef }: Registrar,
): Result<HazardReport, ReportFault> {
  const said = saidIn(hazard);
  if (hazard === undefined || said === undefined) return err('invalid-field');
  const fault = dayFault(hazard, today) ?? evidenceFault(said);
  if (fault !== undefined) return err(fault);
  return ok({
    ...{ at, by, ref: hazard.ref || newRef(), foundOn: hazard.foundOn, round: '', ...said },
    source: { submission: '', revision: 0, at },
  });
}
