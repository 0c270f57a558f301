import type { Catalogue } from '@xiaomai/gateway-api/catalogue';

/** The catalogue, as `indicator` keeps it. */
export type CatalogueSource = {
  readonly get: (token: string) => Promise<Catalogue | undefined>;
  readonly stop: () => void;
};
