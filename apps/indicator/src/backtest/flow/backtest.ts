import type { Period } from '@xiaomai/period';
import type { Catalogue, DatasetPlan } from '../../catalogue/domain/catalogue.ts';
import { dueOf } from '../../due/domain/due-plan.ts';
import { rollsUp, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import {
  contributionOfCard,
  contributionOfRollup,
  type CardKey,
  type RollupCard,
} from '../../scorecards/domain/card.ts';
import type { Contribution } from '../../scorecards/domain/contribution.ts';
import { rollUp } from '../../scorecards/domain/rollup.ts';
import type { ChangedArrival } from '../domain/arrivals.ts';
import { childrenFirst, datasetsOf, periodsWithin, type Both, type Days } from '../domain/looked-at.ts';
import { tallying, type ChangedCell, type Tally, type TallyResult } from '../domain/tally.ts';
import { lookAtArrivals } from './look-at-arrivals.ts';
import { judgingBoth, type JudgeBothPorts, type JudgedTwice } from './judge-both.ts';
import type { Trial } from './trial-catalogue.ts';

/** What is to be tried on what. */
export type BacktestOrder = {
  readonly trial: Trial;
  readonly unit: OrgUnit;
  readonly days: Days;
  /** Whether the caller may see what stands there. */
  readonly visible: (path: string) => boolean;
};

/** A verdict that would have been another. */
export type Change = CardKey & { readonly rollup: boolean } & ChangedCell;

/** One part of the answer; the result comes last. */
export type BacktestPart =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  | { readonly kind: 'arrivals'; readonly arrivals: readonly ChangedArrival[] }
  | { readonly kind: 'result'; readonly datasets: readonly string[]; readonly result: TallyResult };

/** What a backtest needs: it reads, and writes nothing. */
export type BacktestPorts = Omit<JudgeBothPorts, 'now'> & {
  readonly tree: () => OrgTree;
  readonly now: () => number;
  /** Whether anybody has a card of a dataset and period: most datasets know more kinds of period than are pushed. */
  readonly anyCard: (dataset: string, period: string) => Promise<boolean>;
  /** Between two portions others have their turn. */
  readonly pause: () => Promise<void>;
};

/** One dataset and period: whether anybody has a card of it, and whether it was due by now on either side. */
type Visit = {
  readonly plans: Both<DatasetPlan | undefined>;
  readonly dataset: string;
  readonly period: Period;
  readonly pushed: boolean;
  readonly wasDue: boolean;
};
type Sums = Map<string, Both<Contribution[]>>;

const unitsAtOnce = 500;

const planOf = ({ before, after }: Trial, dataset: string): Visit['plans'] => ({
  before: before.datasets.get(dataset),
  after: after.datasets.get(dataset),
});

const ofEither = <T>({ before, after }: Visit['plans'], of: (plan: DatasetPlan) => readonly T[]): readonly T[] => [
  ...new Set([before, after].flatMap((plan) => (plan === undefined ? [] : of(plan)))),
];

const dueBy = (plan: DatasetPlan, period: Period, now: number): boolean =>
  !plan.computed && (dueOf(plan, period)?.at ?? now) < now;

async function visitsOf({ trial, days }: BacktestOrder, { anyCard, now }: BacktestPorts): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  for (const dataset of datasetsOf(trial.packs, trial)) {
    const plans = planOf(trial, dataset);
    const kinds = ofEither(plans, ({ periodKinds }) => periodKinds);
    for (const period of periodsWithin(kinds, days)) {
      const pushed = await anyCard(dataset, period.text);
      const wasDue = ofEither(plans, (plan) => [dueBy(plan, period, now())]).includes(true);
      if (pushed || wasDue) visits.push({ plans, dataset, period, pushed, wasDue });
    }
  }
  return visits;
}

const addTo = (sums: Sums, parent: string, added: Both<Contribution | undefined>): void => {
  const found = sums.get(parent) ?? { before: [], after: [] };
  if (added.before !== undefined) found.before.push(added.before);
  if (added.after !== undefined) found.after.push(added.after);
  sums.set(parent, found);
};

type Rolled = { readonly unit: OrgUnit; readonly visit: Visit; readonly now: number };

function rollupOf(catalogue: Catalogue, children: readonly Contribution[], rolled: Rolled): RollupCard | undefined {
  const { unit, visit, now } = rolled;
  if (children.length === 0 || catalogue.datasets.get(visit.dataset)?.rollsUp !== true) return undefined;
  const { id: orgUnit, parent, path, type, tags } = unit;
  const key = { orgUnit, dataset: visit.dataset, period: visit.period.text };
  const made = { parent, path, formerParents: [], edition: 0, treeVersion: 0, catalogueVersion: catalogue.version };
  const occasion = { path, type, tags, dataset: visit.dataset, period: visit.period };
  return { ...key, ...made, rolledAt: now, ...rollUp(catalogue, children, occasion) };
}

type Running = { readonly order: BacktestOrder; readonly tally: Tally; readonly now: number };

const toldOf = (key: CardKey, rollup: boolean, changed: readonly ChangedCell[]): readonly Change[] =>
  changed.map((cell) => ({ ...key, rollup, ...cell }));

function takeCard({ order, tally }: Running, visit: Visit, card: JudgedTwice): readonly Change[] {
  if (!order.visible(card.path)) return [];
  tally.follow(card, visit.period.end);
  const { before, after } = card;
  return toldOf(card.key, false, tally.take({ before, after, orgUnit: card.key.orgUnit, level: 'units' }));
}

function takeRollup({ order, tally, now }: Running, at: Omit<Rolled, 'now'>, sums: Sums): readonly Change[] {
  const { unit, visit } = at;
  const children = sums.get(unit.id) ?? { before: [], after: [] };
  sums.delete(unit.id);
  const before = rollupOf(order.trial.before, children.before, { ...at, now });
  const after = rollupOf(order.trial.after, children.after, { ...at, now });
  addTo(sums, unit.parent, {
    before: before && contributionOfRollup(before),
    after: after && contributionOfRollup(after),
  });
  if ((before ?? after) === undefined || !order.visible(unit.path)) return [];
  const key = { orgUnit: unit.id, dataset: visit.dataset, period: visit.period.text };
  return toldOf(key, true, tally.take({ before, after, orgUnit: unit.id, level: 'rollups' }));
}

type Work = Running & {
  readonly tree: OrgTree;
  readonly judge: ReturnType<typeof judgingBoth>;
  readonly look: ReturnType<typeof lookAtArrivals>;
};

function takeUnit(work: Work, at: Omit<Rolled, 'now'>, held: Held): readonly Change[] {
  if (rollsUp(at.unit.type)) return takeRollup(work, at, held.sums);
  const card = held.cards.get(at.unit.id);
  if (card === undefined) return [];
  const { before, after } = work.order.trial;
  addTo(held.sums, at.unit.parent, {
    before: card.before && contributionOfCard(card.before, before),
    after: card.after && contributionOfCard(card.after, after),
  });
  return takeCard(work, at.visit, card);
}

type Held = { readonly sums: Sums; readonly cards: ReadonlyMap<string, JudgedTwice> };

const reporting = (units: readonly OrgUnit[]): readonly OrgUnit[] => units.filter(({ type }) => !rollsUp(type));

/** Units in their order, cut where so many reporting ones are together. */
function* portionsOf(units: readonly OrgUnit[]): Generator<readonly OrgUnit[]> {
  let portion: OrgUnit[] = [];
  let reports = 0;
  for (const unit of units) {
    if (!rollsUp(unit.type)) reports += 1;
    if (reports > unitsAtOnce) {
      yield portion;
      portion = [];
      reports = 1;
    }
    portion.push(unit);
  }
  yield portion;
}

const unitsOf = ({ tree, order }: Pick<Work, 'tree' | 'order'>, { plans, period }: Visit): readonly OrgUnit[] =>
  childrenFirst(tree, order.unit, { day: period.end, types: new Set(ofEither(plans, (plan) => plan.reportedBy)) });

type Step = {
  readonly looked: number;
  readonly changes: readonly Change[];
  readonly arrivals: readonly ChangedArrival[];
};

// Children before parents, some hundreds of reporting units at a time: what is held are their cards and the sums above them.
async function* visitPeriod(work: Work, visit: Visit): AsyncGenerator<Step> {
  const sums: Sums = new Map();
  for (const portion of portionsOf(unitsOf(work, visit))) {
    const units = reporting(portion);
    const of = { dataset: visit.dataset, period: visit.period.text };
    const keys = visit.pushed ? units.map(({ id }) => ({ orgUnit: id, ...of })) : [];
    const cards = new Map((await work.judge(keys)).map((card) => [card.key.orgUnit, card]));
    const arrivals = visit.wasDue ? work.look(units, of, cards) : [];
    const changes = portion.flatMap((unit) => takeUnit(work, { unit, visit }, { sums, cards }));
    yield { looked: units.length, changes, arrivals };
  }
}

async function countUnits(work: Work, visits: readonly Visit[], pause: () => Promise<void>): Promise<number> {
  const known = new Map<string, number>();
  let total = 0;
  for (const visit of visits) {
    const key = [visit.period.end, ...ofEither(visit.plans, ({ reportedBy }) => reportedBy)].join(' ');
    if (!known.has(key)) {
      known.set(key, reporting(unitsOf(work, visit)).length);
      await pause();
    }
    total += known.get(key) ?? 0;
  }
  return total;
}

/** Says what packs would have said over the stored past: period by period, each from the bottom of the tree to the top. */
export async function* backtest(order: BacktestOrder, ports: BacktestPorts): AsyncGenerator<BacktestPart> {
  const [tree, now] = [ports.tree(), ports.now()];
  const judge = judgingBoth(order.trial, { tree: () => tree, now, read: ports.read });
  const tally = tallying(order.trial);
  const { trial: catalogues, visible } = order;
  const look = lookAtArrivals({ catalogues, tree, now, arrivals: tally.arrivals, visible });
  const work: Work = { order, tree, now, judge, look, tally };
  const visits = await visitsOf(order, ports);
  const total = await countUnits(work, visits, ports.pause);
  let done = 0;
  yield { kind: 'progress', done, total };
  for (const visit of visits) {
    for await (const { looked, changes, arrivals } of visitPeriod(work, visit)) {
      if (changes.length > 0) yield { kind: 'changes', changes };
      if (arrivals.length > 0) yield { kind: 'arrivals', arrivals };
      if (looked === 0) continue;
      done += looked;
      yield { kind: 'progress', done, total };
      await ports.pause();
    }
  }
  const datasets = [...new Set(visits.map(({ dataset }) => dataset))];
  yield { kind: 'result', datasets, result: work.tally.result() };
}
