import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { orgUnitReading, unitsBelowReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { useNow } from '../clock/use-now.ts';
import { isMonth, monthAt } from '../format/month.ts';
import { usePlace, type Move } from '../place/use-place.ts';
import type { Place } from '../place/place.ts';
import { useSession } from '../session/session-context.tsx';

export type View = {
  readonly place: Place;
  readonly move: Move;
  readonly period: string;
  readonly unit: { readonly data: OrgUnitDetail | undefined; readonly error: unknown; readonly refetch: () => unknown };
};

/** There are no figures of the nation: its first province stands for it. */
function useScope(scope: string): View['unit'] {
  const unit = useReading(orgUnitReading(scope));
  const isNation = unit.data?.type === 'nation';
  const below = useReading(isNation ? unitsBelowReading(scope) : undefined);
  const first = below.data?.items[0]?.id;
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
