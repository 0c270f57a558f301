import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import type { Needs } from '../../../catalogue/domain/needs.ts';
import { cardId, type CardKey, type Scorecard } from '../../domain/card.ts';
import type { Figure } from '../../domain/judge.ts';
import { hasData } from '../../domain/judging/figure.ts';
import type { Around } from '../../domain/scorecard.ts';
import type { AcceptedSubmission, EncodedCard, ScorecardStore } from '../judge-submissions.ts';
import type { ReadSiblings } from '../standing/who-speaks.ts';
import { dependentCards, isFixedBase, neededCards } from './related-cards.ts';

/** What is read around the cards of a batch, once. */
export type Gathered = {
  /** Stored cards by id: those asked for, and those around them. */
  readonly stored: ReadonlyMap<string, EncodedCard>;
  /** Pushed figures around a card; undefined = its dataset needs none. */
  readonly around: (card: CardKey) => Around | undefined;
  /** Stored cards that may compare with a card. */
  readonly dependents: (card: CardKey) => readonly CardKey[];
};

/** What gathering needs. */
export type GatherPorts = {
  readonly catalogue: () => Catalogue;
  readonly scorecards: Pick<ScorecardStore, 'read'>;
  readonly readSiblings: ReadSiblings;
};

/** What a batch is about. */
export type Gathering = {
  readonly submissions: readonly AcceptedSubmission[];
  /** Cards to be read themselves, and judged anew. */
  readonly again: readonly CardKey[];
};

type Figures = ReadonlyMap<string, Figure>;
type Said = { readonly revision: number; readonly figures: Figures };

const idsAtOnce = 5_000;

const needsOf = (catalogue: Catalogue, { dataset }: CardKey): Needs | undefined =>
  catalogue.datasets.get(dataset)?.needs;

const byIndicator = (figures: readonly Figure[]): Figures => new Map(figures.map((one) => [one.indicator, one]));

const isDerived = (catalogue: Catalogue, indicator: string): boolean =>
  (catalogue.indicators.get(indicator)?.conjunctionOf.length ?? 0) > 0;

/** The figures of a card that were pushed: a derived one is computed again, where it still is one. */
export const pushedFigures = (card: Scorecard, catalogue: Catalogue): Scorecard['cells'] =>
  card.cells.filter(({ indicator, derived }) => !derived && !isDerived(catalogue, indicator));

// Own card, what it needs, what depends on it, and what that needs: all that judging may look at, in one read.
function wantedIds(catalogue: Catalogue, { submissions, again }: Gathering): ReadonlySet<string> {
  const wanted = new Set<string>();
  const add = (key: CardKey): unknown => wanted.add(cardId(key));
  const addNeeded = (key: CardKey): void => {
    add(key);
    const needs = needsOf(catalogue, key);
    if (needs !== undefined) neededCards(key, needs).forEach(add);
  };
  for (const key of again) addNeeded(key);
  for (const submission of submissions) {
    const needs = needsOf(catalogue, submission);
    if (needs === undefined) continue;
    addNeeded(submission);
    dependentCards(submission, needs).forEach(addNeeded);
  }
  return wanted;
}

async function readAll(ids: ReadonlySet<string>, { scorecards }: GatherPorts): Promise<Map<string, EncodedCard>> {
  const found = new Map<string, EncodedCard>();
  const list = [...ids];
  for (let from = 0; from < list.length; from += idsAtOnce) {
    const part = await scorecards.read(list.slice(from, from + idsAtOnce));
    for (const [id, card] of part) found.set(id, card);
  }
  return found;
}

// A fixed base is compared with by every period there is: the only case in which those are not known beforehand.
async function comparedWithFixed(
  submissions: readonly AcceptedSubmission[],
  ports: GatherPorts,
): Promise<ReadonlyMap<string, readonly CardKey[]>> {
  const found = new Map<string, readonly CardKey[]>();
  for (const submission of submissions) {
    const needs = needsOf(ports.catalogue(), submission);
    if (needs === undefined || !isFixedBase(submission, needs)) continue;
    found.set(cardId(submission), await ports.readSiblings(submission, ''));
  }
  return found;
}

function saidBy(
  catalogue: Catalogue,
  stored: ReadonlyMap<string, EncodedCard>,
  submissions: readonly AcceptedSubmission[],
): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  for (const [id, { card }] of stored) {
    said.set(id, { revision: card.revision, figures: byIndicator(pushedFigures(card, catalogue)) });
  }
  for (const submission of submissions) {
    const before = said.get(cardId(submission));
    if (before !== undefined && before.revision >= submission.revision) continue;
    said.set(cardId(submission), { revision: submission.revision, figures: byIndicator(submission.figures) });
  }
  return said;
}

function figuresAround(catalogue: Catalogue, said: ReadonlyMap<string, Said>): Gathered['around'] {
  return (card) => {
    const needs = needsOf(catalogue, card);
    if (needs === undefined) return undefined;
    const of = (dataset: string, period: string): Figures | undefined =>
      said.get(cardId({ ...card, dataset, period }))?.figures;
    return {
      own: (indicator, period) => of(card.dataset, period)?.get(indicator),
      other: (indicator) => {
        const figures = needs.datasets.map((dataset) => of(dataset, card.period)?.get(indicator));
        return figures.find((figure) => figure !== undefined && hasData(figure));
      },
    };
  };
}

const nothing: Gathered = { stored: new Map(), around: () => undefined, dependents: () => [] };

/** Reads what a batch must know beyond its own cards: nothing where no dataset of it compares with anything. */
export async function gatherAround(batch: Gathering, ports: GatherPorts): Promise<Gathered> {
  const catalogue = ports.catalogue();
  const ids = wantedIds(catalogue, batch);
  if (ids.size === 0) return nothing;
  const fixed = await comparedWithFixed(batch.submissions, ports);
  for (const keys of fixed.values()) {
    const again = wantedIds(catalogue, { submissions: [], again: keys });
    for (const id of again) (ids as Set<string>).add(id);
  }
  const stored = await readAll(ids, ports);
  return {
    stored,
    around: figuresAround(catalogue, saidBy(catalogue, stored, batch.submissions)),
    dependents: (card) => {
      const needs = needsOf(catalogue, card);
      const keys = needs === undefined ? [] : [...dependentCards(card, needs), ...(fixed.get(cardId(card)) ?? [])];
      return keys.filter((key) => (stored.get(cardId(key))?.card.revision ?? 0) > 0);
    },
  };
}

/** The same, with what it needs. */
export const gathering =
  (ports: GatherPorts) =>
  (batch: Gathering): Promise<Gathered> =>
    gatherAround(batch, ports);
