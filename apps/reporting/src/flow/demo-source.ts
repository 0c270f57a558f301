import { demoCity, demoMembers, rollUp, type CityPlan } from '../domain/demo-city.ts';
import { demoHandling } from '../domain/demo-facts.ts';
import type { Card, Member, ScopeUnit, UnitCard } from '../domain/facts.ts';
import type { AlertSource, CardPlace, CatalogueWords, IndicatorSource } from './ports.ts';

/** What the other services would answer about the demonstration city; `plan` may be exchanged while it is being asked. */
export type DemoSource = {
  readonly indicators: IndicatorSource;
  readonly alerts: AlertSource;
  readonly setPlan: (plan: CityPlan) => void;
  /** From now on answers of the top of the tree are of this plan, the rest of the newest. */
  readonly setTopPlan: (plan: CityPlan | undefined) => void;
};

type Months = ReadonlyMap<string, readonly Member[]>;

const cityCard = (members: readonly Member[], period: string): Card =>
  rollUp(
    members.flatMap((member) => member.units),
    period,
  );

function planned(plan: CityPlan): Months {
  const before = { ...plan, period: '2026-10', failing: plan.failing + 11, missing: plan.missing + 3 };
  return new Map([
    [plan.period, demoMembers(plan)],
    ['2026-10', demoMembers(before)],
  ]);
}

const asUnit = ({ units: _, ...unit }: Member): UnitCard => unit;

const allUnits = (members: readonly Member[]): readonly UnitCard[] => [
  ...members.map(asUnit),
  ...members.flatMap((member) => member.units),
];

function cardsOf({ orgUnit, period }: CardPlace, months: Months): readonly Card[] {
  const members = months.get(period);
  if (members === undefined) return [];
  if (orgUnit === demoCity.orgUnit) return [cityCard(members, period)];
  return allUnits(members).flatMap((unit) => (unit.orgUnit === orgUnit ? (unit.card ?? []) : []));
}

function scopeOf(orgUnit: string, months: Months): ScopeUnit | undefined {
  if (orgUnit === demoCity.orgUnit) return demoCity;
  const found = allUnits(months.get('2026-11') ?? []).find((unit) => unit.orgUnit === orgUnit);
  return found && { orgUnit, name: found.name, type: found.type, path: `${demoCity.path}${orgUnit}/` };
}

const words: CatalogueWords = {
  version: 3,
  datasets: new Map([['campus-safety', { name: '校园安全月报', periodKinds: ['month'] }]]),
  uppers: new Map(),
};

/** The city of a plan, behind the ports of the service. */
export function demoSource(first: CityPlan): DemoSource {
  let months = planned(first);
  let top: Months | undefined;
  const members = (period: string): readonly Member[] => months.get(period) ?? [];
  const unitsOf = (orgUnit: string, period: string): readonly UnitCard[] =>
    members(period).find((member) => member.orgUnit === orgUnit)?.units ?? [];
  return {
    setPlan: (plan) => {
      months = planned(plan);
    },
    setTopPlan: (plan) => {
      top = plan === undefined ? undefined : planned(plan);
    },
    indicators: {
      scope: (orgUnit) => Promise.resolve(scopeOf(orgUnit, months)),
      catalogue: () => Promise.resolve(words),
      cards: (place) => Promise.resolve(cardsOf(place, place.orgUnit === demoCity.orgUnit ? (top ?? months) : months)),
      children: ({ orgUnit, period }) =>
        Promise.resolve(orgUnit === demoCity.orgUnit ? members(period).map(asUnit) : unitsOf(orgUnit, period)),
      reporting: ({ orgUnit, period }) => Promise.resolve(unitsOf(orgUnit, period)),
    },
    alerts: { handling: ({ toMs }) => Promise.resolve(demoHandling(members('2026-11'), toMs)) },
  };
}
