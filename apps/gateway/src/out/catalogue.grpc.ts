import { CatalogueServiceClient } from '@xiaomai/contracts/catalogue';
import { call, createClient } from '@xiaomai/grpc';

import type { CatalogueSource } from '../flow/catalogue.ts';
import { catalogueFromWire } from './wire/catalogue.ts';

export function grpcCatalogue(address: string): CatalogueSource {
  const client = createClient(CatalogueServiceClient, address);
  return {
    get: async (token) => {
      const { catalogue } = await call(client.getCatalogue.bind(client), {}, { token });
      return catalogue && catalogueFromWire(catalogue);
    },
    stop: () => {
      client.close();
    },
  };
}
