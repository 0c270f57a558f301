import type {
  ChangeOrgUnitRequest,
  FollowOrgTreeResponse,
  OrgTreeChange,
  OrgUnit as OrgUnitMessage,
} from '@xiaomai/contracts/org-tree';
import { err, ok, type Result } from '@xiaomai/kernel';
import * as z from 'zod';
import type { Watched } from '../../catalogue/flow/watched.ts';
import type { TreeCommand } from '../domain/change-tree.ts';
import type { OrgTree, OrgUnit } from '../domain/org-tree.ts';
import type { TreeChange } from '../flow/org-tree-store.ts';

const unitsPerChunk = 1_000;

/** A place as it travels. */
export const unitMessage = (unit: OrgUnit): OrgUnitMessage => ({ ...unit, tags: [...unit.tags] });

/** A version of the tree as it travels. */
export const changeMessage = ({ unit, changed, ...change }: TreeChange): OrgTreeChange => ({
  ...change,
  orgUnit: unit,
  changed: [...changed],
});

type Change = NonNullable<ChangeOrgUnitRequest['change']>;

const verbOf: { readonly [Case in Change['$case']]: (value: Extract<Change, { $case: Case }>['value']) => unknown } = {
  move: (value) => ({ verb: 'move', ...value }),
  rename: (value) => ({ verb: 'rename', ...value }),
  reclassify: (value) => ({ verb: 'reclassify', ...value }),
  close: () => ({ verb: 'close' }),
  open: (value) => ({ verb: 'open', ...value }),
  merge: (value) => ({ verb: 'merge', ...value }),
  split: (value) => ({ verb: 'split', ...value }),
};

const day = z.iso.date();
const words = z.string().min(1);
const tags = z.array(words);
const common = { unit: words, from: day };
const named = { type: words, nameZh: words, nameEn: z.string(), tags };
const part = z.object({ ...named, type: z.string(), id: words, children: z.array(words) });

const schema: z.ZodType<TreeCommand> = z.discriminatedUnion('verb', [
  z.object({ ...common, verb: z.literal('move'), parent: words }),
  z.object({ ...common, verb: z.literal('rename'), nameZh: words, nameEn: z.string() }),
  z.object({ ...common, verb: z.literal('reclassify'), type: words, tags }),
  z.object({ ...common, verb: z.literal('close') }),
  z.object({ ...common, ...named, verb: z.literal('open'), parent: words }),
  z.object({ ...common, verb: z.literal('merge'), into: words }),
  z.object({ ...common, verb: z.literal('split'), closes: z.boolean(), parts: z.array(part).min(1) }),
]);

type MessageFault = { readonly pointer: string; readonly rule: 'invalid-field'; readonly value: '' };
const faultAt = (pointer: string): MessageFault => ({ pointer, rule: 'invalid-field', value: '' });

/** The command of a request, or every fault of its shape. */
export function commandOf(request: ChangeOrgUnitRequest): Result<TreeCommand, readonly MessageFault[]> {
  const { change } = request;
  if (change === undefined) return err([faultAt('')]);
  const own = (verbOf[change.$case] as (value: unknown) => object)(change.value);
  const parsed = schema.safeParse({ unit: request.id, from: request.from, ...own });
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path }) => faultAt(path.map((key) => `/${String(key)}`).join('')));
  if (request.reason.trim() === '') faults.push(faultAt('/reason'));
  return parsed.success && faults.length === 0 ? ok(parsed.data) : err(faults);
}

/** The tree, then what changes of it; the places of a unit are never parted. */
export async function* chunksOf(tree: Watched<OrgTree>, aborted: AbortSignal): AsyncGenerator<FollowOrgTreeResponse> {
  let sent: OrgTree['places'] = new Map();
  for await (const { version, places } of tree.follow(aborted)) {
    const changed = [...places].filter(([id, ofUnit]) => sent.get(id) !== ofUnit).map(([, ofUnit]) => ofUnit);
    sent = places;
    for (let from = 0; from === 0 || from < changed.length; from += unitsPerChunk) {
      const orgUnits = changed
        .slice(from, from + unitsPerChunk)
        .flat()
        .map(unitMessage);
      yield { version, orgUnits, complete: from + unitsPerChunk >= changed.length };
    }
  }
}
