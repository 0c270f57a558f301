import { err, ok, type Result } from '@xiaomai/kernel';
import { alertId, type Episode } from '../domain/alert.ts';
import type { Policy } from '../domain/decide.ts';
import type { HandlingCommand, HandlingVerb, Refusal } from '../domain/decide-handling.ts';
import { advance } from './advance.ts';
import { parseAlertId, type AlertReader, type AlertRecord, type AlertStore } from './alert-store.ts';
import type { Announce } from './announce.ts';

/** Who acts: a role, and what part of the organisation it may see. */
export type Actor = {
  readonly role: 'school' | 'staff' | 'leader' | 'admin' | 'service';
  readonly maySee: (path: string) => boolean;
};

export type ActRefusal = Refusal | { readonly reason: 'not-found' } | { readonly reason: 'not-your-role' };

export type ActOnAlert = (actor: Actor, id: string, command: HandlingCommand) => Promise<Result<Episode, ActRefusal>>;

/** Whether a unit is no more today; false while nobody can be asked. */
export type IsClosed = (orgUnit: string) => Promise<boolean>;

type Needs = {
  readonly policy: Policy;
  readonly alerts: Pick<AlertStore, 'load' | 'save'>;
  readonly reader: Pick<AlertReader, 'find'>;
  readonly isClosed: IsClosed;
  readonly announce: Announce;
  readonly onFault: (error: unknown) => void;
};

// The school rectifies; whether that is good enough is not for the school to say. A leader looks and speaks.
const verbsOf: Record<Actor['role'], readonly HandlingVerb[] | 'all'> = {
  school: ['start', 'submit', 'comment'],
  staff: 'all',
  leader: ['comment'],
  admin: 'all',
  service: [],
};

const mayDo = ({ role }: Actor, verb: HandlingVerb): boolean => {
  const verbs = verbsOf[role];
  return verbs === 'all' || verbs.includes(verb);
};

const attempts = 20;

// What fires ends by better figures; of a unit that is no more there will be none.
const advancing =
  (policy: Policy, isClosed: IsClosed) =>
  async (record: AlertRecord, command: HandlingCommand): Promise<Result<AlertRecord, Refusal>> => {
    const next = advance(policy, record, command);
    const { episode } = record.state;
    if (next.ok || next.reason.reason !== 'still-firing' || episode === null) return next;
    if (!(await isClosed(episode.subject.orgUnit))) return next;
    return advance(policy, record, { ...command, unitIsClosed: true });
  };

/** load → decide → evolve → save, again when a value came in between. What may not be seen is not there. */
export const actOnAlert = ({ policy, alerts, reader, isClosed, announce, onFault }: Needs): ActOnAlert => {
  const advanced = advancing(policy, isClosed);
  const episodeOf = (record: AlertRecord, id: string): Promise<Episode | null> => {
    const { episode } = record.state;
    return episode !== null && alertId(episode) === id ? Promise.resolve(episode) : reader.find(id);
  };

  const decided = async (
    actor: Actor,
    id: string,
    command: HandlingCommand,
  ): Promise<Result<AlertRecord, ActRefusal>> => {
    const parsed = parseAlertId(id);
    const [record] = parsed === undefined ? [] : await alerts.load([parsed.key]);
    if (record === undefined) return err({ reason: 'not-found' });
    const episode = await episodeOf(record, id);
    if (episode === null || !actor.maySee(episode.subject.path)) return err({ reason: 'not-found' });
    if (!mayDo(actor, command.verb)) return err({ reason: 'not-your-role' });
    // An earlier episode has ended for good.
    if (episode !== record.state.episode) return err({ reason: 'not-in-this-state', handling: episode.handling });
    return advanced(record, command);
  };

  return async (actor, id, command) => {
    for (let left = attempts; left > 0; left -= 1) {
      const next = await decided(actor, id, command);
      if (!next.ok) return next;
      const { saved } = await alerts.save([next.value]);
      const episode = saved[0]?.state.episode;
      if (episode === undefined || episode === null) continue;
      // The command stands once it is written: a broker that is away must not keep the person waiting.
      announce(saved).catch(onFault);
      return ok(episode);
    }
    throw new Error(`${id} is written too fast to be handled`);
  };
};
