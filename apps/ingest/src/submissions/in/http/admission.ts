import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import type { Identity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Rules } from '../../domain/rules.ts';
import type { MoreHeaders } from './answer.ts';
import type { Closable, InFlight, TooMuch } from './in-flight.ts';
import type { Rate, RateLimiter } from './rate.ts';

/** Why a request is not admitted, and when to come again. */
export type NotAdmitted = { readonly code: ProblemCode; readonly headers: MoreHeaders };

/** Lets a request in, or not: by how many its sender sends, and by how many are under way. */
export type Admit = (caller: Identity, answer: Closable) => Result<undefined, NotAdmitted>;

/** What admission depends on. */
export type AdmissionPorts = {
  readonly limitRate: RateLimiter;
  readonly inFlight: InFlight;
  readonly rules: () => Pick<Rules, 'units'>;
  /** Requests a second for each unit the sender may push for. */
  readonly ratePerUnit: number;
};

const burstSeconds = 10;

const problemOfTooMuch = { everybody: 'unavailable', pusher: 'too-many-requests' } as const satisfies Record<
  TooMuch,
  ProblemCode
>;

// A key of a city pushes for all its schools: each unit counts for itself and for every unit above it.
function countUnits(units: Rules['units']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of units.values())
    for (const id of path.split('/')) if (id !== '') counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function unitCounter(rules: () => Pick<Rules, 'units'>): (caller: Identity) => number {
  let counted: { readonly units: Rules['units']; readonly counts: ReadonlyMap<string, number> } | undefined;
  return ({ orgUnit }) => {
    const { units } = rules();
    if (counted?.units !== units) counted = { units, counts: countUnits(units) };
    return counted.counts.get(orgUnit) ?? 1;
  };
}

const rateHeaders = ({ burst }: Rate, againMs: number): MoreHeaders => {
  const seconds = String(Math.max(1, Math.ceil(againMs / 1_000)));
  return [
    ...['Retry-After', seconds],
    ...['RateLimit-Policy', `"key";q=${String(Math.floor(burst))};w=${String(burstSeconds)}`],
    ...['RateLimit', `"key";r=0;t=${seconds}`],
  ];
};

/** Makes the admission. */
export function admission({ limitRate, inFlight, rules, ratePerUnit }: AdmissionPorts): Admit {
  const unitsOf = unitCounter(rules);
  return (caller, answer) => {
    const perSecond = ratePerUnit * unitsOf(caller);
    const rate = { perSecond, burst: perSecond * burstSeconds };
    const sender = `${caller.role} ${caller.subject}`;
    const taken = limitRate(sender, rate);
    if (!taken.ok) return err({ code: 'too-many-requests', headers: rateHeaders(rate, taken.againMs) });
    const entered = inFlight.enter(sender, answer);
    return entered.ok ? ok(undefined) : err({ code: problemOfTooMuch[entered.reason], headers: [] });
  };
}
