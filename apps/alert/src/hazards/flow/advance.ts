import { ok, type Result } from '@xiaomai/kernel';
import { decide, type HazardCommand, type HazardPolicy } from '../domain/decide.ts';
import type { HazardRefusal } from '../domain/decide-handling.ts';
import { evolve } from '../domain/evolve.ts';
import type { HazardRecord } from './hazard-store.ts';

/** decide → evolve: the record after a command; the very same record when nothing follows. */
export function advance(
  policy: HazardPolicy,
  record: HazardRecord,
  command: HazardCommand,
): Result<HazardRecord, HazardRefusal> {
  const decision = decide(policy, record.hazard, command);
  if (!decision.ok || decision.value.length === 0) return decision.ok ? ok(record) : decision;
  const hazard = decision.value.reduce(evolve, record.hazard);
  return ok({ ...record, hazard, isUntold: true });
}
