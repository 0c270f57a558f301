import type { Catalogue, Due } from '../../catalogue/domain/catalogue.ts';
import { hasReported, type CardKey, type Scorecard } from '../../scorecards/domain/card.ts';
import { count, countsOf, type Counted, type Counts } from './counts.ts';
import type { EpisodeCounts } from './episodes.ts';
import type { Both } from './looked-at.ts';

/** What became of a submission: nobody asked for it (yet), it came in time, after its due time, not at all. */
export type Arrival = 'not-due' | 'in-time' | 'late' | 'missing';

/** A submission that would have come otherwise. Unix milliseconds; 0 = never. */
export type ChangedArrival = CardKey &
  Both<{ readonly arrival: Arrival; readonly dueAt: number }> & {
    /** When it came. */
    readonly receivedAt: number;
  };

/** How the submissions of one dataset came, by the one due time and by the other. */
export type ArrivalTally = { readonly dataset: string; readonly due: Both<Due | undefined> } & Counts<Arrival>;

/** Counts how submissions came. */
export type Arrivals = {
  /** One unit's card of one period; undefined = the dataset is not known there. In the order of the periods. */
  readonly take: (key: CardKey, cards: Both<Scorecard | undefined>) => ChangedArrival | undefined;
  readonly result: () => readonly ArrivalTally[];
  /** Alerts about what did not come. */
  readonly alerts: Both<Readonly<EpisodeCounts>>;
};

function arrivalOf(card: Scorecard | undefined): Arrival {
  if (card === undefined || card.dueAt === 0) return 'not-due';
  if (card.missing) return 'missing';
  if (card.late) return 'late';
  return hasReported(card) ? 'in-time' : 'not-due';
}

const receivedAt = (card: Scorecard | undefined): number =>
  card === undefined || !hasReported(card) ? 0 : card.firstReceivedAt || card.receivedAt;

/** Counts alerts that stand as long as anything of a unit and dataset is overdue. */
function followSilence() {
  const counts: EpisodeCounts = { opened: 0, resolved: 0 };
  const overdueUntil = new Map<string, number>();
  const ends = (until: number): number => (until === Number.POSITIVE_INFINITY ? 0 : 1);
  return {
    counts,
    take: (key: string, { from, until }: { readonly from: number; readonly until: number }): void => {
      const before = overdueUntil.get(key) ?? 0;
      const goesOn = from < before;
      const end = goesOn ? Math.max(before, until) : until;
      if (!goesOn) counts.opened += 1;
      counts.resolved += ends(end) - (goesOn ? ends(before) : 0);
      overdueUntil.set(key, end);
    },
  };
}

const isOverdue = (arrival: Arrival): boolean => arrival === 'late' || arrival === 'missing';

const changedOf = (
  key: CardKey,
  { before, after }: Both<Scorecard | undefined>,
  arrivals: Both<Arrival>,
): ChangedArrival => ({
  ...key,
  before: { arrival: arrivals.before, dueAt: before?.dueAt ?? 0 },
  after: { arrival: arrivals.after, dueAt: after?.dueAt ?? 0 },
  receivedAt: receivedAt(before ?? after),
});

/** Begins to count arrivals. */
export function tallyingArrivals({ before, after }: Both<Catalogue>): Arrivals {
  const rows = new Map<string, Counted>();
  const silences = { before: followSilence(), after: followSilence() };

  const follow = (side: keyof Both<unknown>, card: Scorecard | undefined): void => {
    if (card === undefined || !isOverdue(arrivalOf(card))) return;
    const until = card.missing ? Number.POSITIVE_INFINITY : receivedAt(card);
    silences[side].take(`${card.orgUnit}|${card.dataset}`, { from: card.dueAt, until });
  };

  return {
    take: (key, cards) => {
      const arrivals = { before: arrivalOf(cards.before), after: arrivalOf(cards.after) };
      if (arrivals.before === 'not-due' && arrivals.after === 'not-due') return undefined;
      const row = rows.get(key.dataset) ?? new Map<string, number>();
      rows.set(key.dataset, row);
      count(row, arrivals);
      follow('before', cards.before);
      follow('after', cards.after);
      return arrivals.before === arrivals.after ? undefined : changedOf(key, cards, arrivals);
    },
    result: () =>
      [...rows].sort().map(([dataset, row]) => ({
        dataset,
        due: { before: before.datasets.get(dataset)?.due, after: after.datasets.get(dataset)?.due },
        ...countsOf<Arrival>(row),
      })),
    alerts: { before: silences.before.counts, after: silences.after.counts },
  };
}
