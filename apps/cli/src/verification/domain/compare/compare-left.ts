import { figureText } from '../figures/figure.ts';
import type { Entry } from '../units/book.ts';
import { keepNewest, type Standing } from '../units/standing.ts';
import { compareFields, type Difference } from './difference.ts';
import type { StoredScorecard } from './stored.ts';

// What judged the cards of a dataset that is gone is gone with it: they keep the judgement they had, and what was said is still theirs.

type Stored = StoredScorecard | undefined;

const figureIn = ({ numerator, denominator, value }: StoredScorecard['cells'][number]) => ({
  ...{ numerator: BigInt(numerator), denominator: BigInt(denominator), value },
});

/** The card of a submission of a dataset that is gone: of which revision it is, and the figures that were pushed. */
export function compareLeft(key: string, entry: Entry, stored: Stored): readonly Difference[] {
  if (stored === undefined) return []; // the dataset went before anybody judged it
  const cells = new Map(stored.cells.map((cell) => [cell.indicator, figureText(figureIn(cell))]));
  const figures = [...entry.figures].map(([id, figure]) => [`cells.${id}.figure`, figureText(figure)] as const);
  const said = [...entry.figures.keys()].map((id) => [`cells.${id}.figure`, cells.get(id) ?? 'absent'] as const);
  const { revision, receivedAt, withdrawn } = entry;
  return compareFields(
    { subject: 'scorecard', key },
    { ...Object.fromEntries(figures), ...headOf({ revision, receivedAt, withdrawn }) },
    { ...Object.fromEntries(said), ...headOf(stored) },
  );
}

const headOf = ({ revision, receivedAt, withdrawn }: Pick<Entry, 'revision' | 'receivedAt' | 'withdrawn'>) => ({
  ...{ revision: String(revision), receivedAt: String(receivedAt), withdrawn: String(withdrawn) },
});

/** Puts the figures of such a card among the newest valid ones, with the verdicts they had. */
export function keepLeft(standings: Map<string, Standing>, entry: Entry, stored: Stored): void {
  const { dataset, period, revision, receivedAt } = entry;
  const place = { dataset, period: period.text, day: period.end, revision, receivedAt, isLeft: true };
  for (const cell of stored?.cells ?? []) {
    const { verdict, against, measured } = cell;
    keepNewest(standings, cell.indicator, {
      cell: { ...figureIn(cell), verdict, against, measured, target: undefined },
      ...place,
    });
  }
}
