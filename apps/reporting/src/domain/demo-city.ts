import type { Card, CardItem, Counts, Member, ScopeUnit, UnitCard, Verdict } from './facts.ts';
import type { Figure } from './figure.ts';

// 演示: a made-up city for tests and for looking at a report; nothing of it exists.

export type CityPlan = {
  readonly schools: number;
  readonly failing: number;
  readonly missing: number;
  readonly period: string;
};

export const usualPlan: CityPlan = { schools: 1445, failing: 60, missing: 40, period: '2026-11' };

const districtNames = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬'];
const kinds = [
  { type: 'primary', name: '小学' },
  { type: 'kindergarten', name: '中心幼儿园' },
  { type: 'secondary', name: '初级中学' },
  { type: 'nine-year', name: '九年一贯制实验学校' },
] as const;

type Plan = {
  readonly indicator: string;
  readonly name: string;
  readonly whole: (n: number) => number;
  readonly unitsMet: boolean;
};

const indicators: readonly Plan[] = [
  { indicator: 'safety-closed-management-rate', name: '封闭化管理率', whole: () => 1, unitsMet: true },
  { indicator: 'safety-guard-staffing-rate', name: '专职保安配备率', whole: (n) => 2 + (n % 5), unitsMet: true },
  {
    indicator: 'safety-alarm-video-police-link-rate',
    name: '一键式报警和视频监控与公安机关联网达标率',
    whole: () => 1,
    unitsMet: true,
  },
  { indicator: 'safety-guardian-post-rate', name: '护学岗配备率', whole: (n) => 1 + (n % 3), unitsMet: true },
  {
    indicator: 'safety-alarm-video-linked-rate',
    name: '一键式报警和视频监控与公安机关联网率',
    whole: (n) => 8 + (n % 25),
    unitsMet: false,
  },
];

const group = { group: 'four-100', name: '4个100%', members: indicators.slice(0, 4).map((plan) => plan.indicator) };
const receivedAtMs = Date.parse('2026-11-28T02:10:00.000Z');

const figureOf = (numerator: number, denominator: number): Figure => ({ kind: 'ratio', numerator, denominator });

const verdictOf = (numerator: number, denominator: number): Verdict => (numerator === denominator ? 'met' : 'breached');

const target = (indicator: string): CardItem['target'] => ({
  id: `${indicator}@1`,
  comparator: 'equals',
  value: '100',
});

function leafItem(plan: Plan, n: number, fails: boolean): CardItem {
  const whole = plan.whole(n);
  const part = fails ? whole - 1 : whole;
  return {
    indicator: plan.indicator,
    name: plan.name,
    verdict: verdictOf(part, whole),
    figure: figureOf(part, whole),
    unit: 'percent',
    target: target(plan.indicator),
    reason: '',
    counts: null,
  };
}

// Due later: a miss is at risk, not breached.
const postItem = (numerator: number, denominator: number): CardItem => ({
  indicator: 'mh-minor-protection-posts',
  name: '未成年人学校保护岗位设立率',
  verdict: numerator === denominator ? 'met' : 'at-risk',
  figure: figureOf(numerator, denominator),
  unit: 'percent',
  target: target('mh-minor-protection-posts'),
  reason: '',
  counts: null,
});

// Recorded without a target.
const incidentsItem = (value: string): CardItem => ({
  indicator: 'sh-bullying-incidents',
  name: '校园欺凌事件数',
  verdict: 'not-applicable',
  figure: { kind: 'number', value },
  unit: 'count',
  target: null,
  reason: '',
  counts: null,
});

function leafCard(n: number, fails: boolean, period: string): Card {
  const judged = indicators.map((plan, index) => leafItem(plan, n, fails && (n + index) % 3 === 0));
  const items = [...judged, postItem(n % 97 === 5 ? 0 : 1, 1), incidentsItem(n % 300 === 7 ? '1' : '0')];
  const verdict = items.slice(0, 4).some((item) => item.verdict === 'breached') ? 'breached' : 'met';
  return {
    dataset: 'campus-safety',
    period,
    version: 1 + (n % 2),
    receivedAtMs,
    judgedAtMs: receivedAtMs + 20,
    reported: 1,
    expected: 1,
    items,
    groups: [{ ...group, verdict, met: verdict === 'met' ? 1 : 0, judged: 1 }],
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

function countsOf(own: readonly CardItem[]): Counts {
  const having = (verdict: Verdict): number => own.filter((item) => item.verdict === verdict).length;
  return {
    met: having('met'),
    atRisk: having('at-risk'),
    breached: having('breached'),
    noData: having('no-data'),
    notApplicable: having('not-applicable'),
  };
}

function rolledItem(plan: Plan, cards: readonly Card[]): CardItem {
  const own = cards.flatMap((card) => card.items.filter((item) => item.indicator === plan.indicator));
  const counts = countsOf(own);
  const ratios = own.flatMap(({ figure }) => (figure.kind === 'ratio' ? [figure] : []));
  const part = plan.unitsMet ? counts.met : sum(ratios.map((ratio) => ratio.numerator));
  const whole = plan.unitsMet ? own.length : sum(ratios.map((ratio) => ratio.denominator));
  const verdict = whole === 0 ? 'no-data' : verdictOf(part, whole);
  return {
    indicator: plan.indicator,
    name: plan.name,
    verdict,
    figure: figureOf(part, whole),
    unit: 'percent',
    target: target(plan.indicator),
    reason: '',
    counts,
  };
}

function rolledExtras(cards: readonly Card[]): readonly CardItem[] {
  const own = (indicator: string): readonly CardItem[] =>
    cards.flatMap((card) => card.items.filter((item) => item.indicator === indicator));
  const [posts, incidents] = [own('mh-minor-protection-posts'), own('sh-bullying-incidents')];
  const values = incidents.map(({ figure }) => (figure.kind === 'number' ? Number(figure.value) : 0));
  return [
    { ...postItem(countsOf(posts).met, posts.length), counts: countsOf(posts) },
    { ...incidentsItem(String(sum(values))), counts: countsOf(incidents) },
  ];
}

/** Rolls the cards of reporting units up, as the indicator service does. */
export function rollUp(units: readonly UnitCard[], period: string): Card {
  const cards = units.flatMap((unit) => unit.card ?? []);
  const met = cards.filter((card) => card.groups[0]?.verdict === 'met').length;
  const verdict = met === cards.length ? 'met' : 'breached';
  return {
    dataset: 'campus-safety',
    period,
    version: sum(cards.map((card) => card.version)),
    receivedAtMs,
    judgedAtMs: receivedAtMs + 300,
    reported: cards.length,
    expected: units.length,
    items: [...indicators.map((plan) => rolledItem(plan, cards)), ...rolledExtras(cards)],
    groups: [{ ...group, verdict, met, judged: cards.length }],
  };
}

/** Whether the n-th of `whole` is one of `part` evenly spread ones. */
const chosen = (n: number, part: number, whole: number): boolean =>
  Math.floor(((n + 1) * part) / whole) > Math.floor((n * part) / whole);

function schoolOf(n: number, plan: CityPlan): UnitCard {
  const kind = kinds[n % 4] ?? kinds[0];
  const district = n % 9;
  const serial = Math.floor(n / 9) + 1;
  const missing = chosen(n, plan.missing, plan.schools);
  return {
    orgUnit: `33070${district + 1}${String(serial).padStart(3, '0')}-01`,
    name: `${districtNames[district] ?? ''}区第${serial}${kind.name}`,
    type: kind.type,
    card: missing ? undefined : leafCard(n, chosen(plan.schools - n, plan.failing, plan.schools), plan.period),
  };
}

/** The districts of the city with their schools. */
export function demoMembers(plan: CityPlan): readonly Member[] {
  const schools = Array.from({ length: plan.schools }, (_, n) => schoolOf(n, plan));
  return districtNames.map((name, index) => {
    const units = schools.filter((_, n) => n % 9 === index);
    return {
      orgUnit: `33070${index + 1}`,
      name: `演示${name}区`,
      type: 'district',
      units,
      card: rollUp(units, plan.period),
    };
  });
}

export const demoCity: ScopeUnit = { orgUnit: '3307', name: '演示市', type: 'city', path: 'cn/33/3307/' };
