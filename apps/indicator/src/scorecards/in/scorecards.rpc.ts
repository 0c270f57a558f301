import {
  ReportingState,
  ScorecardServiceService,
  type CountOutliersRequest,
  type ExportScorecardsResponse,
  type GetScorecardRequest,
  type GetScorecardResponse,
  type GetSeriesRequest,
  type GetSeriesResponse,
  type ListChildrenRequest,
  type ListChildrenResponse,
  type ListFiguresRequest,
  type ListFiguresResponse,
  type ListReportingRequest,
  type ListReportingResponse,
  type ScorecardServiceServer,
  type TraceRequest,
  type TraceResponse,
} from '@xiaomai/contracts/scorecard';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Rpc } from '../../catalogue/in/catalogue.rpc.ts';
import { nearestPlace, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import type { AskScorecards } from '../flow/ask-scorecards.ts';
import { dayOfSight } from '../flow/as-is/sight.ts';
import type { ReadViews } from '../flow/view-scorecards.ts';
import {
  childMessage,
  figuresMessage,
  itemMessage,
  languageOf,
  outliersMessage,
  unitsMessage,
  verdictMessage,
  viewMessage,
} from './view-wire.ts';

type Refusal = ReturnType<typeof refusal>;

/** What the answers are made of. */
export type ScorecardsRpcPorts = {
  readonly tree: () => OrgTree;
  readonly now: () => number;
  readonly read: ReadViews;
  readonly ask: AskScorecards;
  /** Every stored card, already as messages. */
  readonly exportCards: () => AsyncIterable<ExportScorecardsResponse>;
  readonly verify: VerifyIdentity;
  readonly onFailure: (error: unknown) => void;
};

const stepsPerMessage = 200;
const states = new Map<ReportingState, 'all' | 'failing' | 'missing' | 'late' | 'doubtful'>([
  [ReportingState.UNSPECIFIED, 'all'],
  [ReportingState.ALL, 'all'],
  [ReportingState.FAILING, 'failing'],
  [ReportingState.MISSING, 'missing'],
  [ReportingState.LATE, 'late'],
  [ReportingState.DOUBTFUL, 'doubtful'],
]);

// What is asked, told in the language that is asked for.
const told = <Request extends { readonly language: string }>(request: Request) => ({
  ...request,
  language: languageOf(request.language),
});

async function* traceMessages(
  ports: ScorecardsRpcPorts,
  unit: OrgUnit,
  request: TraceRequest,
): AsyncGenerator<TraceResponse> {
  const [own] = await ports.read([unit], told(request));
  const figure = own?.views.flatMap(({ items }) => items).find(({ indicator }) => indicator === request.indicator);
  yield { figure: figure === undefined ? undefined : itemMessage(figure), steps: [] };
  let steps: TraceResponse['steps'] = [];
  for await (const { unit: orgUnit, name, card, cell } of ports.ask.trace(unit, request)) {
    const { numerator, denominator, value, verdict } = cell;
    const submission = `${card.orgUnit}|${card.dataset}|${card.period}`;
    const { revision, receivedAt } = card;
    const figures = { numerator, denominator, value, verdict: verdictMessage(verdict) };
    steps.push({ orgUnit, name, submission, revision, receivedAt, ...figures });
    if (steps.length === stepsPerMessage) {
      yield { figure: undefined, steps };
      steps = [];
    }
  }
  if (steps.length > 0) yield { figure: undefined, steps };
}

/** A unit as it was on the last day of a period, or is today, where the caller may see it there. */
type Visible = (
  asked: { orgUnit: string; period: string; asIs?: boolean },
  caller: Identity,
) => Result<OrgUnit, Refusal>;
type Questions = 'getScorecard' | 'listChildren' | 'listReporting' | 'getSeries';

function questions(ports: ScorecardsRpcPorts, visible: Visible): Pick<ScorecardServiceServer, Questions> {
  const answer = unary<Identity>(ports.verify, ports.onFailure);
  return {
    getScorecard: answer(async (request: GetScorecardRequest, { caller }) => {
      const unit = visible(request, caller);
      if (!unit.ok) return unit;
      const [found] = await ports.read([unit.value], told(request));
      const { id: orgUnit, nameZh: orgName, type } = unit.value;
      const views = found?.views ?? [];
      const below = await ports.ask.below({ unit: unit.value, views }, told(request));
      return ok<GetScorecardResponse>({
        ...{ orgUnit, orgName, type, scorecards: views.map(viewMessage) },
        failing: below && unitsMessage(below.failing),
        missing: below && unitsMessage(below.missing),
      });
    }),
    listChildren: answer(async (request: ListChildrenRequest, { caller }) => {
      const unit = visible(request, caller);
      if (!unit.ok) return unit;
      const { items, next } = await ports.ask.children(unit.value, told(request));
      return ok<ListChildrenResponse>({ children: items.map(childMessage), next });
    }),
    listReporting: answer(async (request: ListReportingRequest, { caller }) => {
      const unit = visible(request, caller);
      if (!unit.ok) return unit;
      const state = states.get(request.state) ?? 'all';
      return ok<ListReportingResponse>(
        unitsMessage(await ports.ask.reporting(unit.value, { ...told(request), state })),
      );
    }),
    getSeries: answer(async (request: GetSeriesRequest, { caller }) => {
      const unit = visible({ ...request, period: request.to }, caller);
      if (!unit.ok) return unit;
      const points = await ports.ask.series(unit.value, told(request));
      return ok<GetSeriesResponse>({ points: points.map(({ period, item }) => ({ period, item: itemMessage(item) })) });
    }),
  };
}

function counts(ports: ScorecardsRpcPorts, visible: Visible): Pick<ScorecardServiceServer, 'countOutliers'> {
  const answer = unary<Identity>(ports.verify, ports.onFailure);
  return {
    countOutliers: answer(async (request: CountOutliersRequest, { caller }) => {
      const unit = visible(request, caller);
      return unit.ok ? ok(outliersMessage(await ports.ask.outliers(unit.value, request))) : unit;
    }),
  };
}

async function* figuresMessages(parts: ReturnType<AskScorecards['figures']>): AsyncGenerator<ListFiguresResponse> {
  for await (const { units, next } of parts) yield { units: units.map(figuresMessage), next };
}

function streams(
  ports: ScorecardsRpcPorts,
  visible: Visible,
): Omit<ScorecardServiceServer, Questions | 'countOutliers'> {
  const stream = serverStream<Identity>(ports.verify, ports.onFailure);
  return {
    listFigures: stream((request: ListFiguresRequest, { caller }) => {
      const unit = visible(request, caller);
      const state = states.get(request.state) ?? 'all';
      return Promise.resolve(
        unit.ok ? ok(figuresMessages(ports.ask.figures(unit.value, { ...request, state }))) : unit,
      );
    }),
    trace: stream((request: TraceRequest, { caller }) => {
      const unit = visible(request, caller);
      return Promise.resolve(unit.ok ? ok(traceMessages(ports, unit.value, request)) : unit);
    }),
    exportScorecards: stream((_request: object, { caller }) =>
      Promise.resolve(
        caller.role === 'admin'
          ? ok(ports.exportCards())
          : err(refusal('PERMISSION_DENIED', 'only the administrator exports')),
      ),
    ),
  };
}

/** Answers readers, each within the subtree the caller may see. */
export function scorecardsRpc(ports: ScorecardsRpcPorts): Rpc<typeof ScorecardServiceService, ScorecardServiceServer> {
  const visible: Visible = (asked, caller) => {
    const unit = nearestPlace(ports.tree(), asked.orgUnit, dayOfSight(asked, ports.now()));
    return unit === undefined || !maySee(caller, unit.path) ? err(refusal('NOT_FOUND', 'no such org unit')) : ok(unit);
  };
  const handlers = {
    ...questions(ports, visible),
    ...counts(ports, visible),
    ...streams(ports, visible),
  } as ScorecardServiceServer;
  return { definition: ScorecardServiceService, handlers };
}
