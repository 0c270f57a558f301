import {
  HazardServiceService,
  type ActOnHazardRequest,
  type ActOnHazardResponse,
  type ExportHazardsRequest,
  type ExportHazardsResponse,
  type GetHazardRequest,
  type GetHazardResponse,
  type Hazard as HazardMessage,
  type HazardServiceServer,
  type ListHazardsRequest,
  type ListHazardsResponse,
  type RegisterHazardRequest,
  type RegisterHazardResponse,
  type SummariseHazardsRequest,
  type SummariseHazardsResponse,
} from '@xiaomai/contracts/hazard';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { shanghaiDay } from '@xiaomai/period';
import type { Actor } from '../../alerts/flow/act-on-alert.ts';
import type { Asker } from '../../alerts/flow/query-alerts.ts';
import type { Hazard, HazardSubject } from '../domain/hazard.ts';
import type { ActOnHazard, ActOnHazardRefusal } from '../flow/act-on-hazard.ts';
import type { OrgUnits } from '../flow/org-units.ts';
import type { HazardSummary } from '../domain/summary.ts';
import type { QueryHazards } from '../flow/query-hazards.ts';
import type { RegisterHazards } from '../flow/register-hazards.ts';
import type { RoundSummary, SummariseHazards } from '../flow/summarise-hazards.ts';
import {
  commandFromWire,
  cursorOf,
  pageFromWire,
  questionFromWire,
  placed,
  reportOf,
  spanFromWire,
} from './hazards-request.parser.ts';

export type HazardsRpcPorts = {
  readonly query: QueryHazards;
  readonly summarise: SummariseHazards;
  readonly act: ActOnHazard;
  readonly register: RegisterHazards;
  readonly units: Pick<OrgUnits, 'find'>;
  readonly toWire: (hazard: Hazard) => HazardMessage;
  readonly summaryToWire: (summary: HazardSummary & RoundSummary) => SummariseHazardsResponse;
  readonly verify: VerifyIdentity;
  readonly now: () => number;
  readonly newRef: () => string;
  readonly onFailure: (error: unknown) => void;
};

type Refused = ReturnType<typeof refusal>;

// The words of a refusal reach the person, in both languages.
const refusals: {
  readonly [Reason in ActOnHazardRefusal['reason']]: (
    refused: Extract<ActOnHazardRefusal, { reason: Reason }>,
  ) => Refused;
} = {
  'not-found': () => refusal('NOT_FOUND', 'no such hazard'),
  'no-such-hazard': () => refusal('NOT_FOUND', 'no such hazard'),
  'not-your-role': () => refusal('PERMISSION_DENIED', 'not your role'),
  'moved-on': ({ handlingVersion }) => refusal('ABORTED', `handling is at version ${handlingVersion}`),
  'not-in-this-state': ({ state }) =>
    refusal('FAILED_PRECONDITION', `隐患当前状态为 ${state}，不允许此操作。Not allowed while ${state}.`),
  'note-missing': () => refusal('INVALID_ARGUMENT', '缺少说明。A note is missing.'),
  'evidence-missing': () => refusal('INVALID_ARGUMENT', 'evidence-missing'),
  'date-before-found': () => refusal('INVALID_ARGUMENT', 'date-before-found /on'),
  'date-in-future': () => refusal('INVALID_ARGUMENT', 'date-in-future /on'),
  'already-rechecked': () => refusal('FAILED_PRECONDITION', '该样本中此隐患已复查。Rechecked in this sample already.'),
};

export const refusalOfHazard = (refused: ActOnHazardRefusal): Refused =>
  (refusals[refused.reason] as (refused: ActOnHazardRefusal) => Refused)(refused);

export const askerOf = (caller: Identity): Asker & Actor => ({
  orgUnit: caller.orgUnit,
  path: caller.role === 'service' ? '' : caller.path,
  role: caller.role,
  maySee: (path) => maySee(caller, path),
});

const invalid = (what: string): Refused => refusal('INVALID_ARGUMENT', what);

async function* exported(
  batches: AsyncIterable<readonly Hazard[]>,
  toWire: HazardsRpcPorts['toWire'],
): AsyncIterable<ExportHazardsResponse> {
  for await (const batch of batches) yield { hazards: batch.map(toWire) };
}

// Towns, districts and whatever stands above them have no hazards of their own.
const aboveSchools = ['nation', 'province', 'city', 'district', 'town'];

const registrars: readonly Identity['role'][] = ['school', 'staff', 'admin'];

type Place = Result<HazardSubject, Refused>;

const placing =
  ({ units }: HazardsRpcPorts) =>
  async (id: string, caller: Identity): Promise<Place> => {
    if (!registrars.includes(caller.role)) return err(refusalOfHazard({ reason: 'not-your-role' }));
    const unit = await units.find(id);
    if (unit === undefined || !maySee(caller, unit.path)) return err(invalid('unknown-org-unit /orgUnit'));
    if (aboveSchools.includes(unit.type)) return err(invalid('org-unit-not-reporting /orgUnit'));
    const { orgUnit, orgName, path, pathNames } = unit;
    return ok({ orgUnit, orgName, path, pathNames });
  };

const registering = (ports: HazardsRpcPorts) => {
  const { register, now, newRef, toWire } = ports;
  const place = placing(ports);
  return async (request: RegisterHazardRequest, caller: Identity): Promise<Result<RegisterHazardResponse, Refused>> => {
    const subject = await place(request.orgUnit, caller);
    if (!subject.ok) return subject;
    const at = now();
    const report = reportOf(request, { at, today: shanghaiDay(at), by: caller.subject, newRef });
    if (!report.ok) return err(invalid(placed(report.reason)));
    const [registered] = await register(subject.value, [report.value]);
    if (registered?.record.hazard == null) throw new Error('registered, but not there');
    return ok({ hazard: toWire(registered.record.hazard), status: registered.status });
  };
};

export type HazardsRpc = { readonly definition: typeof HazardServiceService; readonly handlers: HazardServiceServer };

type Answer = ReturnType<typeof unary<Identity>>;

function questions({ query, summarise, toWire, summaryToWire, now }: HazardsRpcPorts, answer: Answer) {
  const brief = (hazard: Hazard): HazardMessage => toWire({ ...hazard, timeline: [] });
  return {
    listHazards: answer<ListHazardsRequest, ListHazardsResponse>(async (request, { caller }) => {
      const question = questionFromWire(request, shanghaiDay(now()));
      const page = pageFromWire(request);
      if (!page.ok) return err(invalid(page.reason));
      if (!question.ok) return err(invalid(question.reason));
      const { hazards, next } = await query.list(askerOf(caller), question.value, page.value);
      return ok({ hazards: hazards.map(brief), next: next === null ? '' : cursorOf(next) });
    }),
    getHazard: answer<GetHazardRequest, GetHazardResponse>(async ({ number }, { caller }) => {
      const found = await query.find(askerOf(caller), number);
      return found.ok ? ok({ hazard: toWire(found.value) }) : err(refusalOfHazard({ reason: found.reason }));
    }),
    summariseHazards: answer<SummariseHazardsRequest, SummariseHazardsResponse>(async (request, { caller }) => {
      const span = spanFromWire(request);
      if (!span.ok) return err(invalid('invalid-parameter'));
      return ok(summaryToWire(await summarise(askerOf(caller), request.orgUnit, span.value)));
    }),
  };
}

/** Takes hazards and what people do to them, and answers about them, each within the subtree that the caller may see. */
export function hazardsRpc(ports: HazardsRpcPorts): HazardsRpc {
  const { query, act, toWire, now } = ports;
  const answer = unary<Identity>(ports.verify, ports.onFailure);
  const stream = serverStream<Identity>(ports.verify, ports.onFailure);
  const register = registering(ports);
  return {
    definition: HazardServiceService,
    handlers: {
      ...questions(ports, answer),
      registerHazard: answer<RegisterHazardRequest, RegisterHazardResponse>((request, { caller }) =>
        register(request, caller),
      ),
      actOnHazard: answer<ActOnHazardRequest, ActOnHazardResponse>(async (request, { caller }) => {
        const at = now();
        const command = commandFromWire(request, { at, by: caller.subject, today: shanghaiDay(at) });
        if (!command.ok) return err(invalid(command.reason));
        const acted = await act(askerOf(caller), request.number, command.value);
        return acted.ok ? ok({ hazard: toWire(acted.value) }) : err(refusalOfHazard(acted.reason));
      }),
      exportHazards: stream<ExportHazardsRequest, ExportHazardsResponse>((_, { caller }) => {
        const everything = query.exportAll(askerOf(caller));
        if (!everything.ok) return Promise.resolve(err(refusalOfHazard({ reason: everything.reason })));
        return Promise.resolve(ok(exported(everything.value, toWire)));
      }),
    },
  };
}
