import { CatalogueQuery, CatalogueVersionQuery, TargetQuery, type Catalogue } from '@xiaomai/gateway-api/catalogue';
import { faultOf } from '@xiaomai/gateway-api/problem';
import { ok } from '@xiaomai/kernel';
import { packJsonSchema } from '@xiaomai/packs';
import type { z } from 'zod';

import type { CatalogueSource } from '../../flow/catalogue.ts';
import { pageOf } from '../../flow/paging.ts';
import { answered, refused, type Answered, type Asked } from '../edge/answer.ts';
import { queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

type Listed = { readonly id: string };
type Paged = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly version?: number | undefined;
};
type Listing<Q> = {
  readonly path: string;
  readonly query: z.ZodType<Q>;
  readonly pick: (catalogue: Catalogue, query: Q) => readonly Listed[];
};

/** The catalogue: the same for everybody. */
export type CatalogueReading = {
  /** 0 = the one in force. */
  readonly get: (version: number) => Promise<Catalogue | undefined>;
  readonly versions: CatalogueSource['versions'];
};

async function listed<Q extends Paged>(
  { get }: CatalogueReading,
  asked: Asked,
  { query, pick }: Listing<Q>,
): Promise<Answered> {
  const wanted = queryOf(query, asked);
  if (!wanted.ok) return wanted;
  const version = wanted.value.version ?? 0;
  const catalogue = await get(version);
  if (catalogue === undefined) return refused(version === 0 ? 'unavailable' : 'not-found');
  const etag = `"c${catalogue.version}"`;
  if (asked.request.headers['if-none-match'] === etag) return ok({ status: 304, body: undefined });
  const page = pageOf(pick(catalogue, wanted.value), wanted.value);
  if (page !== undefined) return answered(page, { ETag: etag, 'Cache-Control': 'private, no-cache' });
  return refused('invalid-request', {
    errors: [faultOf('invalid-parameter', asked.language, { parameter: 'cursor' })],
  });
}

async function versions(reading: CatalogueReading, asked: Asked): Promise<Answered> {
  const query = queryOf(CatalogueVersionQuery, asked);
  if (!query.ok) return query;
  const { limit, cursor } = query.value;
  return answered(await reading.versions(asked.caller.token, { limit, before: Number(cursor ?? 0) }));
}

/** The catalogue, as it is and as it was; its version is the entity tag. */
export function catalogueRoutes(reading: CatalogueReading): readonly Route[] {
  const list = <Q extends Paged>(listing: Listing<Q>): Route => ({
    method: 'get',
    path: listing.path,
    handle: (asked) => listed(reading, asked, listing),
  });
  const inPack = ({ pack }: { pack?: string | undefined }, item: { pack: string }): boolean =>
    pack === undefined || item.pack === pack;

  return [
    { method: 'get', path: '/packs/versions', handle: (asked) => versions(reading, asked) },
    { method: 'get', path: '/packs/schema.json', handle: () => Promise.resolve(answered(packJsonSchema())) },
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
