/** What many latencies come to, in milliseconds. */
export type Summary = {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
};

/** Counts latencies in buckets of a fixed relative width: its size does not depend on how many there are. */
export type Histogram = {
  readonly add: (ms: number) => void;
  /** The least value that is not below the share `q` of all; at most 0.5 % too high. Undefined when there is none. */
  readonly quantile: (q: number) => number | undefined;
  readonly summary: () => Summary | undefined;
};

const leastMs = 0.01;
const width = 1.005;
const bucketCount = 4_096; // up to two hours
const logWidth = Math.log(width);

const bucketOf = (ms: number): number =>
  ms <= leastMs ? 0 : Math.min(bucketCount - 1, Math.ceil(Math.log(ms / leastMs) / logWidth - 1e-9));

const upperBound = (bucket: number): number => leastMs * width ** bucket;

export function createHistogram(): Histogram {
  const buckets = new Uint32Array(bucketCount);
  let n = 0;
  let max = 0;

  const quantile = (q: number): number | undefined => {
    if (n === 0) return undefined;
    let left = Math.max(1, Math.ceil(q * n));
    const bucket = buckets.findIndex((count) => {
      left -= count;
      return left <= 0;
    });
    return Math.min(upperBound(bucket), max);
  };

  return {
    add: (ms) => {
      const bucket = bucketOf(ms);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
      n += 1;
      if (ms > max) max = ms;
    },
    quantile,
    summary: () => {
      if (n === 0) return undefined;
      const at = (q: number): number => quantile(q) ?? 0;
      return { n, p50: at(0.5), p95: at(0.95), p99: at(0.99), max };
    },
  };
}
