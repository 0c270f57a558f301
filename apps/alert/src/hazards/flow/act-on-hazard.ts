import { err, ok, type Result } from '@xiaomai/kernel';
import type { Actor } from '../../alerts/flow/act-on-alert.ts';
import type { HazardPolicy } from '../domain/decide.ts';
import type { HazardHandling, HazardRefusal, HazardVerb } from '../domain/decide-handling.ts';
import type { Hazard } from '../domain/hazard.ts';
import { advance } from './advance.ts';
import type { AnnounceHazards } from './announce.ts';
import { isHazardNumber, type HazardRecord, type HazardStore } from './hazard-store.ts';

export type ActOnHazardRefusal =
  HazardRefusal | { readonly reason: 'not-found' } | { readonly reason: 'not-your-role' };

export type ActOnHazard = (
  actor: Actor,
  number: string,
  command: HazardHandling,
) => Promise<Result<Hazard, ActOnHazardRefusal>>;

type Needs = {
  readonly policy: HazardPolicy;
  readonly hazards: Pick<HazardStore, 'load' | 'save'>;
  readonly announce: AnnounceHazards;
  readonly onFault: (error: unknown) => void;
};

// The school puts it right; whether it is off the ledger is not for the school to say. A leader looks and speaks.
const verbsOf: Record<Actor['role'], readonly HazardVerb[] | 'all'> = {
  school: ['rectify', 'comment'],
  staff: 'all',
  leader: ['comment'],
  admin: 'all',
  service: [],
};

const mayDo = ({ role }: Actor, verb: HazardVerb): boolean => {
  const verbs = verbsOf[role];
  return verbs === 'all' || verbs.includes(verb);
};

const attempts = 20;

/** load → decide → evolve → save, again when somebody came in between. What may not be seen is not there. */
export const actOnHazard = ({ policy, hazards, announce, onFault }: Needs): ActOnHazard => {
  const decided = async (
    actor: Actor,
    number: string,
    command: HazardHandling,
  ): Promise<Result<HazardRecord, ActOnHazardRefusal>> => {
    const [record] = isHazardNumber(number) ? await hazards.load([number]) : [];
    if (record?.hazard == null || !actor.maySee(record.hazard.subject.path)) return err({ reason: 'not-found' });
    return mayDo(actor, command.verb) ? advance(policy, record, command) : err({ reason: 'not-your-role' });
  };

  return async (actor, number, command) => {
    for (let left = attempts; left > 0; left -= 1) {
      const next = await decided(actor, number, command);
      if (!next.ok) return next;
      const { saved } = await hazards.save([next.value]);
      const hazard = saved[0]?.hazard;
      if (hazard == null) continue;
      // The command stands once it is written: a broker that is away must not keep the person waiting.
      announce(saved).catch(onFault);
      return ok(hazard);
    }
    throw new Error(`${number} is written too fast to be handled`);
  };
};
