import { err, ok, type Result } from '@xiaomai/kernel';
import { dayBefore, overlapOf, type Span } from './days.ts';
import type { OrgUnit, Stretch, UnitHistory } from './org-tree.ts';

/** Why a unit has no path. */
export type PathFault = 'unknown-parent' | 'cycle';

type Histories = ReadonlyMap<string, UnitHistory>;
type PathSpan = Span & { readonly path: Result<string, PathFault> };
type Wanted = {
  readonly histories: Histories;
  readonly span: Span;
  /** Ids of the units whose path is sought, the lowest first. */
  readonly below: readonly string[];
};

// Where a parent does not exist on some day, what it was last before that day counts, or what it is first after it.
function* reaches(stretches: readonly Stretch[]): Generator<{ readonly stretch: Stretch; readonly reach: Span }> {
  for (const [index, stretch] of stretches.entries()) {
    const next = stretches[index + 1];
    const reach = {
      validFrom: index === 0 ? '' : stretch.validFrom,
      validTo: next === undefined ? '' : dayBefore(next.validFrom),
    };
    yield { stretch, reach };
  }
}

// The path of what has nothing above it, or cannot have a path.
function endOfPath(id: string, { histories, below }: Wanted): Result<string, PathFault> | undefined {
  if (id === '') return ok('');
  if (!histories.has(id)) return err('unknown-parent');
  return below.includes(id) ? err('cycle') : undefined;
}

function* pathsOver(id: string, wanted: Wanted): Generator<PathSpan> {
  const { histories, span, below } = wanted;
  const path = endOfPath(id, wanted);
  if (path !== undefined) {
    yield { ...span, path };
    return;
  }
  for (const { stretch, reach } of reaches(histories.get(id)?.stretches ?? [])) {
    const shared = overlapOf(span, reach);
    if (shared === undefined) continue;
    for (const above of pathsOver(stretch.parent, { histories, span: shared, below: [...below, id] })) {
      yield { ...above, path: above.path.ok ? ok(`${above.path.value}${id}/`) : above.path };
    }
  }
}

const samePath = (a: PathSpan, b: PathSpan): boolean => a.path.ok && b.path.ok && a.path.value === b.path.value;

function joined(spans: Iterable<PathSpan>): readonly PathSpan[] {
  const all: PathSpan[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last !== undefined && samePath(last, span)) all[all.length - 1] = { ...last, validTo: span.validTo };
    else all.push(span);
  }
  return all;
}

/** The places of a unit, or why it has none on some day. */
export function placesOf(histories: Histories, id: string): Result<readonly OrgUnit[], PathFault> {
  const places: OrgUnit[] = [];
  for (const stretch of histories.get(id)?.stretches ?? []) {
    const { validFrom, validTo } = stretch;
    const above = pathsOver(stretch.parent, { histories, span: { validFrom, validTo }, below: [id] });
    for (const { path, ...span } of joined(above)) {
      if (!path.ok) return path;
      places.push({ id, ...stretch, ...span, path: `${path.value}${id}/` });
    }
  }
  return ok(places);
}
