import type { Catalogue, CatalogueVersion } from '@xiaomai/gateway-api/catalogue';
import type { List } from '@xiaomai/gateway-api/list';

/** The catalogue, as `indicator` keeps it. */
export type CatalogueSource = {
  /** The one in force, or (version > 0) one that was; undefined where there is none. */
  readonly get: (token: string, version: number) => Promise<Catalogue | undefined>;
  /** Newest first. */
  readonly versions: (
    token: string,
    page: { readonly limit: number; readonly before: number },
  ) => Promise<List<CatalogueVersion>>;
  readonly stop: () => void;
};
