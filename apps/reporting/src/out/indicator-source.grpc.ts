import { type ServiceError, status } from '@grpc/grpc-js';
import { CatalogueServiceClient, type CatalogueSnapshot } from '@xiaomai/contracts/catalogue';
import { OrgTreeServiceClient } from '@xiaomai/contracts/org-tree';
import { ReportingState, ScorecardServiceClient, type ChildView } from '@xiaomai/contracts/scorecard';
import { call, createClient } from '@xiaomai/grpc';
import type { UnitCard } from '../domain/facts.ts';
import type { Caller, CatalogueWords, IndicatorSource } from '../flow/ports.ts';
import { cardFromWire, unitFromWire } from './scorecard-views.grpc.ts';

const deadlineMs = 10_000;
const pageSize = 200;

const isNotFound = (error: unknown): boolean => (error as Partial<ServiceError>).code === status.NOT_FOUND;

async function orNothing<T, Nothing>(answer: Promise<T>, nothing: Nothing): Promise<T | Nothing> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return nothing;
    throw error;
  }
}

type Page = { readonly units: readonly ChildView[]; readonly next: string };

async function allPages(read: (cursor: string) => Promise<Page>): Promise<readonly UnitCard[]> {
  const units: UnitCard[] = [];
  let cursor = '';
  do {
    const page = await read(cursor);
    units.push(...page.units.map(unitFromWire));
    cursor = page.next;
  } while (cursor !== '');
  return units;
}

function wordsFromWire(catalogue: CatalogueSnapshot | undefined): CatalogueWords {
  const { version, datasets, targets } = catalogue ?? { version: 0, datasets: [], targets: [] };
  const ranges = targets.filter((target) => target.upper !== '');
  return {
    version,
    datasets: new Map(datasets.map(({ id, nameZh: name, periodKinds }) => [id, { name, periodKinds }])),
    uppers: new Map(ranges.map(({ id, upper }) => [id, upper])),
  };
}

/** The indicator service's answers, asked with the caller's own identity. */
export function grpcIndicatorSource(address: string): IndicatorSource & { readonly close: () => void } {
  const tree = createClient(OrgTreeServiceClient, address);
  const catalogue = createClient(CatalogueServiceClient, address);
  const scorecards = createClient(ScorecardServiceClient, address);
  const as = ({ token }: Caller): { token: string; deadlineMs: number } => ({ token, deadlineMs });
  return {
    scope: async (orgUnit, caller) => {
      const found = await orNothing(call(tree.getOrgUnit.bind(tree), { id: orgUnit, asOf: '' }, as(caller)), undefined);
      if (found?.orgUnit === undefined) return undefined;
      const { id, nameZh: name, type, path } = found.orgUnit;
      return { orgUnit: id, name, type, path };
    },
    catalogue: async (caller) =>
      wordsFromWire((await call(catalogue.getCatalogue.bind(catalogue), { version: 0 }, as(caller))).catalogue),
    cards: async ({ orgUnit, period }, caller) => {
      const request = { orgUnit, period, dataset: '', asIs: false, below: 0, language: '' };
      const found = await orNothing(call(scorecards.getScorecard.bind(scorecards), request, as(caller)), undefined);
      return (found?.scorecards ?? []).map(cardFromWire);
    },
    children: (place, caller) =>
      allPages(async (cursor) => {
        const request = { ...place, limit: pageSize, cursor, asIs: false, language: '' };
        const { children, next } = await call(scorecards.listChildren.bind(scorecards), request, as(caller));
        return { units: children, next };
      }),
    reporting: (place, caller) =>
      allPages((cursor) => {
        const cut = { limit: pageSize, cursor, asIs: false, language: '' };
        const request = { ...place, ...cut, state: ReportingState.ALL, indicator: '' };
        return call(scorecards.listReporting.bind(scorecards), request, as(caller));
      }),
    close: () => {
      tree.close();
      catalogue.close();
      scorecards.close();
    },
  };
}
