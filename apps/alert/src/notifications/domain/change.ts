export type ChangeKind = 'opened' | 'resolved' | 'reopened' | 'escalated' | 'closed' | 'data-withdrawn' | 'reminded';

/** One state change of one alert, with all a recipient needs to know: it stays true whatever happens to the alert later. */
export type Change = {
  /** <alert id>#<alert version>, or what names a reminder: the same change has the same id for ever. */
  readonly id: string;
  readonly kind: ChangeKind;
  readonly at: number;
  readonly by: string;
  readonly note: string;
  /** Empty: a reminder is about no alert. */
  readonly alertId: string;
  readonly orgUnit: string;
  readonly orgName: string;
  readonly path: string;
  readonly pathNames: readonly string[];
  readonly indicator: string;
  readonly indicatorName: string;
  readonly pack: string;
  readonly severity: 'notice' | 'warning' | 'major' | 'critical';
  readonly condition: 'firing' | 'resolved' | 'no-data';
  readonly period: string;
  readonly reason: string;
  readonly openedAt: number;
  readonly resolvedAt: number;
  readonly deadline: number;
};

/** What belongs into one message: the changes of one district and one pack. */
export type Group = { readonly district: string; readonly districtName: string; readonly pack: string };

// nation / province / city / district
const districtDepth = 3;

export function groupOf({ path, pathNames, pack }: Change): Group {
  const ids = path.split('/').filter(Boolean);
  const depth = Math.min(districtDepth, ids.length - 1);
  return { district: ids[depth] ?? '', districtName: pathNames[depth] ?? '', pack };
}

export const groupKey = (change: Change): string => {
  const { district, pack } = groupOf(change);
  return `${district}|${pack}`;
};
