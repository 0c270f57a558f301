import type { Connection } from 'mongoose';
import type { Stretch, UnitHistory } from '../domain/org-tree.ts';

type UnitDocument = Stretch & { readonly _id: string };

/** The tree as the first release stored it: a document a unit, and one with the version; undefined when there is none. */
export async function firstTree(
  connection: Connection,
): Promise<{ readonly version: number; readonly histories: readonly UnitHistory[] } | undefined> {
  const stored = await connection.collection('versions').findOne<{ version: number }>({ _id: 'org-tree' as never });
  if (stored === null) return undefined;
  const units = await connection.collection('org_units').find<UnitDocument>({}).toArray();
  const histories = units.map(({ _id, parent, type, nameZh, nameEn, validFrom, validTo, tags }) => ({
    id: _id,
    stretches: [{ parent, type, nameZh, nameEn, validFrom, validTo, tags: [...tags] }],
    successors: [],
    version: stored.version,
  }));
  return { version: stored.version, histories };
}
