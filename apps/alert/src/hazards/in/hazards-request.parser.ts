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

export function questionFromWire(
  request: ListHazardsRequest,
  today: string,
): Result<HazardQuestion, 'invalid-parameter'> {
  const { orgUnit, campaign, reopened, overdue } = request;
  const asked = {
    states: named(states, request.states),
    classes: named(classes, request.classes),
    severities: named(severities, request.severities),
  };
  if (asked.states === undefined || asked.classes === undefined || asked.severities === undefined)
    return err('invalid-parameter');
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
}: Pick<ListHazardsRequest, 'limit' | 'cursor'>): Result<HazardPage, 'invalid-parameter ?cursor'> {
  const after = cursor === '' ? null : placeOf(cursor);
  if (after === undefined || limit < 0 || limit > largestLimit) return err('invalid-parameter ?cursor');
  return ok({ after, limit: limit === 0 ? defaultLimit : limit });
}

export function spanFromWire(request: SummariseHazardsRequest): Result<DaySpan, 'invalid-parameter'> {
  const parsed = spanSchema.safeParse(request);
  return parsed.success && parsed.data.from <= parsed.data.to ? ok(parsed.data) : err('invalid-parameter');
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

/** What is wrong with a hazard that somebody registers, and in which field of it. */
export type ReportFault = {
  readonly code: 'invalid-field' | 'date-in-future' | 'date-before-found' | 'evidence-missing';
  readonly field: '' | '/foundOn' | '/dueOn' | '/rectified/on' | '/rectified';
};

/** Faults as a refusal names them: each with its place below `at`. */
export const placed = (faults: readonly ReportFault[], at = ''): string =>
  faults.map(({ code, field }) => `${code} ${at}${field}`.trimEnd()).join('; ');

function laterFault(later: string, foundOn: string, field: ReportFault['field']): readonly ReportFault[] {
  return later !== '' && later < foundOn ? [{ code: 'date-before-found', field }] : [];
}

function dayFaults({ foundOn, dueOn, rectifiedOn }: ReportedHazard, today: string): readonly ReportFault[] {
  const found: readonly ReportFault[] =
    foundOn > today ? [{ code: 'date-in-future', field: '/foundOn' }] : laterFault(dueOn, foundOn, '/dueOn');
  const rectified: readonly ReportFault[] =
    rectifiedOn > today
      ? [{ code: 'date-in-future', field: '/rectified/on' }]
      : laterFault(rectifiedOn, foundOn, '/rectified/on');
  return [...found, ...rectified];
}

type Said = NonNullable<ReturnType<typeof reportFromWire>>;

const saidIn = (hazard: ReportedHazard | undefined): Said | undefined =>
  hazard !== undefined && reportSchema.safeParse(hazard).success ? reportFromWire(hazard) : undefined;

const evidenceFaults = ({ particulars, evidence }: Said): readonly ReportFault[] =>
  evidence === null || isEvident(particulars, evidence) ? [] : [{ code: 'evidence-missing', field: '/rectified' }];

/** A hazard that somebody registers by hand, or every fault of it. */
export function reportOf(
  { hazard }: RegisterHazardRequest,
  { at, today, by, newRef }: Registrar,
): Result<HazardReport, readonly ReportFault[]> {
  const said = saidIn(hazard);
  if (hazard === undefined || said === undefined) return err([{ code: 'invalid-field', field: '' }]);
  const faults = [...dayFaults(hazard, today), ...evidenceFaults(said)];
  if (faults.length > 0) return err(faults);
  return ok({
    ...{ at, by, ref: hazard.ref || newRef(), foundOn: hazard.foundOn, round: '', ...said },
    source: { submission: '', revision: 0, at },
  });
}
