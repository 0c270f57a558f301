import { parsePeriod } from '@xiaomai/period';
import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import { cardId, type CardKey, type Scorecard } from '../../domain/card.ts';
import type { Cell } from '../../domain/judge.ts';
import { isValid, type StandingCell } from '../../domain/standing.ts';
import type { ScorecardStore } from '../judge-submissions.ts';

/** Keys of the other periods' scorecards of a card's org unit and dataset, as far as their period's text is not less than
 *  `from`; '' = all. */
export type ReadSiblings = (card: CardKey, from: string) => Promise<readonly CardKey[]>;

/** What finding out needs from outside. */
export type SpeakersPorts = {
  readonly catalogue: () => Catalogue;
  readonly scorecards: Pick<ScorecardStore, 'read'>;
  readonly readSiblings: ReadSiblings;
};

/** A cell as others hear of it; `period` is set when it is of another period than the card. */
export type CurrentCell = Cell & StandingCell & { readonly period: string };

/** Whose cells speak for some indicators of a stored card's unit and dataset. */
export type Question = {
  readonly card: Scorecard;
  readonly indicators: ReadonlySet<string>;
  /** No later period is stored. */
  readonly isNewest: boolean;
};

/** The newest valid cell of each indicator, or one without data where there is none. */
export type Answer = {
  readonly cells: readonly CurrentCell[];
  /** Cards of other periods that some of the cells are of. */
  readonly others: readonly Scorecard[];
  /** Last day of the newest period stored. */
  readonly newest: string;
};

type Search = {
  readonly question: Question;
  readonly end: string;
  /** Indicators for which nobody has spoken yet. */
  readonly open: Set<string>;
  readonly cells: CurrentCell[];
  readonly others: Scorecard[];
  /** What stands for an indicator for which nobody speaks: the card's own cell, or the first one that was seen. */
  readonly silent: Map<string, Cell>;
  newest: string;
  /** Keys of cards to be looked at, the latest first. */
  keys: readonly CardKey[];
};

const keysReadAtOnce = 16;
const mostCardsEach = 16;

/** Last day of a card's period. */
export function endOf({ period }: Pick<CardKey, 'period'>): string {
  const parsed = parsePeriod(period);
  if (!parsed.ok) throw new Error(`scorecard of no period: ${period}`);
  return parsed.value.end;
}

// No period but one of several years ends later than in the year after the one its text begins with.
function laterFrom(catalogue: Catalogue, card: Scorecard): string {
  const kinds = catalogue.datasets.get(card.dataset)?.periodKinds ?? ['years'];
  return kinds.includes('years') ? '' : String(Number(endOf(card).slice(0, 4)) - 1).padStart(4, '0');
}

const begin = (question: Question): Search => ({
  ...{ question, end: endOf(question.card), open: new Set(question.indicators) },
  ...{ cells: [], others: [], silent: new Map(), keys: [], newest: endOf(question.card) },
});

function hear({ question, open, silent, cells, others }: Search, card: Scorecard): void {
  const isOwn = card.period === question.card.period;
  const [end, period] = [endOf(card), isOwn ? '' : card.period];
  const asked = card.cells.filter(({ indicator }) => open.has(indicator));
  const valid = asked.filter(({ verdict }) => isValid(verdict));
  for (const cell of valid) {
    open.delete(cell.indicator);
    cells.push({ ...cell, end, period });
  }
  if (!isOwn && valid.length > 0) others.push(card);
  for (const cell of asked) if (isOwn || !silent.has(cell.indicator)) silent.set(cell.indicator, cell);
}

const latestFirst = (a: CardKey, b: CardKey): number => (endOf(a) > endOf(b) ? -1 : 1);

async function readKeys(searches: readonly Search[], which: 'later' | 'others', ports: SpeakersPorts): Promise<void> {
  const readOf = async (search: Search): Promise<void> => {
    const { question, end } = search;
    const from = which === 'later' ? laterFrom(ports.catalogue(), question.card) : '';
    const found = await ports.readSiblings(question.card, from);
    search.keys = found.filter((key) => endOf(key) > end === (which === 'later')).sort(latestFirst);
    const [latest] = search.keys;
    if (which === 'later' && latest !== undefined) search.newest = endOf(latest);
  };
  for (let from = 0; from < searches.length; from += keysReadAtOnce)
    await Promise.all(searches.slice(from, from + keysReadAtOnce).map(readOf));
}

// One round trip for all of them, until each has an answer or nothing more to look at.
async function listen(searches: readonly Search[], { scorecards }: SpeakersPorts): Promise<void> {
  for (let each = 1; ; each = Math.min(each * 2, mostCardsEach)) {
    const asking = searches.filter(({ open, keys }) => open.size > 0 && keys.length > 0);
    if (asking.length === 0) return;
    const next = asking.map((search) => ({ search, ids: search.keys.slice(0, each).map(cardId) }));
    const found = await scorecards.read([...new Set(next.flatMap(({ ids }) => ids))]);
    for (const { search, ids } of next) {
      search.keys = search.keys.slice(each);
      for (const { card } of ids.flatMap((id) => found.get(id) ?? [])) hear(search, card);
    }
  }
}

function answerOf({ cells, others, silent, open, end, newest }: Search): Answer {
  const unspoken = [...silent].filter(([indicator]) => open.has(indicator));
  return { cells: [...cells, ...unspoken.map(([, cell]) => ({ ...cell, end, period: '' }))], others, newest };
}

/** Finds who speaks, for the cards of a batch together: looks from the newest period back, and no further than it must. */
export async function whoSpeaks(questions: readonly Question[], ports: SpeakersPorts): Promise<readonly Answer[]> {
  const searches = questions.map(begin);
  await readKeys(
    searches.filter(({ question }) => !question.isNewest),
    'later',
    ports,
  );
  await listen(searches, ports);
  for (const search of searches) hear(search, search.question.card);
  const open = searches.filter((search) => search.open.size > 0);
  await readKeys(open, 'others', ports);
  await listen(open, ports);
  return searches.map(answerOf);
}
