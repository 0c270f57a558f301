import { err, ok, type Result } from '@xiaomai/kernel';

/** Why no more is taken in for now: everybody, or this pusher, has too much under way. */
export type TooMuch = 'everybody' | 'pusher';

/** Something that tells when it is over. */
export type Closable = { readonly once: (event: 'close', over: () => void) => unknown };

/** Counts requests under way. */
export type InFlight = {
  /** Counts a request until its answer has been sent or broken off. */
  readonly enter: (pusher: string, answer: Closable) => Result<undefined, TooMuch>;
  readonly count: () => number;
};

/** Makes the counter with its bounds. */
export function countInFlight(most: { readonly everybody: number; readonly pusher: number }): InFlight {
  const byPusher = new Map<string, number>();
  let all = 0;

  const leave = (pusher: string): void => {
    all -= 1;
    const left = (byPusher.get(pusher) ?? 1) - 1;
    if (left === 0) byPusher.delete(pusher);
    else byPusher.set(pusher, left);
  };

  return {
    enter: (pusher, answer) => {
      const own = byPusher.get(pusher) ?? 0;
      if (all >= most.everybody) return err('everybody');
      if (own >= most.pusher) return err('pusher');
      all += 1;
      byPusher.set(pusher, own + 1);
      answer.once('close', () => {
        leave(pusher);
      });
      return ok(undefined);
    },
    count: () => all,
  };
}
