import { status } from '@grpc/grpc-js';
import { CatalogueServiceClient } from '@xiaomai/contracts/catalogue';
import { call, createClient } from '@xiaomai/grpc';

import type { CatalogueSource } from '../flow/catalogue.ts';
import { hasStatus } from './failed-call.grpc.ts';
import { catalogueFromWire, versionFromWire } from './wire/catalogue.ts';

export function grpcCatalogue(address: string): CatalogueSource {
  const client = createClient(CatalogueServiceClient, address);
  return {
    get: async (token, version) => {
      try {
        const { catalogue } = await call(client.getCatalogue.bind(client), { version }, { token });
        return catalogue && catalogueFromWire(catalogue);
      } catch (error) {
        if (hasStatus(error, status.NOT_FOUND)) return undefined;
        throw error;
      }
    },
    versions: async (token, page) => {
      const { versions, next } = await call(client.listCatalogueVersions.bind(client), page, { token });
      return { items: versions.map(versionFromWire), next: next === 0 ? null : String(next) };
    },
    stop: () => {
      client.close();
    },
  };
}
