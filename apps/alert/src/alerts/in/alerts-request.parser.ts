import {
  Condition,
  Handling,
  Verb,
  type ActOnAlertRequest,
  type ListAlertsRequest,
  type SummariseHandlingRequest,
} from '@xiaomai/contracts/alert';
import { Severity } from '@xiaomai/contracts/catalogue';
import { err, ok, type Result } from '@xiaomai/kernel';
import * as z from 'zod';
import type { HandlingCommand, HandlingVerb } from '../domain/decide-handling.ts';
import type { Span } from '../domain/summary.ts';
import type { Page, Place } from '../flow/alert-store.ts';
import type { AlertQuestion } from '../flow/query-alerts.ts';

const conditions = new Map<Condition, AlertQuestion['conditions'][number]>([
  [Condition.PENDING, 'pending'],
  [Condition.FIRING, 'firing'],
  [Condition.RESOLVED, 'resolved'],
  [Condition.NO_DATA, 'no-data'],
]);

const handlings = new Map<Handling, AlertQuestion['handlings'][number]>([
  [Handling.NEW, 'new'],
  [Handling.ACKNOWLEDGED, 'acknowledged'],
  [Handling.ASSIGNED, 'assigned'],
  [Handling.RECTIFYING, 'rectifying'],
  [Handling.IN_REVIEW, 'in-review'],
  [Handling.CLOSED, 'closed'],
]);

const severities = new Map<Severity, AlertQuestion['severities'][number]>([
  [Severity.NOTICE, 'notice'],
  [Severity.WARNING, 'warning'],
  [Severity.MAJOR, 'major'],
  [Severity.CRITICAL, 'critical'],
]);

const verbs = new Map<Verb, HandlingVerb>([
  [Verb.ACKNOWLEDGE, 'acknowledge'],
  [Verb.ASSIGN, 'assign'],
  [Verb.START, 'start'],
  [Verb.SUBMIT, 'submit'],
  [Verb.APPROVE, 'approve'],
  [Verb.RETURN, 'return'],
  [Verb.CLOSE, 'close'],
  [Verb.REOPEN, 'reopen'],
  [Verb.COMMENT, 'comment'],
]);

const defaultLimit = 50;
const largestLimit = 500;

const text = z.string().max(2_000);
const link = z.url({ protocol: /^https?$/ }).max(500);
const actSchema = z.object({
  note: text,
  assignee: z.string().max(80),
  evidence: z.object({ note: text, links: z.array(link).max(20) }).optional(),
});
const cursorSchema = z.tuple([z.int().min(0), z.string().min(1).max(200)]);
const spanSchema = z.object({ from: z.int().min(0), to: z.int().min(0) });

/** Names of what was asked for; undefined when something is not known. */
function named<Wire, Name>(words: ReadonlyMap<Wire, Name>, asked: readonly Wire[]): readonly Name[] | undefined {
  const names = asked.flatMap((value) => words.get(value) ?? []);
  return names.length === asked.length ? names : undefined;
}

export function questionFromWire(request: ListAlertsRequest, now: number): Result<AlertQuestion, 'invalid-parameter'> {
  const { orgUnit, indicator, assignee, overdue } = request;
  const found = {
    conditions: named(conditions, request.conditions),
    handlings: named(handlings, request.handlings),
    severities: named(severities, request.severities),
  };
  const { conditions: asked, handlings: handled, severities: grave } = found;
  if (asked === undefined || handled === undefined || grave === undefined) return err('invalid-parameter');
  return ok({
    orgUnit,
    indicator,
    assignee,
    overdueAt: overdue ? now : 0,
    conditions: asked,
    handlings: handled,
    severities: grave,
  });
}

export const cursorOf = ({ openedAt, id }: Place): string =>
  Buffer.from(JSON.stringify([openedAt, id])).toString('base64url');

function placeOf(cursor: string): Place | undefined {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return parsed.success ? { openedAt: parsed.data[0], id: parsed.data[1] } : undefined;
  } catch {
    return undefined;
  }
}

export function pageFromWire({
  limit,
  cursor,
}: Pick<ListAlertsRequest, 'limit' | 'cursor'>): Result<Page, 'invalid-parameter ?cursor'> {
  const after = cursor === '' ? null : placeOf(cursor);
  if (after === undefined || limit < 0 || limit > largestLimit) return err('invalid-parameter ?cursor');
  return ok({ after, limit: limit === 0 ? defaultLimit : limit });
}

export function spanFromWire(request: SummariseHandlingRequest): Result<Span, 'invalid-parameter'> {
  const parsed = spanSchema.safeParse(request);
  return parsed.success && parsed.data.from <= parsed.data.to ? ok(parsed.data) : err('invalid-parameter');
}

const isTooLong = ({ issues }: z.ZodError): boolean =>
  issues.some(({ code, path }) => code === 'too_big' && path.at(-1) === 'note');

export function commandFromWire(
  request: ActOnAlertRequest,
  { at, by }: Pick<HandlingCommand, 'at' | 'by'>,
): Result<HandlingCommand, 'invalid-field' | 'note-too-long'> {
  const verb = verbs.get(request.verb);
  const parsed = actSchema.safeParse(request);
  if (!parsed.success) return err(isTooLong(parsed.error) ? 'note-too-long' : 'invalid-field');
  if (verb === undefined) return err('invalid-field');
  const { note, assignee, evidence } = parsed.data;
  const said = evidence?.note || note;
  return ok({
    kind: 'handle',
    verb,
    at,
    by,
    handlingVersion: request.ifMatch,
    note: said,
    assignee,
    links: evidence?.links ?? [],
  });
}
