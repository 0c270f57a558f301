import { textReader } from '@xiaomai/contracts/text-reader';
import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { cardId, contributionOfCard, type CardKey } from '../domain/card.ts';
import type { Contribution } from '../domain/contribution.ts';
import { sharedCells } from '../domain/shared-cells.ts';
import type { EncodedCard } from '../flow/judge-submissions.ts';
import { decodeScorecard } from './card-wire.ts';

/** What a scorecard adds to its parent, and of what it is. */
export type ReadContribution = {
  readonly key: CardKey;
  readonly contribution: Contribution;
  /** Version of the catalogue by which it was reckoned. */
  readonly madeWith: number;
};

/** What scorecards add to their parents, by their bytes. */
export type CardContributions = {
  /** Keeps in mind what cards add that are about to be published: they will come back as bytes. */
  readonly remember: (cards: readonly EncodedCard[]) => void;
  readonly read: (bytes: Buffer) => ReadContribution;
};

type Known = ReadContribution & { readonly bytes: Buffer };

const mostKnown = 4_096;

// The first three fields: the card is not decoded to find out which it is.
function idOf(bytes: Buffer): string {
  const reader = textReader(bytes);
  const texts = [0, 1, 2].map(() => {
    reader.uint32();
    return reader.string();
  });
  return texts.join('|');
}

// Small buffers are cut from larger ones, all of which stays while one of them does.
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** Reads what cards add. The very bytes this process has just made are not decoded again: what they add is known. */
export function cardContributions(catalogue: () => Catalogue): CardContributions {
  const known = new LRUCache<string, Known>({ max: mostKnown });
  const share = sharedCells();
  return {
    remember: (cards) => {
      const now = catalogue();
      for (const { card, bytes } of cards) {
        const { orgUnit, dataset, period } = card;
        const contribution = share(contributionOfCard(card, now));
        known.set(cardId(card), {
          key: { orgUnit, dataset, period },
          contribution,
          madeWith: now.version,
          bytes: alone(bytes),
        });
      }
    },
    read: (bytes) => {
      const now = catalogue();
      const one = known.get(idOf(bytes));
      if (one?.madeWith === now.version && one.bytes.equals(bytes)) return one;
      const card = decodeScorecard(bytes);
      return { key: card, contribution: share(contributionOfCard(card, now)), madeWith: now.version };
    },
  };
}
