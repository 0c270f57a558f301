import { err, ok, type Result } from '@xiaomai/kernel';
import { isSoAlready } from './already-so.ts';
import { placeFaults, type PlaceFault } from './check-places.ts';
import { endsBefore } from './days.ts';
import { placeOn, rankOf, type OrgTree, type Stretch, type UnitHistory } from './org-tree.ts';
import { isUnitId } from './plan-import.ts';
import { amended, endedBefore, handedOver, type Amendment } from './stretches.ts';

type Named = {
  readonly type: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly tags: readonly string[];
};

/** A new unit that takes over from one that is split, with the units right below that go to it. */
export type Part = Named & { readonly id: string; readonly children: readonly string[] };

/** What an administrator asks of the tree, from a day on. */
export type TreeCommand = { readonly unit: string; readonly from: string } & (
  | { readonly verb: 'move'; readonly parent: string }
  | { readonly verb: 'rename'; readonly nameZh: string; readonly nameEn: string }
  | { readonly verb: 'reclassify'; readonly type: string; readonly tags: readonly string[] }
  | { readonly verb: 'close' }
  | ({ readonly verb: 'open'; readonly parent: string } & Named)
  | { readonly verb: 'merge'; readonly into: string }
  | { readonly verb: 'split'; readonly closes: boolean; readonly parts: readonly Part[] }
);

export type TreeVerb = TreeCommand['verb'];

/** Why the tree cannot change so. */
export type TreeRule =
  | PlaceFault['rule']
  | 'unknown-org-unit'
  | 'invalid-org-unit-id'
  | 'org-unit-exists'
  | 'not-open-then'
  | 'has-children'
  | 'child-not-placed';

/** A fault with its place in the command (a JSON pointer) and what stands there. */
export type TreeFault = { readonly pointer: string; readonly rule: TreeRule; readonly value: string };

/** What may be named in a command. */
export type Sees = (id: string) => boolean;

/** The histories a command leaves behind; equal ones are not among them. */
type Draft = Map<string, Pick<UnitHistory, 'id' | 'stretches' | 'successors'>>;
type Deciding = { readonly tree: OrgTree; readonly sees: Sees; readonly draft: Draft; readonly faults: TreeFault[] };
type Of<Verb extends TreeVerb> = Extract<TreeCommand, { verb: Verb }>;

const blank = { successors: [] as readonly string[] };

const stretchesOf = ({ tree, draft }: Deciding, id: string): readonly Stretch[] =>
  (draft.get(id) ?? tree.histories.get(id))?.stretches ?? [];

function put(deciding: Deciding, id: string, change: Partial<Pick<UnitHistory, 'stretches' | 'successors'>>): void {
  const before = deciding.draft.get(id) ?? deciding.tree.histories.get(id) ?? { ...blank, id, stretches: [] };
  deciding.draft.set(id, { id, stretches: before.stretches, successors: before.successors, ...change });
}

function tell({ faults }: Deciding, pointer: string, fault: Omit<TreeFault, 'pointer'>): void {
  faults.push({ pointer, ...fault });
}

const known = (deciding: Deciding, pointer: string, id: string): boolean => {
  if (deciding.sees(id)) return true;
  tell(deciding, pointer, { rule: 'unknown-org-unit', value: id });
  return false;
};

const amend = (deciding: Deciding, { unit, from }: TreeCommand, amendment: Amendment): void => {
  put(deciding, unit, { stretches: amended(stretchesOf(deciding, unit), from, amendment) });
};

const handOver = (
  deciding: Deciding,
  { unit, from }: TreeCommand,
  { child, to }: { readonly child: string; readonly to: string },
): void => {
  put(deciding, child, { stretches: handedOver(stretchesOf(deciding, child), from, { was: unit, now: to }) });
};

const end = (deciding: Deciding, { unit, from }: TreeCommand, successors: readonly string[]): void => {
  const stretches = endedBefore(stretchesOf(deciding, unit), from);
  if (stretches.length === 0) tell(deciding, '/from', { rule: 'not-open-then', value: from });
  else put(deciding, unit, { stretches, successors });
};

// What is recorded for later below the unit counts as well.
const childrenFrom = ({ tree }: Deciding, { unit, from }: TreeCommand): readonly string[] => [
  ...new Set((tree.children.get(unit) ?? []).filter((place) => !endsBefore(place, from)).map(({ id }) => id)),
];

function move(deciding: Deciding, command: Of<'move'>): void {
  if (known(deciding, '/parent', command.parent)) amend(deciding, command, { parent: command.parent });
}

// An English name that is not given stays.
function rename(deciding: Deciding, command: Of<'rename'>): void {
  const { nameZh, nameEn } = command;
  amend(deciding, command, nameEn === '' ? { nameZh } : { nameZh, nameEn });
}

function close(deciding: Deciding, command: Of<'close'>): void {
  for (const id of childrenFrom(deciding, command)) tell(deciding, '', { rule: 'has-children', value: id });
  end(deciding, command, []);
}

const newStretch = (named: Named, place: Pick<Stretch, 'parent' | 'validFrom'>): Stretch => ({
  parent: place.parent,
  type: named.type,
  nameZh: named.nameZh,
  nameEn: named.nameEn,
  validFrom: place.validFrom,
  validTo: '',
  tags: [...named.tags],
});

function open(deciding: Deciding, command: Of<'open'>): void {
  const { unit, from, parent } = command;
  if (!isUnitId(unit)) tell(deciding, '/id', { rule: 'invalid-org-unit-id', value: unit });
  const before = stretchesOf(deciding, unit);
  if (before.some((stretch) => !endsBefore(stretch, from)))
    tell(deciding, '/from', { rule: 'org-unit-exists', value: unit });
  if (!known(deciding, '/parent', parent)) return;
  put(deciding, unit, { stretches: [...before, newStretch(command, { parent, validFrom: from })], successors: [] });
}

function merge(deciding: Deciding, command: Of<'merge'>): void {
  const { unit, from, into } = command;
  if (!known(deciding, '/into', into)) return;
  if (into === unit) return tell(deciding, '/into', { rule: 'org-unit-cycle', value: into });
  const [own, target] = [unit, into].map((id) => placeOn(deciding.tree, id, from));
  if (target === undefined) return tell(deciding, '/into', { rule: 'not-open-then', value: into });
  if (own === undefined) return;
  if (rankOf(target.type) !== rankOf(own.type)) tell(deciding, '/into', { rule: 'wrong-level', value: target.type });
  for (const child of childrenFrom(deciding, command)) handOver(deciding, command, { child, to: into });
  end(deciding, command, [into]);
}

function placeChildren(deciding: Deciding, command: Of<'split'>): void {
  const own = new Set(childrenFrom(deciding, command));
  const placed = new Set<string>();
  command.parts.forEach(({ id, children }, part) => {
    children.forEach((child, index) => {
      const right = own.has(child) && !placed.has(child);
      placed.add(child);
      if (right) handOver(deciding, command, { child, to: id });
      else tell(deciding, `/parts/${part}/children/${index}`, { rule: 'unknown-org-unit', value: child });
    });
  });
  if (!command.closes) return;
  for (const child of own) if (!placed.has(child)) tell(deciding, '/parts', { rule: 'child-not-placed', value: child });
}

function split(deciding: Deciding, command: Of<'split'>): void {
  const { unit, from, closes, parts } = command;
  const own = placeOn(deciding.tree, unit, from);
  const named = new Set<string>();
  parts.forEach((part, index) => {
    const taken = named.has(part.id) || deciding.tree.histories.has(part.id);
    named.add(part.id);
    if (!isUnitId(part.id)) tell(deciding, `/parts/${index}/id`, { rule: 'invalid-org-unit-id', value: part.id });
    else if (taken) tell(deciding, `/parts/${index}/id`, { rule: 'org-unit-exists', value: part.id });
    else if (own !== undefined) {
      const stretch = newStretch(
        { ...part, type: part.type === '' ? own.type : part.type },
        { parent: own.parent, validFrom: from },
      );
      put(deciding, part.id, { stretches: [stretch] });
    }
  });
  placeChildren(deciding, command);
  if (closes) end(deciding, command, [...named]);
}

function apply(deciding: Deciding, command: TreeCommand): void {
  switch (command.verb) {
    case 'move':
      return move(deciding, command);
    case 'rename':
      return rename(deciding, command);
    case 'reclassify':
      return amend(deciding, command, { type: command.type, tags: [...command.tags] });
    case 'close':
      return close(deciding, command);
    case 'open':
      return open(deciding, command);
    case 'merge':
      return merge(deciding, command);
    case 'split':
      return split(deciding, command);
  }
}

const pointers: Record<TreeVerb, string> = {
  move: '/parent',
  rename: '/from',
  reclassify: '/type',
  close: '/from',
  open: '/parent',
  merge: '/into',
  split: '/parts',
};

const textOf = (one: Pick<UnitHistory, 'stretches' | 'successors'> | undefined): string =>
  JSON.stringify([one?.stretches, one?.successors]);

/** The histories a command changes, none where everything is so already; or every fault of it. */
export function changeTree(
  tree: OrgTree,
  command: TreeCommand,
  sees: Sees,
): Result<readonly UnitHistory[], readonly TreeFault[]> {
  if (isSoAlready(tree, command)) return ok([]);
  const deciding: Deciding = { tree, sees, draft: new Map(), faults: [] };
  if (command.verb !== 'open' && placeOn(tree, command.unit, command.from) === undefined) {
    tell(deciding, '/from', { rule: 'not-open-then', value: command.from });
  }
  apply(deciding, command);
  if (deciding.faults.length === 0) {
    const faults = placeFaults(tree, [...deciding.draft.values()], command.from);
    deciding.faults.push(...faults.map((fault) => ({ pointer: pointers[command.verb], ...fault })));
  }
  if (deciding.faults.length > 0) return err(deciding.faults);
  const changed = [...deciding.draft.values()].filter((one) => textOf(one) !== textOf(tree.histories.get(one.id)));
  return ok(changed.map((one) => ({ ...one, version: tree.version + 1 })));
}
