import type { Severity } from '../../catalogue/domain/catalogue.ts';
import type { Cell } from '../../scorecards/domain/judge.ts';
import { applyCells, emptyStanding, isValid, type Standing } from '../../scorecards/domain/standing.ts';

/** Alerts that began, and that came to an end because the figure meets its target again. */
export type EpisodeCounts = { opened: number; resolved: number };

/** Counts alerts by severity while cards are taken in the order of their periods. */
export type Episodes = {
  readonly take: (card: CardCells, end: string) => void;
  readonly counts: ReadonlyMap<Severity, EpisodeCounts>;
};

type CardCells = { readonly orgUnit: string; readonly dataset: string; readonly cells: readonly Cell[] };

const severities: readonly Severity[] = ['critical', 'major', 'warning', 'notice'];

/** Follows what is breached by the newest valid data, as it is followed live; what is open is all that is remembered. */
export function followEpisodes(severityOf: (target: string) => Severity): Episodes {
  const counts = new Map(severities.map((severity) => [severity, { opened: 0, resolved: 0 }]));
  const standings = new Map<string, Standing>();
  const open = new Map<string, Severity>();
  const count = (severity: Severity, what: keyof EpisodeCounts): void => {
    const found = counts.get(severity);
    if (found !== undefined) found[what] += 1;
  };

  const change = (id: string, { verdict, target }: Cell): void => {
    const severity = open.get(id);
    if (verdict === 'breached' && severity === undefined) {
      open.set(id, severityOf(target));
      count(severityOf(target), 'opened');
    } else if (verdict !== 'breached' && severity !== undefined) {
      open.delete(id);
      count(severity, 'resolved');
    }
  };

  return {
    counts,
    take: ({ orgUnit, dataset, cells }, end) => {
      const key = `${orgUnit}|${dataset}`;
      const valid = cells.filter(({ verdict }) => isValid(verdict)).map((cell) => ({ ...cell, end }));
      const { next, current, notable } = applyCells(standings.get(key) ?? emptyStanding, { cells: valid });
      if (!notable) return;
      for (const cell of current) change(`${key}|${cell.indicator}`, cell);
      if (Object.keys(next.failing).length > 0) standings.set(key, next);
      else standings.delete(key);
    },
  };
}
