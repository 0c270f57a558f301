/** What the address bar says: every view of the board can be linked to. */
export type Place = {
  readonly scope?: string;
  readonly period?: string;
  readonly group?: string;
  readonly school?: string;
  readonly alert?: string;
  readonly panel?: Panel;
  /** Past periods under the tree of today. */
  readonly tree?: 'as-is';
};

export type Address = { readonly pathname: string; readonly search: string };

const keys = ['scope', 'period', 'group', 'school', 'alert', 'panel', 'tree'] as const;
const panels = ['reports', 'hazards', 'periods', 'tree'] as const;

/** What can lie open beside the board. */
export type Panel = (typeof panels)[number];

const alertPath = /^\/alerts\/([^/]+)\/?$/;

/** The parameters of an address; `/alerts/<id>`, as the notifications write it, is the board with that alert open. */
function paramsOf({ pathname, search }: Address): URLSearchParams {
  const params = new URLSearchParams(search);
  const alert = alertPath.exec(pathname)?.[1];
  if (alert !== undefined) params.set('alert', decodeURIComponent(alert));
  return params;
}

export function parsePlace(address: Address): Place {
  const params = paramsOf(address);
  const found = keys.flatMap((key) => {
    const value = params.get(key);
    return value === null || value === '' ? [] : [[key, value] as const];
  });
  const { panel: named, tree, ...rest } = Object.fromEntries(found) as Record<string, string>;
  const panel = panels.find((one) => one === named);
  return {
    ...rest,
    ...(panel === undefined ? {} : { panel }),
    ...(tree === 'as-is' ? { tree } : {}),
  };
}

export function formatPlace(place: Place): string {
  const params = new URLSearchParams();
  for (const key of keys) {
    const value = place[key];
    if (value !== undefined) params.set(key, value);
  }
  const text = params.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** A change of place; null takes an entry away. */
export type PlaceChange = { readonly [K in keyof Place]: Place[K] | null };

export function movePlace(place: Place, change: PlaceChange): Place {
  const merged = { ...place, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined));
}
