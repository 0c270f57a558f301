import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import type { OrgTree } from '../../org-tree/domain/org-tree.ts';
import { cardId, type CardKey, type Scorecard } from '../../scorecards/domain/card.ts';
import { gatherAround, pushedFigures, type Gathered } from '../../scorecards/flow/around/gather-around.ts';
import type { EncodedCard, ScorecardStore } from '../../scorecards/flow/judge-submissions.ts';
import { judgeStored } from '../../scorecards/flow/rejudge/rejudge-cards.ts';
import type { Both } from '../domain/looked-at.ts';

type Read = ScorecardStore['read'];

/** A card judged under both catalogues; undefined = one of them does not know its dataset. */
export type JudgedTwice = { readonly key: CardKey; readonly path: string } & Both<Scorecard | undefined>;

/** What judging twice needs. */
export type JudgeBothPorts = {
  readonly tree: () => OrgTree;
  readonly now: number;
  readonly read: Read;
};

const noSiblings = (): Promise<readonly Scorecard[]> => Promise.resolve([]);

// What follows from the figures is computed again: the packs that are tried may no longer know it as such.
const onlyPushed = ({ card, bytes }: EncodedCard, catalogue: Catalogue): EncodedCard => ({
  card: { ...card, cells: pushedFigures(card, catalogue) },
  bytes,
});

function readOnce(read: Read, catalogue: Catalogue): Read {
  const known = new Map<string, EncodedCard | undefined>();
  return async (ids) => {
    const found = await read(ids.filter((id) => !known.has(id)));
    for (const id of ids) {
      if (known.has(id)) continue;
      const card = found.get(id);
      known.set(id, card && onlyPushed(card, catalogue));
    }
    return new Map(ids.flatMap((id) => [[id, known.get(id)] as const]).filter(isThere));
  };
}

const isThere = (entry: readonly [string, EncodedCard | undefined]): entry is [string, EncodedCard] =>
  entry[1] !== undefined;

/** Judges stored cards under two catalogues at the same instant and under the same tree, by the judge that is live: what differs
 *  comes from the packs alone. One read for all; what nobody has pushed is passed over. */
export function judgingBoth(catalogues: Both<Catalogue>, ports: JudgeBothPorts) {
  const judge = (catalogue: Catalogue, card: Scorecard, { around }: Gathered): Scorecard | undefined =>
    catalogue.datasets.has(card.dataset)
      ? judgeStored(card, { catalogue, tree: ports.tree(), now: ports.now, around })
      : undefined;

  return async (keys: readonly CardKey[]): Promise<readonly JudgedTwice[]> => {
    const read = readOnce(ports.read, catalogues.before);
    const around = (catalogue: Catalogue): Promise<Gathered> =>
      gatherAround(
        { submissions: [], again: keys },
        { catalogue: () => catalogue, scorecards: { read }, readSiblings: noSiblings },
      );
    const before = await around(catalogues.before);
    const after = await around(catalogues.after);
    return keys.flatMap((key): readonly JudgedTwice[] => {
      const card = before.stored.get(cardId(key))?.card;
      if (card === undefined || card.revision === 0) return [];
      const both = { before: judge(catalogues.before, card, before), after: judge(catalogues.after, card, after) };
      return [{ key, path: card.path, ...both }];
    });
  };
}
