/** A stored scorecard. */
export type StoredCard = { readonly orgUnit: string; readonly dataset: string; readonly period: string };

/** A scorecard to be judged anew, and why. */
export type TreeRequest = StoredCard & { readonly cause: string; readonly reason: string };

/** What asking needs from outside. */
export type AskPorts = {
  /** Every stored scorecard of some org units. */
  readonly cardsOf: (units: readonly string[]) => Promise<readonly StoredCard[]>;
  /** Asks the owner of each card to judge it anew. Resolves when that is acknowledged. */
  readonly request: (requests: readonly TreeRequest[]) => Promise<void>;
  /** Lets what schools push go first, after each portion that asked for something. */
  readonly pause: () => Promise<void>;
};

/** Which cards are to be judged anew, and why. */
export type Asking = {
  readonly units: readonly string[];
  readonly isConcerned: (card: StoredCard) => boolean;
  readonly why: Pick<TreeRequest, 'cause' | 'reason'>;
  /** Told after each portion. */
  readonly onPortion: () => Promise<void>;
};

const unitsAtOnce = 64;

/** Asks for the concerned cards of many units, portion by portion. */
export async function askInPortions({ units, isConcerned, why, onPortion }: Asking, ports: AskPorts): Promise<void> {
  for (let from = 0; from < units.length; from += unitsAtOnce) {
    const cards = (await ports.cardsOf(units.slice(from, from + unitsAtOnce))).filter(isConcerned);
    if (cards.length > 0) await ports.request(cards.map((card) => ({ ...card, ...why })));
    await onPortion();
    if (cards.length > 0 && from + unitsAtOnce < units.length) await ports.pause();
  }
}
