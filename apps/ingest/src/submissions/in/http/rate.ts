/** How many requests are taken: so many a second in the long run, and so many at once after a pause. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/** Whether one more is taken; how many are left; when there is one again. */
export type Taken = { readonly ok: boolean; readonly left: number; readonly againMs: number };

/** Counts requests by who sends them. */
export type RateLimiter = (pusher: string, rate: Rate) => Taken;

type Bucket = { left: number; at: number };

const mostRemembered = 20_000;

/** Makes the counter: a bucket for each pusher, which fills at its rate. One that is forgotten is full. */
export function limitRate(clock: () => number): RateLimiter {
  const buckets = new Map<string, Bucket>();

  const bucketOf = (pusher: string, { burst }: Rate): Bucket => {
    const known = buckets.get(pusher);
    if (known !== undefined) return known;
    const [oldest] = buckets.keys();
    if (buckets.size >= mostRemembered && oldest !== undefined) buckets.delete(oldest);
    const fresh = { left: burst, at: clock() };
    buckets.set(pusher, fresh);
    return fresh;
  };

  return (pusher, rate) => {
    const bucket = bucketOf(pusher, rate);
    const now = clock();
    bucket.left = Math.min(rate.burst, bucket.left + ((now - bucket.at) / 1_000) * rate.perSecond);
    bucket.at = now;
    const ok = bucket.left >= 1;
    if (ok) bucket.left -= 1;
    const againMs = ok ? 0 : ((1 - bucket.left) / rate.perSecond) * 1_000;
    return { ok, left: Math.floor(bucket.left), againMs };
  };
}
