import type { Aim } from '../measure/aim.ts';

const atLeast = (promise: number, better: number): Aim => ({ sense: 'at-least', promise, better });
const atMost = (promise: number, better: number): Aim => ({ sense: 'at-most', promise, better });

type Aims = {
  readonly shareOfFloor: Aim;
  readonly singles: Aim;
  readonly batches: Aim;
  readonly saturated: { readonly httpP50: Aim; readonly httpP99: Aim; readonly alertP99: Aim };
  readonly alertAtFive: { readonly p50: Aim; readonly p99: Aim };
  readonly alertAtHalf: { readonly p50: Aim; readonly p99: Aim };
  readonly cpuPerThousand: { readonly singles: Aim; readonly batches: Aim };
  readonly growth: Aim;
  readonly reads: { readonly province: Aim; readonly city: Aim };
  readonly rootAtHalf: Aim;
  readonly rebuildSeconds: Aim;
  readonly peakAtScaleMb: Aim;
  readonly verifyPeakMb: Aim;
  /** A hundred thousand values in one upload. */
  readonly uploadSeconds: Aim;
  readonly peakMb: Readonly<Record<string, Aim>>;
};

/** What the product is promised to do on two cores, the load included. */
export const aims: Aims = {
  shareOfFloor: { sense: 'at-least', promise: 0.65 },
  singles: atLeast(2_200, 3_000),
  batches: atLeast(5_000, 6_500),
  saturated: { httpP50: atMost(15, 10), httpP99: atMost(80, 40), alertP99: atMost(1_000, 400) },
  alertAtFive: { p50: atMost(50, 25), p99: atMost(150, 60) },
  alertAtHalf: { p50: atMost(80, 40), p99: atMost(400, 120) },
  cpuPerThousand: { singles: atMost(0.8, 0.6), batches: atMost(0.4, 0.3) },
  growth: { sense: 'at-most', promise: 1.15 },
  reads: { province: { sense: 'at-most', promise: 10 }, city: { sense: 'at-most', promise: 60 } },
  rootAtHalf: { sense: 'at-most', promise: 1_000 },
  rebuildSeconds: { sense: 'at-most', promise: 30 },
  peakAtScaleMb: { sense: 'at-most', promise: 512 },
  verifyPeakMb: { sense: 'at-most', promise: 512 },
  uploadSeconds: { sense: 'at-most', promise: 5 },
  peakMb: { ingest: atMost(250, 180), indicator: atMost(400, 250), alert: atMost(200, 160), gateway: atMost(200, 130) },
};
