import {
  Aggregation,
  Base,
  CatalogueServiceService,
  CheckKind,
  Comparator,
  Direction,
  IndicatorKind,
  Measure,
  PathKind,
  Severity,
  type CatalogueServiceServer,
  type CatalogueSnapshot,
  type Due as DueMessage,
  type GetCatalogueRequest,
  type GetCatalogueResponse,
  type ListCatalogueVersionsRequest,
  type ListCatalogueVersionsResponse,
  type FollowCatalogueResponse,
} from '@xiaomai/contracts/catalogue';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import type { Identity, VerifyIdentity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';
import type { Catalogue, Check, DatasetPlan, Due, Indicator, Pack, Path, Target } from '../domain/catalogue.ts';
import { decimalText, type Decimal } from '../domain/decimal.ts';
import {
  catalogueOf,
  packsOf,
  type CatalogueStore,
  type ParsePacks,
  type StoredPacks,
} from '../flow/load-catalogue.ts';
import type { Watched } from '../flow/watched.ts';

/** A gRPC service with its handlers, for the server to serve. */
export type Rpc<Definition, Handlers> = { readonly definition: Definition; readonly handlers: Handlers };

const kinds: Record<Indicator['kind'], IndicatorKind> = {
  ratio: IndicatorKind.RATIO,
  count: IndicatorKind.COUNT,
  amount: IndicatorKind.AMOUNT,
  score: IndicatorKind.SCORE,
  milestone: IndicatorKind.MILESTONE,
  'open-items': IndicatorKind.OPEN_ITEMS,
  checklist: IndicatorKind.CHECKLIST,
};

const aggregations: Record<Indicator['aggregation'], Aggregation> = {
  'ratio-of-sums': Aggregation.RATIO_OF_SUMS,
  'units-met': Aggregation.UNITS_MET,
  sum: Aggregation.SUM,
  mean: Aggregation.MEAN,
  max: Aggregation.MAX,
  latest: Aggregation.LATEST,
  none: Aggregation.NONE,
};

/** Comparators as they travel. */
export const comparatorToWire: Record<Target['comparator'], Comparator> = {
  'at-least': Comparator.AT_LEAST,
  'at-most': Comparator.AT_MOST,
  above: Comparator.ABOVE,
  below: Comparator.BELOW,
  equals: Comparator.EQUALS,
  range: Comparator.RANGE,
  zero: Comparator.ZERO,
  'non-decreasing': Comparator.NON_DECREASING,
  'non-increasing': Comparator.NON_INCREASING,
  'at-least-other': Comparator.AT_LEAST_OTHER,
  'at-most-other': Comparator.AT_MOST_OTHER,
  ordered: Comparator.ORDERED,
  'once-before': Comparator.ONCE_BEFORE,
};

const directions: Record<Indicator['direction'], Direction> = {
  up: Direction.UP,
  down: Direction.DOWN,
  neutral: Direction.NEUTRAL,
};

const measures: Record<Target['measure'], Measure> = {
  figure: Measure.FIGURE,
  'change-points': Measure.CHANGE_POINTS,
  'change-percent': Measure.CHANGE_PERCENT,
  'each-child': Measure.EACH_CHILD,
  spread: Measure.SPREAD,
  rounds: Measure.ROUNDS,
};

const bases: Record<Target['base'], Base> = {
  none: Base.UNSPECIFIED,
  'period-before': Base.PERIOD_BEFORE,
  'last-year': Base.LAST_YEAR,
  fixed: Base.FIXED,
};

const pathKinds: Record<Path['kind'], PathKind> = {
  linear: PathKind.LINEAR,
  stepwise: PathKind.STEPWISE,
  listed: PathKind.LISTED,
};

const checkKinds: Record<Check['kind'], CheckKind> = {
  sum: CheckKind.SUM,
  'at-most': CheckKind.AT_MOST,
  agree: CheckKind.AGREE,
};

/** Severities as they travel. */
export const severityToWire: Record<Target['severity'], Severity> = {
  notice: Severity.NOTICE,
  warning: Severity.WARNING,
  major: Severity.MAJOR,
  critical: Severity.CRITICAL,
};

const textOf = (decimal: Decimal | undefined): string => (decimal === undefined ? '' : decimalText(decimal));

const indicatorToWire = (indicator: Indicator): CatalogueSnapshot['indicators'][number] => ({
  ...indicator,
  kind: kinds[indicator.kind],
  aggregation: aggregations[indicator.aggregation],
  conjunctionOf: [...indicator.conjunctionOf],
  direction: directions[indicator.direction],
  items: [...indicator.items],
  plausibleMin: textOf(indicator.plausibleMin),
  plausibleMax: textOf(indicator.plausibleMax),
  outlierFloor: textOf(indicator.outlierFloor),
  owners: [...indicator.owners],
});

/** A target as it travels. */
export const targetToWire = ({ path, ...target }: Target): CatalogueSnapshot['targets'][number] => ({
  ...target,
  comparator: comparatorToWire[target.comparator],
  value: decimalText(target.value),
  upper: textOf(target.upper),
  severity: severityToWire[target.severity],
  scope: [...target.scope],
  types: [...target.types],
  tags: [...target.tags],
  measure: measures[target.measure],
  base: bases[target.base],
  times: decimalText(target.times),
  order: [...target.order],
  pathKind: path === undefined ? PathKind.UNSPECIFIED : pathKinds[path.kind],
  stages: (path?.stages ?? []).map(({ on, value }) => ({ on, value: decimalText(value) })),
  owners: [...target.owners],
});

/** When a dataset is due, as it travels. */
export const dueToWire = (due: Due): DueMessage => ({
  ...due,
  remindBefore: [...due.remindBefore],
  remindAfter: [...due.remindAfter],
});

const datasetToWire = ({
  derived: _derived,
  groups: _groups,
  needs: _needs,
  deadlines: _deadlines,
  kept: _kept,
  ...dataset
}: DatasetPlan): CatalogueSnapshot['datasets'][number] => ({
  ...dataset,
  indicators: [...dataset.indicators],
  reportedBy: [...dataset.reportedBy],
  periodKinds: [...dataset.periodKinds],
  due: dataset.due && dueToWire(dataset.due),
  checks: dataset.checks.map((check) => ({
    ...check,
    kind: checkKinds[check.kind],
    right: [...check.right],
    tolerance: decimalText(check.tolerance),
  })),
});

const packToWire = ({ id, version, nameZh, nameEn, change, since }: Pack): CatalogueSnapshot['packs'][number] => ({
  ...{ id, version, nameZh, nameEn, change, since },
});

/** A catalogue as it travels. */
export function catalogueToWire(catalogue: Catalogue): CatalogueSnapshot {
  return {
    version: catalogue.version,
    since: catalogue.since,
    packs: catalogue.packs.map(packToWire),
    indicators: [...catalogue.indicators.values()].map(indicatorToWire),
    targets: [...catalogue.targets.values()].flat().map(targetToWire),
    groups: [...catalogue.groups.values()].map((group) => ({ ...group, members: [...group.members] })),
    datasets: [...catalogue.datasets.values()].map(datasetToWire),
  };
}

type Ask = ReturnType<typeof unary<Identity>>;
type Questions = Pick<CatalogueServiceServer, 'getCatalogue' | 'listCatalogueVersions'>;

const noSuchVersion = refusal('NOT_FOUND', 'no such version of the catalogue, or it cannot be read any more');

/** What the service answers from. */
export type CatalogueRpcPorts = {
  readonly catalogue: Watched<Catalogue>;
  readonly store: Pick<CatalogueStore, 'read' | 'list'>;
  readonly parse: ParsePacks;
};

const versionToWire = (stored: StoredPacks, parse: ParsePacks): ListCatalogueVersionsResponse['versions'][number] => ({
  ...{ version: stored.version, since: stored.since },
  changed: (packsOf(stored, parse) ?? []).filter(({ since }) => since === stored.since).map(packToWire),
});

function questions({ catalogue, store, parse }: CatalogueRpcPorts, ask: Ask): Questions {
  return {
    getCatalogue: ask(async ({ version }: GetCatalogueRequest) => {
      const inForce = catalogue.get();
      if (version === 0 || version === inForce.version)
        return ok<GetCatalogueResponse>({ catalogue: catalogueToWire(inForce) });
      const stored = await store.read(version);
      const found = stored && catalogueOf(stored, parse);
      return found === undefined ? err(noSuchVersion) : ok<GetCatalogueResponse>({ catalogue: catalogueToWire(found) });
    }),
    listCatalogueVersions: ask(async ({ limit, before }: ListCatalogueVersionsRequest) => {
      const most = Math.min(limit > 0 ? limit : 50, 500);
      const found = await store.list({ before, limit: most + 1 });
      const page = found.slice(0, most);
      const next = found.length > most ? (page.at(-1)?.version ?? 0) : 0;
      return ok<ListCatalogueVersionsResponse>({ versions: page.map((one) => versionToWire(one, parse)), next });
    }),
  };
}

/** Answers who asks for the catalogue; everybody with an identity may read it. */
export function catalogueRpc(
  ports: CatalogueRpcPorts,
  edge: { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void },
): Rpc<typeof CatalogueServiceService, CatalogueServiceServer> {
  const stream = serverStream<Identity>(edge.verify, edge.onFailure);
  return {
    definition: CatalogueServiceService,
    handlers: {
      ...questions(ports, unary<Identity>(edge.verify, edge.onFailure)),
      followCatalogue: stream((request: { haveVersion: number }, { aborted }) => {
        const changes = async function* (): AsyncGenerator<FollowCatalogueResponse> {
          for await (const next of ports.catalogue.follow(aborted)) {
            if (next.version > 0 && next.version !== request.haveVersion) yield { catalogue: catalogueToWire(next) };
          }
        };
        return Promise.resolve(ok(changes()));
      }),
    },
  };
}
