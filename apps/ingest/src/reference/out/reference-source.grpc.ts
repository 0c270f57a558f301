import { CatalogueServiceClient, IndicatorKind, type CatalogueSnapshot } from '@xiaomai/contracts/catalogue';
import { OrgTreeServiceClient, type FollowOrgTreeResponse } from '@xiaomai/contracts/org-tree';
import { createClient, openStream } from '@xiaomai/grpc';
import { makeCatalogue, type Catalogue } from '../domain/catalogue.ts';
import type { ReferenceSource } from '../flow/follow-reference.ts';
import type { TreePart } from '../flow/reference.ts';

/** A source with its connection. */
export type GrpcReferenceSource = ReferenceSource & { readonly stop: () => void };

function catalogueFromWire({ version, indicators, datasets }: CatalogueSnapshot): Catalogue {
  const known = indicators.map(({ id, kind, conjunctionOf, nameZh, unit, numeratorZh, denominatorZh }) => ({
    id,
    label: {
      name: nameZh,
      unit,
      numerator: numeratorZh,
      denominator: denominatorZh,
      milestone: kind === IndicatorKind.MILESTONE,
    },
    ratio: kind === IndicatorKind.RATIO || kind === IndicatorKind.CHECKLIST,
    count: kind === IndicatorKind.COUNT || kind === IndicatorKind.OPEN_ITEMS,
    derived: conjunctionOf.length > 0,
  }));
  const named = datasets.map((dataset) => ({ ...dataset, name: dataset.nameZh }));
  return makeCatalogue(version, known, named);
}

const partFromWire = ({ version, orgUnits, complete }: FollowOrgTreeResponse): TreePart => ({
  version,
  complete,
  units: orgUnits.map(({ id, nameZh, type, path, validFrom, validTo }) => ({
    id,
    name: nameZh,
    type,
    path,
    validFrom,
    validTo,
  })),
});

type Stream<T> = AsyncIterable<T> & { readonly cancel: () => void };

async function* until<T>(stopped: AbortSignal, stream: Stream<T>): AsyncGenerator<T> {
  const cancel = (): void => {
    stream.cancel();
  };
  stopped.addEventListener('abort', cancel, { once: true });
  try {
    yield* stream;
  } finally {
    stopped.removeEventListener('abort', cancel);
    cancel();
  }
}

/** Catalogue and tree as the service `indicator` streams them. `token` gives our own signed identity. */
export function grpcReferenceSource(address: string, token: () => Promise<string>): GrpcReferenceSource {
  const catalogues = createClient(CatalogueServiceClient, address);
  const trees = createClient(OrgTreeServiceClient, address);
  return {
    async *catalogue(stopped) {
      const stream = openStream(
        catalogues.followCatalogue.bind(catalogues),
        { haveVersion: 0 },
        { token: await token() },
      );
      for await (const { catalogue } of until(stopped, stream)) {
        if (catalogue !== undefined) yield catalogueFromWire(catalogue);
      }
    },
    async *tree(stopped) {
      const stream = openStream(trees.followOrgTree.bind(trees), {}, { token: await token() });
      for await (const part of until(stopped, stream)) yield partFromWire(part);
    },
    stop: () => {
      catalogues.close();
      trees.close();
    },
  };
}
