import type { Policy } from '../domain/decide.ts';
import { advance } from './advance.ts';
import type { AlertStore } from './alert-store.ts';
import type { Announce } from './announce.ts';

type Needs = {
  readonly policy: Policy;
  readonly alerts: Pick<AlertStore, 'due' | 'save'>;
  readonly announce: Announce;
};

const atOnce = 200;

/** Escalates what ran out before an instant; of several instances the first writer wins and the others find nothing left. */
export const escalateMissed =
  ({ policy, alerts, announce }: Needs) =>
  async (at: number): Promise<number> => {
    let escalated = 0;
    for (;;) {
      const due = await alerts.due(at, atOnce);
      const after = due
        .map((record) => advance(policy, record, { kind: 'escalate', at }))
        .flatMap((next) => (next.ok ? [next.value] : []));
      const { saved } = await alerts.save(after);
      await announce(saved);
      escalated += saved.length;
      if (saved.length < atOnce) return escalated;
    }
  };
