import { AlertServiceService, Condition, Handling, type Alert } from '@xiaomai/contracts/alert';
import {
  CatalogueServiceService,
  Comparator,
  Severity,
  type CatalogueSnapshot,
  type Dataset,
} from '@xiaomai/contracts/catalogue';
import { OrgTreeServiceService } from '@xiaomai/contracts/org-tree';
import {
  ScorecardServiceService,
  Verdict,
  type ChildView,
  type RollupCell,
  type ScorecardView,
  type VerdictItem,
} from '@xiaomai/contracts/scorecard';
import { refusal, startGrpcServer, unary } from '@xiaomai/grpc';
import { err, ok } from '@xiaomai/kernel';
import type { AlertFact, Card, CardItem, UnitCard } from '../domain/facts.ts';
import type { Figure } from '../domain/figure.ts';
import type { DemoSource } from '../flow/demo-source.ts';
import type { Caller } from '../flow/ports.ts';

// The other services as the wire sees them, with the demonstration city behind: for tests.

const verdicts = {
  met: Verdict.MET,
  'at-risk': Verdict.AT_RISK,
  breached: Verdict.BREACHED,
  'no-data': Verdict.NO_DATA,
  'not-applicable': Verdict.NOT_APPLICABLE,
} as const;

const numbers = (figure: Figure): { numerator: number; denominator: number; value: string } => ({
  numerator: figure.kind === 'ratio' ? figure.numerator : 0,
  denominator: figure.kind === 'ratio' ? figure.denominator : 0,
  value: figure.kind === 'number' ? figure.value : '',
});

const itemToWire = (item: CardItem): VerdictItem => ({
  indicator: item.indicator,
  indicatorName: item.name,
  pack: 'campus-safety',
  verdict: verdicts[item.verdict],
  ...numbers(item.figure),
  target: item.target?.id ?? '',
  comparator: item.target === null ? Comparator.UNSPECIFIED : Comparator.EQUALS,
  targetValue: item.target?.value ?? '',
  unit: item.unit,
  severity: Severity.MAJOR,
  reason: item.reason,
  gap: '',
  period: '2026-11',
  closedSince: '',
  reasonEn: '',
});

const noMore = { valued: 0, latestAt: 0, latestUnit: '', against: '', measured: '', failing: [] };

const countsToWire = ({ indicator, figure, verdict, counts }: CardItem): readonly RollupCell[] =>
  counts === null
    ? []
    : [{ indicator, ...numbers(figure), verdict: verdicts[verdict], target: '', ...counts, ...noMore }];

const nothingElse = {
  findings: [],
  missing: false,
  late: false,
  dueAt: 0,
  findingCounts: {},
  missingUnits: 0,
  lateUnits: 0,
  watchesOutliers: false,
};

const viewToWire = ({ receivedAtMs, judgedAtMs, ...card }: Card): ScorecardView => ({
  ...card,
  ...nothingElse,
  revision: 1,
  receivedAt: receivedAtMs,
  judgedAt: judgedAtMs,
  items: card.items.map(itemToWire),
  groups: card.groups.map((group) => ({ ...group, members: [...group.members], verdict: verdicts[group.verdict] })),
  counts: card.items.flatMap(countsToWire),
});

const childToWire = ({ orgUnit, name, type, card }: UnitCard): ChildView => ({
  orgUnit,
  name,
  type,
  scorecard: card === undefined ? undefined : viewToWire(card),
});

const alertToWire = ({ figure, openedAtMs, deadlineMs, pathNames, ...alert }: AlertFact): Alert => ({
  ...alert,
  ...numbers(figure),
  pathNames: [...pathNames],
  path: '',
  pack: 'campus-safety',
  dataset: 'campus-safety',
  severity: Severity.CRITICAL,
  condition: alert.condition === 'resolved' ? Condition.RESOLVED : Condition.FIRING,
  handling: Handling.ASSIGNED,
  openedAt: openedAtMs,
  resolvedAt: 0,
  closedAt: 0,
  deadline: deadlineMs,
  comparator: Comparator.EQUALS,
  targetValue: '100',
  reason: '',
  reasonEn: '',
  handlingVersion: 1,
  timeline: [],
  scorecardVersion: 1,
  receivedAt: 0,
  endedBecause: '',
  unitClosed: false,
});

const dataset: Dataset = {
  id: 'campus-safety',
  pack: 'campus-safety',
  nameZh: '校园安全月报',
  nameEn: '',
  indicators: [],
  reportedBy: [],
  periodKinds: ['month'],
  rollsUp: true,
  due: undefined,
  computed: false,
  checks: [],
  validFrom: '',
  validTo: '',
};

type Paged = { readonly limit: number; readonly cursor: string };

function page(units: readonly UnitCard[], { limit, cursor }: Paged): { units: ChildView[]; next: string } {
  const from = cursor === '' ? 0 : Number(cursor);
  const next = from + limit < units.length ? String(from + limit) : '';
  return { units: units.slice(from, from + limit).map(childToWire), next };
}

const nobody: Caller = { subject: '', token: '', maySee: () => true };
const ask = unary<Caller>(
  (token) => Promise.resolve({ ...nobody, token }),
  () => undefined,
);
const unused = ask<unknown, never>(() => Promise.resolve(err(refusal('UNIMPLEMENTED', 'not here'))));
const unusedStream = (): never => {
  throw new Error('not here');
};

function scorecardHandlers({ indicators }: DemoSource) {
  return {
    getScorecard: ask(async (request: { orgUnit: string; period: string }, { caller }) => {
      const cards = await indicators.cards(request, caller);
      return ok({ orgUnit: request.orgUnit, orgName: '', type: '', scorecards: cards.map(viewToWire) });
    }),
    listChildren: ask(async (request: { orgUnit: string; period: string; dataset: string } & Paged, { caller }) => {
      const { units, next } = page(await indicators.children(request, caller), request);
      return ok({ children: units, next });
    }),
    listReporting: ask(async (request: { orgUnit: string; period: string; dataset: string } & Paged, { caller }) =>
      ok(page(await indicators.reporting(request, caller), request)),
    ),
    getSeries: unused,
    trace: unusedStream,
    exportScorecards: unusedStream,
  };
}

function treeHandlers({ indicators }: DemoSource) {
  return {
    getOrgUnit: ask(async ({ id }: { id: string }, { caller }) => {
      const found = await indicators.scope(id, caller);
      if (found === undefined) return err(refusal('NOT_FOUND', 'no such org unit'));
      const { orgUnit, name, type, path } = found;
      const rest = { parent: '', nameEn: '', validFrom: '', validTo: '', tags: [] };
      const history = { version: 1, places: [], successors: [], predecessors: [] };
      return ok({ orgUnit: { id: orgUnit, nameZh: name, type, path, ...rest }, ancestors: [], ...history });
    }),
    listOrgUnits: unused,
    importOrgUnits: unused,
    changeOrgUnit: unused,
    listOrgTreeChanges: unused,
    followOrgTree: unusedStream,
  };
}

function catalogueHandlers({ indicators }: DemoSource) {
  return {
    getCatalogue: ask(async (_request: object, { caller }) => {
      const { version } = await indicators.catalogue(caller);
      const nothing = { packs: [], indicators: [], targets: [], groups: [], since: 0 };
      const catalogue: CatalogueSnapshot = { version, ...nothing, datasets: [dataset] };
      return ok({ catalogue });
    }),
    followCatalogue: unusedStream,
  };
}

function alertHandlers({ alerts }: DemoSource) {
  return {
    summariseHandling: ask(async (request: { orgUnit: string; from: number; to: number }, { caller }) => {
      const span = { orgUnit: request.orgUnit, fromMs: request.from, toMs: request.to };
      const { open, fromMs: _, ...figures } = await alerts.handling(span, caller);
      return ok({ ...figures, open: open.map(alertToWire) });
    }),
    listAlerts: unused,
    getAlert: unused,
    actOnAlert: unused,
    exportAlerts: unusedStream,
  };
}

/** Serves the demonstration city as the indicator and alert services would. */
export async function serveDemo(source: DemoSource): Promise<{ address: string; stop: () => Promise<void> }> {
  const server = await startGrpcServer({
    port: 0,
    services: [
      { definition: ScorecardServiceService, handlers: scorecardHandlers(source) },
      { definition: OrgTreeServiceService, handlers: treeHandlers(source) },
      { definition: CatalogueServiceService, handlers: catalogueHandlers(source) },
      { definition: AlertServiceService, handlers: alertHandlers(source) },
    ],
  });
  return { address: `127.0.0.1:${server.port}`, stop: server.stop };
}
