import type { Aim } from '../measure/aim.ts';

/** One figure of both sides. */
export type Row = {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly product?: number | undefined;
  readonly floor?: number | undefined;
  /** What the product's figure is promised to be. */
  readonly aim?: Aim;
  /** What the product's figure is promised to be as a share of the floor's. */
  readonly ratioAim?: Aim;
  readonly note?: string;
};

/** Something that is right or wrong. */
export type Check = { readonly id: string; readonly label: string; readonly ok: boolean; readonly note: string };

/** CPU seconds per 1,000 submissions of every process under one load. */
export type CpuUse = {
  readonly title: string;
  readonly processes: Readonly<Record<string, number>>;
  readonly othersCores: number;
};

/** Everything a run has to say. */
export type Report = {
  readonly rows: Row[];
  readonly checks: Check[];
  readonly cpu: CpuUse[];
  /** Every load as it was measured. */
  readonly loads: object[];
};

export const emptyReport = (): Report => ({ rows: [], checks: [], cpu: [], loads: [] });
