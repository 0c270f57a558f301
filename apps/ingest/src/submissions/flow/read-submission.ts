import { maySee, type Identity } from '@xiaomai/identity';
import type { FindTips } from '../../log/flow/find-tips.ts';
import type { RevisionStore } from '../../log/flow/stores.ts';
import { placeIn, type Rules } from '../domain/rules.ts';
import { partsOfId, type Revision } from '../domain/submission.ts';

/** Reads submissions within what the caller may see; anything else is as if it did not exist. */
export type ReadSubmission = {
  readonly newest: (id: string, caller: Identity) => Promise<Revision | undefined>;
  /** Oldest first; empty = there is none. */
  readonly history: (id: string, caller: Identity) => Promise<readonly Revision[]>;
};

/** What reading needs. */
export type ReadSubmissionPorts = {
  readonly rules: () => Pick<Rules, 'units'>;
  readonly findTips: FindTips;
  readonly revisions: Pick<RevisionStore, 'history'>;
  readonly decode: (payload: Buffer) => Revision;
};

/** Makes the reading. */
export function readSubmission(ports: ReadSubmissionPorts): ReadSubmission {
  const visible = (id: string, caller: Identity): boolean => {
    const parts = partsOfId(id);
    const unit = parts && placeIn(ports.rules().units.get(parts.orgUnit), parts.period);
    if (parts === undefined || unit === undefined || !maySee(caller, unit.path)) return false;
    return caller.datasets.length === 0 || caller.datasets.includes(parts.dataset);
  };
  return {
    newest: async (id, caller) => {
      if (!visible(id, caller)) return undefined;
      return (await ports.findTips([{ id, from: 1, mark: '' }])).get(id)?.newest.revision;
    },
    history: async (id, caller) => {
      if (!visible(id, caller)) return [];
      return (await ports.revisions.history(id)).map(({ payload }) => ports.decode(payload));
    },
  };
}
