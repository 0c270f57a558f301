import { call } from './call.ts';
import { monthBefore } from './dates/days.ts';
import { eventually } from './eventually.ts';
import type { Stack } from './stack.ts';

type OrgUnitEntry = {
  readonly id: string;
  readonly parent: string | null;
  readonly type: string;
  readonly nameZh: string;
};

export type Figure = { readonly indicator: string } & (
  { readonly numerator: number; readonly denominator: number } | { readonly value: string }
);

export type Submission = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly values: readonly Figure[];
  readonly note?: string;
};

export const guards = 'safety-guard-staffing-rate';
export const closedManagement = 'safety-closed-management-rate';
export const installed = 'safety-alarm-video-installed-rate';
export const policeLink = 'safety-alarm-video-police-link-rate';

const district = (id: string, nameZh: string): OrgUnitEntry => ({ id, parent: '3307', type: 'district', nameZh });
const town = (id: string, nameZh: string): OrgUnitEntry => ({ id, parent: id.slice(0, 6), type: 'town', nameZh });

const schoolsPerTown = 10;
const types = ['primary', 'secondary', 'nine-year', 'kindergarten'] as const;
const towns = [
  town('330702001', '演示一街道'),
  town('330702002', '演示二街道'),
  town('330703001', '演示三镇'),
  town('330703002', '演示四镇'),
];

function schoolsOf({ id, nameZh }: OrgUnitEntry): readonly OrgUnitEntry[] {
  return Array.from({ length: schoolsPerTown }, (_, at) => {
    const number = String(at + 1).padStart(2, '0');
    return {
      id: `${id}-${number}`,
      parent: id,
      type: types[at % types.length] ?? 'primary',
      nameZh: `${nameZh}演示学校${number}`,
    };
  });
}

/** Two districts, four towns, forty schools. */
export const orgUnits: readonly OrgUnitEntry[] = [
  { id: 'cn', parent: null, type: 'nation', nameZh: '全国' },
  { id: '33', parent: 'cn', type: 'province', nameZh: '演示省' },
  { id: '3307', parent: '33', type: 'city', nameZh: '演示市' },
  district('330702', '演示甲区'),
  district('330703', '演示乙区'),
  ...towns,
  ...towns.flatMap(schoolsOf),
];

export const schools: readonly string[] = orgUnits.map(({ id }) => id).filter((id) => id.includes('-'));

const ratio = (indicator: string, numerator: number, denominator: number): Figure => ({
  indicator,
  numerator,
  denominator,
});

/** The eight figures of campus safety, all as they should be; `otherwise` replaces some of them. */
export function safety(orgUnit: string, period: string, otherwise: readonly Figure[] = []): Submission {
  const usual: readonly Figure[] = [
    ratio(closedManagement, 1, 1),
    ratio(guards, 4, 4),
    ratio(installed, 10, 10),
    ratio('safety-alarm-video-linked-rate', 10, 10),
    ratio('safety-alarm-video-standard-rate', 10, 10),
    ratio('safety-guardian-post-rate', 2, 2),
    ratio('nn-emergency-report-timeliness', 0, 0),
    { indicator: 'sh-bullying-incidents', value: '0' },
  ];
  const replaced = new Map(otherwise.map((figure) => [figure.indicator, figure]));
  const values = usual.map((figure) => replaced.get(figure.indicator) ?? figure);
  return { orgUnit, dataset: 'campus-safety', period, values };
}

/** Guards on duty of those that should be. */
export const guardsOnDuty = (onDuty: number, wanted: number): Figure => ratio(guards, onDuty, wanted);

export const submissionId = ({ orgUnit, dataset, period }: Submission): string => `${orgUnit}|${dataset}|${period}`;

/** When the story began: its months and weeks stay what they are though midnight passes while it is told. */
export const storyBegan: number = Date.now();

/** The month so many months before the one in which the story began: `2026-11`. */
export const monthsAgo = (months: number): string => monthBefore(storyBegan, months);

/** Loads the tree through the public API, and waits until schools may push. */
export async function loadCity(stack: Stack): Promise<void> {
  const bearer = stack.tokenOf('admin');
  const imported = await call(`${stack.url}/api/v1/org-units`, { bearer, body: { orgUnits } });
  if (imported.status !== 200) throw new Error(`org units: ${JSON.stringify(imported.body)}`);
  const last = safety(schools.at(-1) ?? '', monthsAgo(0));
  await eventually(30_000, async () => {
    const dry = await call(`${stack.url}/api/v1/submissions?dryRun=true`, { bearer, body: last });
    if (dry.status >= 300) throw new Error(`not yet: ${JSON.stringify(dry.body)}`);
  });
}

/** Pushes submissions in one request; every one must be accepted. */
export async function pushAll(stack: Stack, submissions: readonly Submission[]): Promise<void> {
  const answer = await call(`${stack.url}/api/v1/submissions`, { bearer: stack.keyOf('cn'), body: { submissions } });
  if (answer.status >= 300 || answer.status === 207)
    throw new Error(`push: ${JSON.stringify(answer.body).slice(0, 2000)}`);
}
