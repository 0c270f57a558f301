import type { HazardEvent } from './event.ts';
import type { Hazard, HazardTimelineEntry } from './hazard.ts';

type LaterEvent = Exclude<HazardEvent, { readonly kind: 'found' }>;
type Event<Kind extends LaterEvent['kind']> = Extract<LaterEvent, { readonly kind: Kind }>;
type Change = Partial<Omit<Hazard, 'number' | 'version' | 'timeline'>>;

const changes: { readonly [Kind in LaterEvent['kind']]: (event: Event<Kind>, hazard: Hazard) => Change } = {
  corrected: ({ particulars, source }) => ({ ...particulars, source }),
  rectified: ({ evidence, source }) => ({
    ...{ state: 'rectified', evidence, overdue: false },
    ...(source === null ? {} : { source }),
  }),
  returned: () => ({ state: 'open' }),
  'struck-off': ({ at }) => ({ state: 'struck-off', struckOffAt: at }),
  reopened: ({ dueOn }, { reopened }) => ({
    ...{ state: 'open', struckOffAt: 0, dueOn, overdue: false, reopened: reopened + 1 },
  }),
  voided: () => ({ state: 'voided', overdue: false }),
  rechecked: ({ recheck }, { rechecks }) => ({ rechecks: [...rechecks, recheck] }),
  commented: () => ({}),
  overdue: () => ({ overdue: true }),
};

const handlesIt = (kind: LaterEvent['kind']): boolean => !['commented', 'overdue', 'rechecked'].includes(kind);

const linksOf = (event: HazardEvent): readonly string[] => (event.kind === 'rectified' ? event.evidence.links : []);

function registered(event: Extract<HazardEvent, { readonly kind: 'found' }>): Hazard {
  const { number, ref, subject, particulars, foundOn, round, source, at, by, note } = event;
  const entry: HazardTimelineEntry = { version: 1, at, by, kind: 'found', note, links: [], state: 'open' };
  return {
    ...{ number, ref, subject, ...particulars, foundOn, round, source, registeredAt: at },
    ...{ state: 'open', evidence: null, struckOffAt: 0, reopened: 0, overdue: false, rechecks: [] },
    ...{ version: 1, handlingVersion: 1, timeline: [entry] },
  };
}

function changed(hazard: Hazard, event: LaterEvent): Hazard {
  const change = (changes[event.kind] as (event: LaterEvent, hazard: Hazard) => Change)(event, hazard);
  const version = hazard.version + 1;
  const next = { ...hazard, ...change, version };
  const { at, by, kind, note } = event;
  const entry: HazardTimelineEntry = { version, at, by, kind, note, links: linksOf(event), state: next.state };
  return {
    ...next,
    handlingVersion: hazard.handlingVersion + (handlesIt(kind) ? 1 : 0),
    timeline: [...hazard.timeline, entry],
  };
}

/** The hazard after an event. */
export function evolve(hazard: Hazard | null, event: HazardEvent): Hazard {
  if (event.kind === 'found') return registered(event);
  if (hazard === null) throw new Error(`${event.kind} without a hazard`);
  return changed(hazard, event);
}
