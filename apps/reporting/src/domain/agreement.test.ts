import { describe, expect, test } from '@jest/globals';
import { disagreements } from './agreement.ts';
import { usualPlan } from './demo-city.ts';
import { demoSection } from './demo-facts.ts';
import type { Card, Member, SectionFacts, UnitCard } from './facts.ts';

const section = demoSection({ ...usualPlan, schools: 90, failing: 6, missing: 4 });
const { version } = section.card;

function changeFirstUnit(facts: SectionFacts, change: (unit: UnitCard) => UnitCard): SectionFacts {
  const [first, ...rest] = facts.members;
  const [unit, ...others] = first?.units ?? [];
  if (first === undefined || unit === undefined) throw new Error('an empty city');
  const changed: Member = { ...first, units: [change(unit), ...others] };
  return { ...facts, members: [changed, ...rest] };
}

const newer = (card: Card | undefined): Card | undefined => card && { ...card, version: card.version + 1 };

describe('figures read at different moments', () => {
  test('of one moment agree', () => {
    expect(disagreements(section, version)).toEqual([]);
  });

  test('the top moved while the rest was read', () => {
    expect(disagreements(section, version + 1)).toEqual([
      `version of the scope: ${version} stated, ${version + 1} found`,
    ]);
  });

  test('a school is newer than its district', () => {
    const facts = changeFirstUnit(section, (unit) => ({ ...unit, card: newer(unit.card) }));
    expect(disagreements(facts, version)).toEqual([expect.stringContaining('versions below 330701')]);
  });

  test('a school has come that no rollup counts yet', () => {
    const missing = demoSection({ ...usualPlan, schools: 90, failing: 6, missing: 5 });
    const facts = { ...section, members: missing.members };
    expect(disagreements(facts, version).join()).toContain('reported by the members');
  });

  test('a school that took everything back has not reported, its version counts all the same', () => {
    const facts = changeFirstUnit(section, (unit) => ({ ...unit, card: unit.card && { ...unit.card, reported: 0 } }));
    const told = disagreements(facts, version).join();
    expect(told).toContain('reported below 330701');
    expect(told).not.toContain('versions below 330701');
  });

  test('a verdict is listed that no count has', () => {
    const facts = changeFirstUnit(section, (unit) => ({
      ...unit,
      card: unit.card && {
        ...unit.card,
        items: unit.card.items.map((item) => ({ ...item, verdict: 'breached' as const })),
      },
    }));
    expect(disagreements(facts, version).join()).toContain('safety-closed-management-rate breached');
  });

  test('a unit that reports itself only has to stand still', () => {
    const [unit] = section.members[0]?.units ?? [];
    if (unit?.card === undefined) throw new Error('nothing reported');
    const own = { ...section, card: unit.card, members: [] };
    expect(disagreements(own, unit.card.version)).toEqual([]);
    expect(disagreements(own, unit.card.version + 1)).toHaveLength(1);
  });
});
