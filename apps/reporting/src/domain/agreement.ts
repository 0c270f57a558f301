import { hasReported, type CardItem, type Member, type SectionFacts, type UnitCard, type Verdict } from './facts.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

const differs = (what: string, stated: number, found: number): readonly string[] =>
  stated === found ? [] : [`${what}: ${stated} stated, ${found} found`];

const versionsOf = (units: readonly UnitCard[]): number => sum(units.map((unit) => unit.card?.version ?? 0));

function memberDisagreements(member: Member): readonly string[] {
  const { card, units, orgUnit } = member;
  const reported = units.filter(hasReported).length;
  return [
    ...differs(`versions below ${orgUnit}`, card?.version ?? 0, versionsOf(units)),
    ...differs(`reported below ${orgUnit}`, card?.reported ?? 0, reported),
    ...(card === undefined ? [] : differs(`expected below ${orgUnit}`, card.expected, units.length)),
  ];
}

function itemDisagreements(item: CardItem, units: readonly UnitCard[]): readonly string[] {
  if (item.counts === null) return [];
  const having = (verdict: Verdict): number =>
    units.filter((unit) => unit.card?.items.some((own) => own.indicator === item.indicator && own.verdict === verdict))
      .length;
  return [
    ...differs(`${item.indicator} breached`, item.counts.breached, having('breached')),
    ...differs(`${item.indicator} at-risk`, item.counts.atRisk, having('at-risk')),
    ...differs(`${item.indicator} met`, item.counts.met, having('met')),
  ];
}

/**
 * Where the figures read about one dataset contradict each other; empty = they are of one moment.
 * A rollup's version is the sum of its children's versions, so a change that is still on its way up shows.
 */
export function disagreements(facts: SectionFacts, versionAfter: number): readonly string[] {
  const { card, members } = facts;
  const moved = differs('version of the scope', card.version, versionAfter);
  if (members.length === 0) return moved;
  const units = members.flatMap((member) => member.units);
  return [
    ...moved,
    ...differs('versions of the members', card.version, versionsOf(members)),
    ...differs('reported by the members', card.reported, units.filter(hasReported).length),
    ...differs('expected of the members', card.expected, units.length),
    ...members.flatMap(memberDisagreements),
    ...card.items.flatMap((item) => itemDisagreements(item, units)),
  ];
}
