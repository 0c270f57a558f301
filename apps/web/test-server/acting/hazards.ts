import type { HazardCommand, HazardDetail, HazardVerb } from '@xiaomai/gateway-api/hazard';
import { lineageOf, unitOf } from '../city/tree.ts';

type Seed = Pick<HazardDetail, 'orgUnit' | 'class' | 'severity' | 'description' | 'state' | 'warnings'>;

const seeds: readonly Seed[] = [
  {
    orgUnit: '330701001-01',
    class: 'fire',
    severity: 'major',
    description: '三号楼疏散通道被占用',
    state: 'open',
    warnings: ['overdue', 'major-open'],
  },
  {
    orgUnit: '330701001-02',
    class: 'food',
    severity: 'general',
    description: '食堂留样记录不全',
    state: 'rectified',
    warnings: [],
  },
  {
    orgUnit: '330702001-01',
    class: 'security',
    severity: 'general',
    description: '东门监控损坏',
    state: 'struck-off',
    warnings: [],
  },
];

const found = '2026-11-02';
const instant = `${found}T02:00:00.000Z`;

function hazardOf(seed: Seed, at: number): HazardDetail {
  const school = unitOf(seed.orgUnit);
  const rectified = { on: '2026-11-10', note: '已补齐', links: [] };
  return {
    ...seed,
    id: `${seed.orgUnit}-2026-${String(at + 1).padStart(4, '0')}`,
    ref: `R-${String(at)}`,
    orgName: school?.nameZh ?? '',
    pathNames: school === undefined ? [] : lineageOf(school).map(({ nameZh }) => nameZh),
    ...{ place: '三号楼', foundOn: found, foundBy: null, campaign: null, round: null, dueOn: '2026-11-13' },
    ...{ responsible: '演示老师', struckOffAt: null, reopened: 0, registeredAt: instant, version: 1, etag: '"1"' },
    overdue: seed.warnings.includes('overdue'),
    rectified: seed.state === 'open' ? null : rectified,
    timeline: [{ at: instant, by: '演示监测员', kind: 'found', note: '', links: [] }],
    rechecks: [],
  };
}

export const openHazards = (): Map<string, HazardDetail> =>
  new Map(seeds.map(hazardOf).map((hazard) => [hazard.id, hazard]));

const next: Record<HazardVerb, { readonly state?: HazardDetail['state']; readonly kind: string }> = {
  rectify: { state: 'rectified', kind: 'rectified' },
  'strike-off': { state: 'struck-off', kind: 'struck-off' },
  return: { state: 'open', kind: 'returned' },
  reopen: { state: 'open', kind: 'reopened' },
  void: { state: 'voided', kind: 'voided' },
  comment: { kind: 'commented' },
};

export type HazardAct = { readonly verb: HazardVerb; readonly command: HazardCommand; readonly by: string };

/** What a person's command makes of a hazard. */
export function hazardAfter(hazard: HazardDetail, { verb, command, by }: HazardAct): HazardDetail {
  const { state = hazard.state, kind } = next[verb];
  const entry = { at: new Date().toISOString(), by, kind, note: command.note ?? '', links: command.links ?? [] };
  const version = hazard.version + 1;
  const warnings = state === 'open' ? hazard.warnings : [];
  return { ...hazard, state, warnings, version, etag: `"${version}"`, timeline: [...hazard.timeline, entry] };
}
