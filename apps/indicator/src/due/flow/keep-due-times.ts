import type { Catalogue, DatasetPlan } from '../../catalogue/domain/catalogue.ts';
import type { OrgTree, OrgUnit } from '../../org-tree/domain/org-tree.ts';
import { deadlinesIn, isExpected, tasksIn, type DueTask, type Span } from '../domain/due-plan.ts';
import { nothingDone, type DueLease, type DueProgress, type DueProgressStore } from './due-progress.ts';

/** What is known of a unit's submission: whether it stands, and whether its absence has been recorded. */
export type CardState = { readonly reported: boolean; readonly missing: boolean };

/** Units about which something is to be done. */
export type DueUnits = { readonly dataset: DatasetPlan; readonly task: DueTask; readonly units: readonly OrgUnit[] };

/** What keeping the due times needs from outside. */
export type KeepDueTimesPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly now: () => number;
  /** How long catalogue and tree have been as they are, at least as far as this process knows. */
  readonly restedMs: () => number;
  readonly progress: DueProgressStore;
  /** By id of the scorecard; absent = there is nothing. */
  readonly cards: (ids: readonly string[]) => Promise<ReadonlyMap<string, CardState>>;
  /** Asks the owners of the units to judge what stands of them, or that nothing does. Resolves when that is acknowledged. */
  readonly requestJudging: (due: DueUnits) => Promise<void>;
  /** Asks for reminders. Resolves when that is acknowledged. */
  readonly requestReminders: (due: DueUnits) => Promise<void>;
  /** Between two portions of units, so that submissions are not held up. */
  readonly pause: () => Promise<void>;
  readonly owner: string;
  readonly limits: DueLimits;
  readonly crashPoint: (name: string) => void;
};

/** How it goes about its work. */
export type DueLimits = {
  /** So long after a due time what came just in time has been judged. */
  readonly slackMs: number;
  /** So long catalogue and tree must have been unchanged: whoever is being set up is not missing yet. */
  readonly settleMs: number;
  readonly leaseMs: number;
  readonly unitsAtOnce: number;
  /** A reminder that could not be sent within this time is out of date. */
  readonly staleReminderMs: number;
};

/** Does what has become due. */
export type KeepDueTimes = () => Promise<void>;

const planOf = ({ due, periodKinds, reportedBy, validFrom, validTo }: DatasetPlan, tree: OrgTree): string =>
  JSON.stringify([tree.version, due, periodKinds, reportedBy, validFrom, validTo]);

const nameOf = ({ kind, period, at }: DueTask): string => `${kind}@${String(at)}|${period.text}`;

// What a unit has reported is judged also where it is to close before the period ends.
const concerns = (dataset: DatasetPlan, place: OrgUnit, { kind, period }: DueTask): boolean =>
  kind === 'deadline' ? dataset.reportedBy.includes(place.type) : isExpected(dataset, place, period);

function* portionsOf(dataset: DatasetPlan, task: DueTask, how: Portions): Generator<readonly OrgUnit[]> {
  let portion: OrgUnit[] = [];
  for (const places of how.tree.places.values()) {
    const unit = places.find((place) => concerns(dataset, place, task));
    if (unit === undefined || unit.id <= how.after) continue;
    portion.push(unit);
    if (portion.length < how.size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

type Portions = { readonly tree: OrgTree; readonly after: string; readonly size: number };
type Work = {
  readonly ports: KeepDueTimesPorts;
  readonly dataset: DatasetPlan;
  readonly tree: OrgTree;
  readonly agenda: Agenda;
};

/** What is to be done about a dataset, and under which name it is kept how far that is. */
type Agenda = {
  readonly id: string;
  /** When it changes, everything is gone through anew. */
  readonly plan: string;
  readonly tasksIn: (span: Span) => readonly DueTask[];
};

// Who is being set up is not missing yet.
function dueAgenda(dataset: DatasetPlan, tree: OrgTree, { restedMs, limits }: KeepDueTimesPorts): readonly Agenda[] {
  if (dataset.due === undefined || restedMs() < limits.settleMs) return [];
  const within = (span: Span): readonly DueTask[] => tasksIn(dataset, span, limits.slackMs);
  return [{ id: dataset.id, plan: planOf(dataset, tree), tasksIn: within }];
}

// A change of the catalogue or the tree asks by itself for what it concerns: there is nothing to begin anew.
const deadlineAgenda = (dataset: DatasetPlan, { limits }: KeepDueTimesPorts): readonly Agenda[] =>
  dataset.deadlines.length === 0
    ? []
    : [{ id: `${dataset.id}@deadlines`, plan: '', tasksIn: (span) => deadlinesIn(dataset, span, limits.slackMs) }];

const leaseOf = ({ owner, now, limits }: KeepDueTimesPorts): DueLease => ({ owner, until: now() + limits.leaseMs });

const isConcerned: Record<DueTask['kind'], (card: CardState | undefined) => boolean> = {
  due: (card) => card?.reported !== true && card?.missing !== true,
  remind: (card) => card?.reported !== true,
  deadline: (card) => card?.reported === true,
};

async function doFor({ ports, dataset }: Work, task: DueTask, units: readonly OrgUnit[]): Promise<boolean> {
  const idOf = ({ id }: OrgUnit): string => `${id}|${dataset.id}|${task.period.text}`;
  const known = await ports.cards(units.map(idOf));
  const wanted = units.filter((unit) => isConcerned[task.kind](known.get(idOf(unit))));
  if (wanted.length === 0) return false;
  const request = task.kind === 'remind' ? ports.requestReminders : ports.requestJudging;
  await request({ dataset, task, units: wanted });
  ports.crashPoint('indicator.after-due');
  return true;
}

const isOutOfDate = ({ ports }: Work, { kind, at }: DueTask, { reminded }: DueProgress): boolean =>
  kind === 'remind' && (at <= reminded || at < ports.now() - ports.limits.staleReminderMs);

/** Goes through the units of one task, from where it was left; undefined = the dataset is in other hands now. */
async function doTask(work: Work, task: DueTask, before: DueProgress): Promise<DueProgress | undefined> {
  const { ports, tree } = work;
  if (isOutOfDate(work, task, before)) return before;
  const name = nameOf(task);
  let progress: DueProgress = { ...before, task: name, unit: before.task === name ? before.unit : '' };
  const how = { tree, after: progress.unit, size: ports.limits.unitsAtOnce };
  for (const units of portionsOf(work.dataset, task, how)) {
    const asked = await doFor(work, task, units);
    progress = { ...progress, unit: units.at(-1)?.id ?? '' };
    if (!(await ports.progress.save(progress, leaseOf(ports)))) return undefined;
    if (asked) await ports.pause();
  }
  return progress;
}

// What comes at the same instant is done together: only then has the instant passed.
function byInstant(tasks: readonly DueTask[]): readonly (readonly DueTask[])[] {
  return [...Map.groupBy(tasks, ({ at }) => at).values()];
}

// Another due rule or tree: who is missing is looked through from the beginning, nobody is reminded twice.
function begun({ agenda: { id, plan } }: Work, found: DueProgress): DueProgress {
  if (found.plan === plan) return found;
  const reminded = Math.max(found.reminded, found.through);
  return { ...nothingDone(id), plan, reminded };
}

async function catchUp(work: Work, found: DueProgress): Promise<void> {
  const { ports, agenda } = work;
  let progress: DueProgress | undefined = begun(work, found);
  const span = { after: progress.through, until: ports.now() };
  for (const tasks of byInstant(agenda.tasksIn(span))) {
    for (const task of tasks) {
      progress = await doTask(work, task, progress);
      if (progress === undefined) return;
    }
    progress = { ...progress, through: tasks[0]?.at ?? progress.through, task: '', unit: '' };
    if (!(await ports.progress.save(progress, leaseOf(ports)))) return;
  }
  await ports.progress.save(progress, { owner: ports.owner, until: 0 }); // given back
}

/** Makes the keeper. It remembers how far each dataset is, so that a look at which nothing is due asks nobody. */
export function keepDueTimes(ports: KeepDueTimesPorts): KeepDueTimes {
  const seen = new Map<string, DueProgress>();

  const isIdle = ({ agenda }: Work): boolean => {
    const known = seen.get(agenda.id);
    if (known?.plan !== agenda.plan) return false;
    return agenda.tasksIn({ after: known.through, until: ports.now() }).length === 0;
  };

  const keepOne = async (work: Work): Promise<void> => {
    const { id } = work.agenda;
    if (isIdle(work)) return;
    const found = await ports.progress.claim(id, leaseOf(ports), ports.now());
    if (found !== undefined) await catchUp(work, found);
    const [stored] = await ports.progress.read([id]);
    if (stored !== undefined) seen.set(id, stored);
  };

  return async () => {
    const tree = ports.tree();
    if (tree.units.size === 0) return;
    for (const dataset of ports.catalogue().datasets.values()) {
      for (const agenda of [...deadlineAgenda(dataset, ports), ...dueAgenda(dataset, tree, ports)])
        await keepOne({ ports, dataset, tree, agenda });
    }
  };
}
