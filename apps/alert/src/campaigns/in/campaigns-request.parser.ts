import type {
  AddRoundRequest,
  CreateCampaignRequest,
  DrawSampleRequest,
  GetCoverageRequest,
  ListCampaignsRequest,
  RecordVisitRequest,
} from '@xiaomai/contracts/campaign';
import { err, ok, type Result } from '@xiaomai/kernel';
import * as z from 'zod';
import { classes, named } from '../../hazards/in/hazard-words.parser.ts';
import { placed, reportOf, type Registrar } from '../../hazards/in/hazards-request.parser.ts';
import type { HazardReport } from '../../hazards/flow/register-hazards.ts';
import type { Round } from '../domain/campaign.ts';
import type { CampaignPage, CampaignPlace } from '../flow/campaign-store.ts';
import type { CampaignOrder } from '../flow/lead-campaigns.ts';
import type { VisitOrder } from '../flow/visit-units.ts';

const defaultLimit = 50;
const largestLimit = 500;
const mostHazards = 200;

const campaignId = z
  .string()
  .regex(/^[0-9a-z]+(-[0-9a-z]+)*$/)
  .max(60);
const day = z.iso.date();
const orderSchema = z.object({ id: campaignId, name: z.string().min(1).max(120), start: day, end: day });
const roundSchema = z.object({ start: day, end: day, types: z.array(z.string().min(1).max(40)).min(1).max(20) });
const visitSchema = z.object({
  ref: z.string().min(1).max(60),
  day,
  inspector: z.string().min(1).max(80),
  result: z.string().max(2_000),
  hazards: z.array(z.unknown()).max(mostHazards),
});
const cursorSchema = z.tuple([day, z.string().min(1).max(60)]);

export function orderFromWire(
  request: CreateCampaignRequest,
  newId: () => string,
): Result<CampaignOrder, 'invalid-field'> {
  const parsed = orderSchema.safeParse({ ...request, id: request.id || newId() });
  const found = named(classes, request.classes);
  if (!parsed.success || found === undefined) return err('invalid-field');
  return ok({ ...parsed.data, orgUnit: request.orgUnit, classes: found });
}

export type RoundOrder = Pick<Round, 'start' | 'end' | 'types'> & { readonly campaign: string };

export function roundFromWire(request: AddRoundRequest): Result<RoundOrder, 'invalid-field'> {
  const parsed = roundSchema.safeParse(request);
  return parsed.success ? ok({ ...parsed.data, campaign: request.campaign }) : err('invalid-field');
}

export const sizeFromWire = ({ size }: DrawSampleRequest): Result<number, 'invalid-field'> =>
  size >= 1 && size <= largestLimit ? ok(size) : err('invalid-field');

export const cursorOf = ({ start, id }: CampaignPlace): string =>
  Buffer.from(JSON.stringify([start, id])).toString('base64url');

function placeOf(cursor: string): CampaignPlace | undefined {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return parsed.success ? { start: parsed.data[0], id: parsed.data[1] } : undefined;
  } catch {
    return undefined;
  }
}

const limitOf = (limit: number): number | undefined =>
  limit < 0 || limit > largestLimit ? undefined : limit || defaultLimit;

export function pageFromWire(request: ListCampaignsRequest): Result<CampaignPage, 'invalid-parameter ?cursor'> {
  const after = request.cursor === '' ? null : placeOf(request.cursor);
  const limit = limitOf(request.limit);
  return after === undefined || limit === undefined ? err('invalid-parameter ?cursor') : ok({ after, limit });
}

export function missingPageFromWire({
  limit,
  cursor,
}: Pick<GetCoverageRequest, 'limit' | 'cursor'>): Result<
  { readonly after: string; readonly limit: number },
  'invalid-parameter'
> {
  const most = limitOf(limit);
  return most === undefined ? err('invalid-parameter') : ok({ after: cursor, limit: most });
}

// What a visit finds is called by the visit where the inspector has no name for it, so that a repeat of the visit finds it again.
function reportsOf(
  { hazards, orgUnit, day: foundOn }: RecordVisitRequest,
  ref: string,
  registrar: Omit<Registrar, 'newRef'>,
): Result<readonly HazardReport[], string> {
  const reports: HazardReport[] = [];
  const faults: string[] = [];
  for (const [n, hazard] of hazards.entries()) {
    const said = { ...hazard, foundOn: hazard.foundOn || foundOn };
    const report = reportOf({ orgUnit, hazard: said }, { ...registrar, newRef: () => `visit:${ref}#${String(n + 1)}` });
    if (report.ok) reports.push(report.value);
    else faults.push(placed(report.reason, `/hazards/${String(n)}`));
  }
  return faults.length === 0 ? ok(reports) : err(faults.join('; '));
}

export function visitFromWire(request: RecordVisitRequest, registrar: Registrar): Result<VisitOrder, string> {
  const parsed = visitSchema.safeParse({ ...request, ref: request.ref || registrar.newRef() });
  if (!parsed.success) return err('invalid-field');
  const { ref, inspector, result } = parsed.data;
  const reports = reportsOf(request, ref, registrar);
  if (!reports.ok) return reports;
  const { campaign, n, orgUnit } = request;
  return ok({
    campaign,
    n,
    orgUnit,
    ref,
    day: request.day,
    inspector,
    result,
    at: registrar.at,
    hazards: reports.value,
  });
}
