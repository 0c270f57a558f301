import type { CellContribution, Contribution, GroupCounts } from './contribution.ts';

/** Gives what is equal in many contributions as one object. */
export type Sharing = (contribution: Contribution) => Contribution;

const slots = 65_536;
const groupSlots = 3; // a unit has met it, has not, or is not judged

const isSameValue = (a: CellContribution['value'], b: CellContribution['value']): boolean =>
  a === b || (a !== undefined && a.mantissa === b?.mantissa && a.scale === b.scale);

const isSameCount = (a: CellContribution, b: CellContribution): boolean =>
  a.met === b.met && a.atRisk === b.atRisk && a.breached === b.breached && a.noData === b.noData;

const isSame = (a: CellContribution, b: CellContribution): boolean =>
  a.indicator === b.indicator &&
  a.numerator === b.numerator &&
  a.denominator === b.denominator &&
  a.valued === b.valued &&
  a.notApplicable === b.notApplicable &&
  isSameCount(a, b) &&
  isSameValue(a.value, b.value);

// One that counts for when or by whom it was reported, or is looked at itself, is like no other.
const isAlone = ({ latestAt, latestUnit, own }: CellContribution): boolean =>
  latestAt !== 0 || latestUnit !== '' || own !== undefined;

function sharedCell(): (cell: CellContribution) => CellContribution {
  const numbers = new Map<string, number>();
  const kept: (CellContribution | undefined)[] = new Array(slots).fill(undefined);
  const slotOf = ({ indicator, numerator, denominator, met }: CellContribution): number => {
    const number = numbers.get(indicator) ?? numbers.size;
    numbers.set(indicator, number);
    return (number * 7919 + numerator * 31 + denominator * 1009 + met) & (slots - 1);
  };
  return (cell) => {
    if (isAlone(cell)) return cell;
    const slot = slotOf(cell);
    const one = kept[slot];
    if (one !== undefined && isSame(one, cell)) return one;
    kept[slot] = cell;
    return cell;
  };
}

function sharedGroup(): (counts: GroupCounts) => GroupCounts {
  const kept = new Map<string, GroupCounts[]>();
  return (counts) => {
    const ofGroup = kept.get(counts.group) ?? [];
    kept.set(counts.group, ofGroup);
    const one = ofGroup.find(({ met, judged }) => met === counts.met && judged === counts.judged);
    if (one === undefined && ofGroup.length < groupSlots) ofGroup.push(counts);
    return one ?? counts;
  };
}

/** What reporting units add is kept by the ten thousand, and most of them say of an indicator what another says, or they said the
 *  month before: a cell takes 120 bytes, another reference to it 8. Keeps a bounded number of cells. */
export function sharedCells(): Sharing {
  const [cellOf, groupOf] = [sharedCell(), sharedGroup()];
  return (contribution) => ({
    ...contribution,
    cells: contribution.cells.map(cellOf),
    groups: contribution.groups.map(groupOf),
  });
}
