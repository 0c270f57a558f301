import {
  AlertServiceService,
  type ActOnAlertRequest,
  type ActOnAlertResponse,
  type Alert,
  type AlertServiceServer,
  type ExportAlertsRequest,
  type ExportAlertsResponse,
  type GetAlertRequest,
  type GetAlertResponse,
  type ListAlertsRequest,
  type ListAlertsResponse,
  type SummariseHandlingRequest,
  type SummariseHandlingResponse,
} from '@xiaomai/contracts/alert';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';
import type { Episode } from '../domain/alert.ts';
import type { ActOnAlert, Actor, ActRefusal, IsClosed } from '../flow/act-on-alert.ts';
import type { Asker, QueryAlerts } from '../flow/query-alerts.ts';
import { commandFromWire, cursorOf, pageFromWire, questionFromWire, spanFromWire } from './alerts-request.parser.ts';

export type AlertsRpcPorts = {
  readonly query: QueryAlerts;
  readonly act: ActOnAlert;
  readonly isClosed: IsClosed;
  readonly toWire: (episode: Episode) => Alert;
  readonly verify: VerifyIdentity;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
};

type Refused = ReturnType<typeof refusal>;

// The words of a refusal reach the person, in both languages.
const refusals: {
  readonly [Reason in ActRefusal['reason']]: (refused: Extract<ActRefusal, { reason: Reason }>) => Refused;
} = {
  'not-found': () => refusal('NOT_FOUND', 'no such alert'),
  'no-such-episode': () => refusal('NOT_FOUND', 'no such alert'),
  'not-your-role': () => refusal('PERMISSION_DENIED', 'not your role'),
  'moved-on': ({ handlingVersion }) => refusal('ABORTED', `handling is at version ${handlingVersion}`),
  'not-in-this-state': ({ handling }) =>
    refusal('FAILED_PRECONDITION', `当前处置状态为 ${handling}，不允许此操作。Not allowed while ${handling}.`),
  'still-firing': () => refusal('FAILED_PRECONDITION', '指标仍未达标，不能销号。The figure still breaches its target.'),
  'evidence-missing': () => refusal('INVALID_ARGUMENT', '缺少整改佐证或理由。Evidence or a reason is missing.'),
  'review-missing': () => refusal('INVALID_ARGUMENT', '缺少复盘说明。The review note is missing.'),
  'note-missing': () => refusal('INVALID_ARGUMENT', '缺少说明。A note is missing.'),
  'assignee-missing': () => refusal('INVALID_ARGUMENT', '缺少责任人。The assignee is missing.'),
};

const refusalOf = (refused: ActRefusal): Refused =>
  (refusals[refused.reason] as (refused: ActRefusal) => Refused)(refused);

const askerOf = (caller: Identity): Asker & Actor => ({
  orgUnit: caller.orgUnit,
  path: caller.role === 'service' ? '' : caller.path,
  role: caller.role,
  maySee: (path) => maySee(caller, path),
});

const invalid = (what: string): Refused => refusal('INVALID_ARGUMENT', what);

async function* exported(
  batches: AsyncIterable<readonly Episode[]>,
  toWire: AlertsRpcPorts['toWire'],
): AsyncIterable<ExportAlertsResponse> {
  for await (const batch of batches) yield { alerts: batch.map(toWire) };
}

const wholeOf =
  ({ toWire, isClosed }: AlertsRpcPorts) =>
  async (episode: Episode): Promise<Alert> => {
    const { condition, handling, subject } = episode;
    const matters = condition === 'firing' && handling !== 'closed';
    return { ...toWire(episode), unitClosed: matters && (await isClosed(subject.orgUnit)) };
  };

export type AlertsRpc = { readonly definition: typeof AlertServiceService; readonly handlers: AlertServiceServer };

/** Answers about alerts and takes what people do to them, each within the subtree that the caller may see. */
export function alertsRpc(ports: AlertsRpcPorts): AlertsRpc {
  const { query, act, toWire } = ports;
  const answer = unary<Identity>(ports.verify, ports.onFailure);
  const stream = serverStream<Identity>(ports.verify, ports.onFailure);
  const brief = (episode: Episode): Alert => toWire({ ...episode, timeline: [] });
  const whole = wholeOf(ports);

  return {
    definition: AlertServiceService,
    handlers: {
      listAlerts: answer<ListAlertsRequest, ListAlertsResponse>(async (request, { caller }) => {
        const question = questionFromWire(request, ports.now());
        const page = pageFromWire(request);
        if (!page.ok || !question.ok) return err(invalid(page.ok ? 'invalid-parameter' : page.reason));
        const { alerts, next } = await query.list(askerOf(caller), question.value, page.value);
        return ok({ alerts: alerts.map(brief), next: next === null ? '' : cursorOf(next) });
      }),
      getAlert: answer<GetAlertRequest, GetAlertResponse>(async ({ id }, { caller }) => {
        const found = await query.find(askerOf(caller), id);
        return found.ok ? ok({ alert: await whole(found.value) }) : err(refusalOf({ reason: found.reason }));
      }),
      actOnAlert: answer<ActOnAlertRequest, ActOnAlertResponse>(async (request, { caller }) => {
        const command = commandFromWire(request, { at: ports.now(), by: caller.subject });
        if (!command.ok) return err(invalid(command.reason));
        const acted = await act(askerOf(caller), request.id, command.value);
        return acted.ok ? ok({ alert: await whole(acted.value) }) : err(refusalOf(acted.reason));
      }),
      summariseHandling: answer<SummariseHandlingRequest, SummariseHandlingResponse>(async (request, { caller }) => {
        const span = spanFromWire(request);
        if (!span.ok) return err(invalid('invalid-parameter'));
        const { open, ...figures } = await query.summarise(askerOf(caller), request, span.value);
        return ok({ ...figures, open: open.map(brief) });
      }),
      exportAlerts: stream<ExportAlertsRequest, ExportAlertsResponse>((_, { caller }) => {
        const everything = query.exportAll(askerOf(caller));
        if (!everything.ok) return Promise.resolve(err(refusalOf({ reason: everything.reason })));
        return Promise.resolve(ok(exported(everything.value, toWire)));
      }),
    },
  };
}
