import { useQuery } from '@tanstack/react-query';
import { mostNamed, type OrgUnit } from '@xiaomai/gateway-api/org-unit';
import type { ReactNode } from 'react';
import { read, urlOf, type Caller } from '../api/client.ts';
import { namedUnitsReading } from '../api/reading.ts';
import { useCaller } from '../api/use-reading.ts';
import { nameIn } from '../units/org-kind.ts';
import { unitFinder } from './unit-finder.ts';

const momentMs = 10;
const find = unitFinder(mostNamed, () => new Promise((resolve) => setTimeout(resolve, momentMs)));

function askAs(caller: Caller): (ids: readonly string[]) => Promise<readonly OrgUnit[]> {
  return async (ids) => {
    const { schema, path, query } = namedUnitsReading(ids);
    return (await read(caller, schema, { url: urlOf(path, query) })).items;
  };
}

/** A unit that came with its Chinese name alone, where another language is spoken. */
function useForeign(id: string | undefined): OrgUnit | undefined {
  const caller = useCaller();
  const { data } = useQuery({
    queryKey: ['org-units', 'named', id],
    queryFn: () => find(id ?? '', askAs(caller)),
    enabled: caller.lang !== 'zh' && id !== undefined,
    staleTime: Infinity,
  });
  return data ?? undefined;
}

/** The name of a unit in the language of the reader; until it is known, the Chinese one that came with its id. */
export function useUnitNamed(id: string | undefined, chinese: string): string {
  const { lang } = useCaller();
  const unit = useForeign(id);
  return lang === 'zh' || unit === undefined ? chinese : nameIn(unit, lang);
}

type Props = { readonly id: string; readonly name: string };

export function UnitName({ id, name }: Props): ReactNode {
  return <>{useUnitNamed(id, name)}</>;
}

type PlaceProps = { readonly of: string; readonly below: string; readonly name: string };

/** The name of the unit right below one on the way to another. */
export function PlaceName({ of, below, name }: PlaceProps): ReactNode {
  const line = useForeign(of)?.path.split('/') ?? [];
  const at = line.indexOf(below);
  return <>{useUnitNamed(at < 0 ? undefined : line[at + 1], name)}</>;
}
