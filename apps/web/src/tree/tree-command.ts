import {
  orgUnitCommands,
  orgUnitVerbs,
  type OrgUnitCommand,
  type OrgUnitVerb,
} from '@xiaomai/gateway-api/org-unit-command';

/** What the form of a change is filled in with; which fields are there hangs on the verb. */
export type ChangeFields = {
  readonly verb: OrgUnitVerb;
  readonly unit: string;
  readonly from: string;
  readonly reason: string;
  readonly parent?: string;
  readonly into?: string;
  readonly nameZh?: string;
  readonly nameEn?: string;
  readonly type?: string;
  readonly tags?: string;
  readonly parts?: string;
};

type Extra = Exclude<keyof ChangeFields, 'verb' | 'unit' | 'from' | 'reason'>;

/** What each verb is told besides unit, day and reason; a question mark = may be left out. */
export const extrasOf: Record<OrgUnitVerb, readonly (Extra | `${Extra}?`)[]> = {
  move: ['parent'],
  rename: ['nameZh', 'nameEn?'],
  reclassify: ['type', 'tags?'],
  close: [],
  open: ['parent', 'type', 'nameZh', 'nameEn?', 'tags?'],
  merge: ['into'],
  split: ['parts'],
};

export const verbs: readonly OrgUnitVerb[] = orgUnitVerbs;

const listOf = (text = ''): string[] => text.split(/[,，]/).flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));

const partsOf = (text = ''): { id: string; nameZh: string }[] =>
  text.split('\n').flatMap((line) => {
    const [id = '', ...name] = line.trim().split(/\s+/);
    return id === '' ? [] : [{ id, nameZh: name.join(' ') }];
  });

const given = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text?.trim());

/** The command a form asks for; undefined = something in it cannot be meant. */
export function commandOf(fields: ChangeFields): OrgUnitCommand | undefined {
  const { verb, from, reason } = fields;
  const wanted: Record<Extra, unknown> = {
    parent: given(fields.parent),
    into: given(fields.into),
    nameZh: given(fields.nameZh),
    nameEn: given(fields.nameEn),
    type: given(fields.type),
    tags: listOf(fields.tags),
    parts: partsOf(fields.parts),
  };
  const extras = extrasOf[verb].map((name) => name.replace('?', '') as Extra);
  const body = Object.fromEntries(extras.flatMap((name) => (wanted[name] === undefined ? [] : [[name, wanted[name]]])));
  const parsed = orgUnitCommands[verb].safeParse({ from, reason: reason.trim(), ...body });
  return parsed.success ? ({ ...parsed.data, verb } as OrgUnitCommand) : undefined;
}
