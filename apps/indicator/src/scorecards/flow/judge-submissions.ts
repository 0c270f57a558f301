import { parsePeriod } from '@xiaomai/period';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { existsOn } from '../../org-tree/domain/days.ts';
import { nearestPlace, type OrgTree } from '../../org-tree/domain/org-tree.ts';
import { cardId, succeeding, type CardKey, type Scorecard } from '../domain/card.ts';
import type { PushedFigure } from '../domain/judge.ts';
import { timelinessOf } from '../domain/timeliness.ts';
import { judgeFigures, type Around } from '../domain/scorecard.ts';

/** A revision of a submission as it comes from the intake. */
export type AcceptedSubmission = CardKey & {
  readonly id: string;
  readonly revision: number;
  readonly figures: readonly PushedFigure[];
  readonly receivedAt: number;
  /** Of the first revision since it stands; 0 or absent = this one. */
  readonly firstReceivedAt?: number;
  /** Every figure was taken back. */
  readonly withdrawn?: boolean;
};

/** A scorecard as it is kept: its bytes are stored and published as they are. */
export type EncodedCard = { readonly card: Scorecard; readonly bytes: Buffer };

/** Where scorecards are kept. */
export type ScorecardStore = {
  /** Inserts new cards; tells the indexes of those that exist already. */
  readonly insert: (cards: readonly EncodedCard[]) => Promise<ReadonlySet<number>>;
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, EncodedCard>>;
  /** Replaces cards whose stored version is still the one before; throws when another writer came first. */
  readonly update: (cards: readonly EncodedCard[]) => Promise<void>;
};

/** A card after a batch: whether this batch made it, or it stood there already and is told again. */
export type SettledCard = EncodedCard & { readonly repeated: boolean };

/** What judging needs to know. */
export type JudgingContext = {
  readonly catalogue: Catalogue;
  readonly tree: OrgTree;
  readonly now: number;
  /** Figures around a card, where its dataset needs them. */
  readonly around?: ((card: CardKey) => Around | undefined) | undefined;
};

/** Why a submission cannot be judged at all. */
export class UnknownReference extends Error {}

/** Judges one submission as the first version of its scorecard. Throws UnknownReference when the unit or dataset is not known. */
export function judgeSubmission(submission: AcceptedSubmission, context: JudgingContext): Scorecard {
  const dataset = context.catalogue.datasets.get(submission.dataset);
  const period = parsePeriod(submission.period);
  if (dataset === undefined) throw new UnknownReference(`dataset ${submission.dataset}`);
  if (!period.ok) throw new UnknownReference(`period ${submission.period}`);
  const unit = nearestPlace(context.tree, submission.orgUnit, period.value.end);
  if (unit === undefined) throw new UnknownReference(`org unit ${submission.orgUnit}`);
  const { path, type, tags } = unit;
  const absent = !existsOn(unit, period.value.end);
  const occasion = { path, type, tags, period: period.value, absent };
  const { figures, receivedAt } = submission;
  const since = submission.withdrawn === true ? undefined : submission.firstReceivedAt || receivedAt;
  return {
    orgUnit: submission.orgUnit,
    dataset: submission.dataset,
    period: submission.period,
    parent: unit.parent,
    path: unit.path,
    formerParents: [],
    version: 1,
    revision: submission.revision,
    cause: `${submission.id}#${submission.revision}`,
    receivedAt: submission.receivedAt,
    judgedAt: context.now,
    catalogueVersion: context.catalogue.version,
    reason: '',
    ...timelinessOf({ dataset, period: period.value, since, expected: true }, context.now),
    firstReceivedAt: submission.firstReceivedAt ?? 0,
    withdrawn: submission.withdrawn === true,
    ...judgeFigures(context.catalogue, dataset, {
      ...{ figures, receivedAt, occasion, now: context.now, around: context.around?.(submission) },
    }),
  };
}

type Encode = (card: Scorecard) => Buffer;

/** Stores judged cards: new ones are inserted, corrections update what is there, repeats and stale ones yield what is stored. */
export async function settleCards(
  cards: readonly Scorecard[],
  store: ScorecardStore,
  encode: Encode,
): Promise<readonly SettledCard[]> {
  const encoded = cards.map((card) => ({ card, bytes: encode(card) }));
  const firsts = encoded.filter(({ card }) => card.revision === 1);
  const present = await store.insert(firsts);
  const settled: SettledCard[] = firsts.flatMap((first, index) =>
    present.has(index) ? [] : [{ ...first, repeated: false }],
  );
  const others = encoded.filter(({ card }) => card.revision > 1);
  const challenged = [...firsts.filter((_, index) => present.has(index)), ...others];
  if (challenged.length === 0) return settled;
  return [...settled, ...(await settleChallenged(challenged, store, encode))];
}

async function settleChallenged(
  challenged: readonly EncodedCard[],
  store: ScorecardStore,
  encode: Encode,
): Promise<readonly SettledCard[]> {
  const stored = await store.read(challenged.map(({ card }) => cardId(card)));
  const fresh: EncodedCard[] = [];
  const newer: EncodedCard[] = [];
  const repeated: EncodedCard[] = [];
  for (const next of challenged) {
    const before = stored.get(cardId(next.card));
    if (before === undefined) fresh.push(next);
    else if (before.card.revision >= next.card.revision) repeated.push(before);
    else newer.push(encodedBy(encode, succeeding(next.card, before.card)));
  }
  const raced = await store.insert(fresh);
  if (raced.size > 0) throw new Error('another writer inserted the same scorecards');
  await store.update(newer);
  return [
    ...[...fresh, ...newer].map((card) => ({ ...card, repeated: false })),
    ...repeated.map((card) => ({ ...card, repeated: true })),
  ];
}

const encodedBy = (encode: Encode, card: Scorecard): EncodedCard => ({ card, bytes: encode(card) });
