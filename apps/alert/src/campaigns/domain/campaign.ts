import { err, ok, type Result } from '@xiaomai/kernel';
import type { HazardClass } from '../../hazards/domain/hazard.ts';

/** One inspection of the whole register. Days are YYYY-MM-DD, both counted. */
export type Round = {
  readonly n: number;
  readonly start: string;
  readonly end: string;
  /** Types of org unit in the register. */
  readonly types: readonly string[];
  /** The register has been taken from the tree as it was on the first day, and does not change any more. */
  readonly isFrozen: boolean;
  readonly isOver: boolean;
};

/** A reproducible draw of struck-off hazards: whoever has the seed and the list of candidates draws the same. */
export type Sample = {
  readonly id: string;
  readonly drawnAt: number;
  readonly by: string;
  /** The part of the organisation it was drawn from. */
  readonly path: string;
  readonly seed: string;
  readonly size: number;
  readonly isMajorOnly: boolean;
  readonly candidates: number;
  readonly hazards: readonly string[];
};

/** Rounds of inspection below an org unit, with its look-backs. */
export type Campaign = {
  readonly id: string;
  readonly name: string;
  readonly orgUnit: string;
  readonly orgName: string;
  readonly path: string;
  /** Empty = all seven. */
  readonly classes: readonly HazardClass[];
  readonly start: string;
  readonly end: string;
  readonly rounds: readonly Round[];
  readonly samples: readonly Sample[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly version: number;
};

/** `<campaign>|<n>` */
export const roundKey = (campaign: string, n: number): string => `${campaign}|${String(n)}`;

export type RoundRefusal = 'outside-campaign' | 'backwards' | 'no-types';

const changed = (campaign: Campaign, change: Partial<Campaign>): Campaign => ({
  ...{ ...campaign, ...change },
  version: campaign.version + 1,
});

/** The campaign with one round more; its number follows the last. */
export function withRound(
  campaign: Campaign,
  { start, end, types }: Pick<Round, 'start' | 'end' | 'types'>,
): Result<Campaign, RoundRefusal> {
  if (end < start) return err('backwards');
  if (start < campaign.start || end > campaign.end) return err('outside-campaign');
  if (types.length === 0) return err('no-types');
  const round: Round = { n: campaign.rounds.length + 1, start, end, types, isFrozen: false, isOver: false };
  return ok(changed(campaign, { rounds: [...campaign.rounds, round] }));
}

/** The campaign after something became of a round; the very same when that is known. */
export function markRound(campaign: Campaign, n: number, mark: 'isFrozen' | 'isOver'): Campaign {
  const round = campaign.rounds.find((one) => one.n === n);
  if (round === undefined || round[mark]) return campaign;
  return changed(campaign, { rounds: campaign.rounds.map((one) => (one === round ? { ...one, [mark]: true } : one)) });
}

/** Rounds whose register is to be taken on a day, and rounds that have ended before it. */
export const duties = (campaign: Campaign, today: string): { freeze: readonly Round[]; end: readonly Round[] } => ({
  freeze: campaign.rounds.filter(({ isFrozen, start }) => !isFrozen && start <= today),
  end: campaign.rounds.filter(({ isOver, end }) => !isOver && end < today),
});

/** A digest of a text: the same for ever. */
export type Digest = (text: string) => string;

/** Draws the first `size` in the order of the digests of seed and number. */
export function draw(
  candidates: readonly string[],
  size: number,
  { seed, digest }: { readonly seed: string; readonly digest: Digest },
): readonly string[] {
  const placed = [...new Set(candidates)].map((number) => ({ number, place: digest(`${seed}|${number}`) }));
  return placed
    .sort((a, b) => (`${a.place}|${a.number}` < `${b.place}|${b.number}` ? -1 : 1))
    .slice(0, size)
    .map(({ number }) => number);
}

/** The campaign with one look-back more. */
export const withSample = (campaign: Campaign, sample: Sample): Campaign =>
  changed(campaign, { samples: [...campaign.samples, sample] });
