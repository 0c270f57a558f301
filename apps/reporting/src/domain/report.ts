/** An issued report without its content. Immutable: new data make the next edition. */
export type Report = {
  /** `monthly|<scope>|<period>|<edition>` */
  readonly id: string;
  readonly kind: 'monthly';
  readonly scope: string;
  readonly scopeName: string;
  readonly path: string;
  readonly period: string;
  readonly edition: number;
  readonly asOfMs: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
  /** Of the snapshot's canonical JSON. */
  readonly sha256: string;
  /** Of the canonical JSON of its data alone: equal data are the same report. */
  readonly dataSha256: string;
  readonly reported: number;
  readonly expected: number;
  readonly state: 'published';
};

/** A report with its snapshot as canonical JSON. */
export type FrozenReport = Report & { readonly json: string };

/** What a report is of. */
export type ReportKey = Pick<Report, 'kind' | 'scope' | 'period'>;
