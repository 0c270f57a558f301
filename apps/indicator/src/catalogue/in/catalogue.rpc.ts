import {
  Aggregation,
  CatalogueServiceService,
  Comparator,
  IndicatorKind,
  Severity,
  type CatalogueServiceServer,
  type CatalogueSnapshot,
  type GetCatalogueResponse,
  type FollowCatalogueResponse,
} from '@xiaomai/contracts/catalogue';
import { serverStream, unary } from '@xiaomai/grpc';
import type { Identity, VerifyIdentity } from '@xiaomai/identity';
import { ok } from '@xiaomai/kernel';
import type { Catalogue, Indicator, Target } from '../domain/catalogue.ts';
import { decimalText } from '../domain/decimal.ts';
import type { Watched } from '../flow/watched.ts';

/** A gRPC service with its handlers, for the server to serve. */
export type Rpc<Definition, Handlers> = { readonly definition: Definition; readonly handlers: Handlers };

const kinds: Record<Indicator['kind'], IndicatorKind> = {
  ratio: IndicatorKind.RATIO,
  count: IndicatorKind.COUNT,
  amount: IndicatorKind.AMOUNT,
  score: IndicatorKind.SCORE,
  milestone: IndicatorKind.MILESTONE,
};

const aggregations: Record<Indicator['aggregation'], Aggregation> = {
  'ratio-of-sums': Aggregation.RATIO_OF_SUMS,
  'units-met': Aggregation.UNITS_MET,
  sum: Aggregation.SUM,
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
};

/** Severities as they travel. */
export const severityToWire: Record<Target['severity'], Severity> = {
  notice: Severity.NOTICE,
  warning: Severity.WARNING,
  major: Severity.MAJOR,
  critical: Severity.CRITICAL,
};

/** A catalogue as it travels. */
export function catalogueToWire(catalogue: Catalogue): CatalogueSnapshot {
  return {
    version: catalogue.version,
    packs: catalogue.packs.map(({ id, version, nameZh, nameEn }) => ({ id, version, nameZh, nameEn })),
    indicators: [...catalogue.indicators.values()].map((indicator) => ({
      ...indicator,
      kind: kinds[indicator.kind],
      aggregation: aggregations[indicator.aggregation],
      conjunctionOf: [...indicator.conjunctionOf],
    })),
    targets: [...catalogue.targets.values()].flat().map((target) => ({
      ...target,
      comparator: comparatorToWire[target.comparator],
      value: decimalText(target.value),
      upper: target.upper === undefined ? '' : decimalText(target.upper),
      severity: severityToWire[target.severity],
      scope: [...target.scope],
    })),
    groups: [...catalogue.groups.values()].map((group) => ({ ...group, members: [...group.members] })),
    datasets: [...catalogue.datasets.values()].map(({ derived: _derived, groups: _groups, ...dataset }) => ({
      ...dataset,
      indicators: [...dataset.indicators],
      reportedBy: [...dataset.reportedBy],
      periodKinds: [...dataset.periodKinds],
    })),
  };
}

/** Answers who asks for the catalogue; everybody with an identity may read it. */
export function catalogueRpc(
  catalogue: Watched<Catalogue>,
  edge: { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void },
): Rpc<typeof CatalogueServiceService, CatalogueServiceServer> {
  const ask = unary<Identity>(edge.verify, edge.onFailure);
  const stream = serverStream<Identity>(edge.verify, edge.onFailure);
  return {
    definition: CatalogueServiceService,
    handlers: {
      getCatalogue: ask((): Promise<{ ok: true; value: GetCatalogueResponse }> =>
        Promise.resolve(ok({ catalogue: catalogueToWire(catalogue.get()) })),
      ),
      followCatalogue: stream((request: { haveVersion: number }, { aborted }) => {
        const changes = async function* (): AsyncGenerator<FollowCatalogueResponse> {
          for await (const next of catalogue.follow(aborted)) {
            if (next.version > 0 && next.version !== request.haveVersion) yield { catalogue: catalogueToWire(next) };
          }
        };
        return Promise.resolve(ok(changes()));
      }),
    },
  };
}
