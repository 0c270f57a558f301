import { shanghaiDay } from '@xiaomai/period';
import type { HazardPolicy } from '../domain/decide.ts';
import { advance } from './advance.ts';
import type { AnnounceHazards } from './announce.ts';
import type { HazardStore } from './hazard-store.ts';

type Needs = {
  readonly policy: HazardPolicy;
  readonly hazards: Pick<HazardStore, 'pastDue' | 'save'>;
  readonly announce: AnnounceHazards;
};

const atOnce = 200;

/** Marks what is past its due day at an instant; of several instances the first writer wins and the others find nothing left. */
export const markOverdue =
  ({ policy, hazards, announce }: Needs) =>
  async (at: number): Promise<number> => {
    const today = shanghaiDay(at);
    let marked = 0;
    for (;;) {
      const due = await hazards.pastDue(today, atOnce);
      const after = due.flatMap((record) => {
        const next = advance(policy, record, { kind: 'fall-due', at, today });
        return next.ok && next.value !== record ? [next.value] : [];
      });
      const { saved } = await hazards.save(after);
      await announce(saved);
      marked += saved.length;
      if (saved.length < atOnce) return marked;
    }
  };
