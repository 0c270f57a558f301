import { CatalogueQuery, TargetQuery, type Catalogue } from '@xiaomai/gateway-api/catalogue';
import { faultOf } from '@xiaomai/gateway-api/problem';
import { ok } from '@xiaomai/kernel';
import type { z } from 'zod';

import { pageOf } from '../../flow/paging.ts';
import { answered, refused, type Answered, type Asked } from '../edge/answer.ts';
import { queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

type Listed = { readonly id: string };
type Paged = { readonly limit: number; readonly cursor?: string | undefined };
type Listing<Q> = {
  readonly path: string;
  readonly query: z.ZodType<Q>;
  readonly pick: (catalogue: Catalogue, query: Q) => readonly Listed[];
};

function listed<Q extends Paged>(catalogue: Catalogue, asked: Asked, { query, pick }: Listing<Q>): Answered {
  const wanted = queryOf(query, asked);
  if (!wanted.ok) return wanted;
  const page = pageOf(pick(catalogue, wanted.value), wanted.value);
  if (page !== undefined)
    return answered(page, { ETag: `"c${catalogue.version}"`, 'Cache-Control': 'private, no-cache' });
  return refused('invalid-request', {
    errors: [faultOf('invalid-parameter', asked.language, { parameter: 'cursor' })],
  });
}

/** The catalogue: the same for everybody; its version is the entity tag. */
export function catalogueRoutes(current: () => Promise<Catalogue | undefined>): readonly Route[] {
  const list = <Q extends Paged>(listing: Listing<Q>): Route => ({
    method: 'get',
    path: listing.path,
    handle: async (asked) => {
      const catalogue = await current();
      if (catalogue === undefined) return refused('unavailable');
      const isKnown = asked.request.headers['if-none-match'] === `"c${catalogue.version}"`;
      return isKnown ? ok({ status: 304, body: undefined }) : listed(catalogue, asked, listing);
    },
  });
  const inPack = ({ pack }: { pack?: string | undefined }, item: { pack: string }): boolean =>
    pack === undefined || item.pack === pack;

  return [
    list({
      path: '/packs',
      query: CatalogueQuery,
      pick: ({ packs }, { pack }) => packs.filter(({ id }) => pack === undefined || id === pack),
    }),
    list({
      path: '/indicators',
      query: CatalogueQuery,
      pick: ({ indicators }, query) => indicators.filter((item) => inPack(query, item)),
    }),
    list({
      path: '/datasets',
      query: CatalogueQuery,
      pick: ({ datasets }, query) => datasets.filter((item) => inPack(query, item)),
    }),
    list({
      path: '/targets',
      query: TargetQuery,
      pick: ({ targets, indicators }, query) => {
        const ids = new Set(indicators.filter((item) => inPack(query, item)).map(({ id }) => id));
        return targets.filter(({ indicator }) => ids.has(indicator) && (query.indicator ?? indicator) === indicator);
      },
    }),
  ];
}
