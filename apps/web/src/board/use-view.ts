import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { useEffect } from 'react';
import { orgUnitReading, unitsBelowReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
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

/** What the reader looks at: where and when. There are no figures of the nation, so one begins at its first province. */
export function useView(): View {
  const [place, move] = usePlace();
  const { me } = useSession();
  const scope = place.scope ?? me.orgUnit;
  const period = place.period !== undefined && isMonth(place.period) ? place.period : monthAt(Date.now());
  const unit = useReading(orgUnitReading(scope));
  const isNation = unit.data?.type === 'nation';
  const below = useReading(isNation ? unitsBelowReading(scope) : undefined);
  const first = below.data?.items[0]?.id;
  useEffect(() => {
    if (isNation && first !== undefined) move({ scope: first });
  }, [isNation, first, move]);
  return { place, move, period, unit };
}
