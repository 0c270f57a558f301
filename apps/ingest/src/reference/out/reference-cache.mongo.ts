import { randomUUID } from 'node:crypto';
import type { Collection, Connection } from 'mongoose';
import { makeCatalogue, type Catalogue, type NamedDataset, type Indicator } from '../domain/catalogue.ts';
import type { OrgTree, OrgUnit } from '../domain/org-tree.ts';
import type { ReferenceCache } from '../flow/reference.ts';

// A snapshot is a head, which names a save, and the chunks of that save: a reader never mixes two snapshots.
type Head = { _id: string; version: number; save: string; chunks: number };
type Chunk = { _id: string; json: string };

const collectionName = 'reference';
const unitsPerChunk = 5_000;
const chunkId = (save: string, n: number): string => `${save}|${String(n)}`;

type CatalogueChunk = { readonly indicators: readonly Indicator[]; readonly datasets: readonly NamedDataset[] };

const catalogueChunk = ({ indicators, datasets }: Catalogue): CatalogueChunk => ({
  indicators: [...indicators.values()],
  datasets: [...datasets.values()].map((dataset) => ({
    id: dataset.id,
    name: dataset.name,
    indicators: [...dataset.indicators.keys()],
    reportedBy: [...dataset.reportedBy],
    periodKinds: [...dataset.periodKinds],
    ...(dataset.computed === true ? { computed: true } : {}),
  })),
});

type Snapshot = { readonly version: number; readonly chunks: readonly unknown[] };

function catalogueFrom({ version, chunks }: Snapshot): Catalogue {
  const [{ indicators, datasets }] = chunks as readonly [CatalogueChunk];
  return makeCatalogue(version, indicators, datasets);
}

const treeFrom = ({ version, chunks }: Snapshot): OrgTree => ({
  version,
  units: new Map((chunks as readonly OrgUnit[][]).flat().map((unit) => [unit.id, unit])),
});

async function loadSnapshot(collection: Collection, name: string): Promise<Snapshot | undefined> {
  const head = await collection.findOne<Head>({ _id: name as never });
  if (head === null) return undefined;
  const ids = Array.from({ length: head.chunks }, (_, n) => chunkId(head.save, n));
  const found = await collection.find<Chunk>({ _id: { $in: ids as never } }).toArray();
  if (found.length !== ids.length) return undefined;
  return { version: head.version, chunks: found.map(({ json }) => JSON.parse(json) as unknown) };
}

async function saveSnapshot(collection: Collection, name: string, snapshot: Snapshot): Promise<void> {
  const save = `${name}|${randomUUID()}`;
  const before = await collection.findOne<Head>({ _id: name as never });
  for (const [n, chunk] of snapshot.chunks.entries()) {
    await collection.insertOne({ _id: chunkId(save, n) as never, json: JSON.stringify(chunk) });
  }
  const head = { version: snapshot.version, save, chunks: snapshot.chunks.length };
  await collection.updateOne({ _id: name as never }, { $set: head }, { upsert: true });
  if (before === null) return;
  const old = Array.from({ length: before.chunks }, (_, n) => chunkId(before.save, n));
  await collection.deleteMany({ _id: { $in: old as never } });
}

/** Remembers catalogue and tree in MongoDB, a document for each chunk. */
export function mongoReferenceCache(connection: Connection): ReferenceCache {
  const collection = connection.collection(collectionName);
  return {
    load: async () => {
      const [catalogue, tree] = await Promise.all([
        loadSnapshot(collection, 'catalogue'),
        loadSnapshot(collection, 'org-tree'),
      ]);
      return {
        ...(catalogue === undefined ? {} : { catalogue: catalogueFrom(catalogue) }),
        ...(tree === undefined ? {} : { tree: treeFrom(tree) }),
      };
    },
    saveCatalogue: (catalogue) =>
      saveSnapshot(collection, 'catalogue', { version: catalogue.version, chunks: [catalogueChunk(catalogue)] }),
    saveTree: ({ version, units }: OrgTree) => {
      const all = [...units.values()];
      const chunks: OrgUnit[][] = [];
      for (let from = 0; from < all.length; from += unitsPerChunk) chunks.push(all.slice(from, from + unitsPerChunk));
      return saveSnapshot(collection, 'org-tree', { version, chunks });
    },
  };
}
