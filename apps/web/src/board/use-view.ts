import type { OrgUnit, OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { firstOfTypeReading, orgUnitReading, unitsBelowReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { useNow } from '../clock/use-now.ts';
import { isMonth, monthAt, monthsUpTo, shownMonths } from '../format/month.ts';
import { usePlace, type Move } from '../place/use-place.ts';
import type { Place } from '../place/place.ts';
import { useSession } from '../session/session-context.tsx';
import type { Concerns } from '../stream/use-live-stream.ts';
import { isLevel } from '../units/org-kind.ts';

export type View = {
  readonly place: Place;
  readonly move: Move;
  readonly period: string;
  readonly unit: { readonly data: OrgUnitDetail | undefined; readonly error: unknown; readonly refetch: () => unknown };
};

type Units = { readonly items: readonly OrgUnit[] } | undefined;

/** The province whose towns and schools report, else the first one. */
function provinceShown(towns: Units, provinces: Units): string | undefined {
  if (towns === undefined) return undefined;
  return towns.items[0]?.path.split('/')[1] ?? provinces?.items[0]?.id;
}

function useProvince(nation: string | undefined): string | undefined {
  const towns = useReading(nation === undefined ? undefined : firstOfTypeReading('town'));
  const provinces = useReading(nation === undefined ? undefined : unitsBelowReading(nation));
  return provinceShown(towns.data, provinces.data);
}

/** There are no figures of the nation: a province stands for it. */
function useScope(scope: string): View['unit'] {
  const unit = useReading(orgUnitReading(scope));
  const isNation = unit.data?.type === 'nation';
  const first = useProvince(isNation ? scope : undefined);
  const province = useReading(first === undefined ? undefined : orgUnitReading(first));
  return isNation ? province : unit;
}

/** What the reader looks at: where and when. */
export function useView(): View {
  const [place, move] = usePlace();
  const { me } = useSession();
  const now = useNow(60_000);
  const asked = place.period ?? '';
  const period = isMonth(asked) ? asked : monthAt(now);
  return { place, move, period, unit: useScope(place.scope ?? me.orgUnit) };
}

/** A rollup moves the view if it is the one in view, of a month that is shown; a school's page follows every rollup. */
export function concernsView(
  changed: Parameters<Concerns>[0],
  { period, unit }: Pick<View, 'period' | 'unit'>,
): boolean {
  if (!monthsUpTo(period, shownMonths).includes(changed.period)) return false;
  return unit.data === undefined || !isLevel(unit.data.type) || unit.data.id === changed.orgUnit;
}
