import type { Evidence, HazardSubject, Particulars, Recheck, ReportSource } from './hazard.ts';

type By = { readonly at: number; readonly by: string; readonly note: string };

export type HazardEvent =
  | ({
      readonly kind: 'found';
      readonly number: string;
      readonly ref: string;
      readonly subject: HazardSubject;
      readonly particulars: Particulars;
      readonly foundOn: string;
      readonly round: string;
      readonly source: ReportSource;
    } & By)
  | ({ readonly kind: 'corrected'; readonly particulars: Particulars; readonly source: ReportSource } & By)
  | ({ readonly kind: 'rectified'; readonly evidence: Evidence; readonly source: ReportSource | null } & By)
  | ({ readonly kind: 'returned' } & By)
  | ({ readonly kind: 'struck-off' } & By)
  | ({ readonly kind: 'voided' } & By)
  | ({ readonly kind: 'reopened'; readonly dueOn: string } & By)
  | ({ readonly kind: 'rechecked'; readonly recheck: Recheck } & By)
  | ({ readonly kind: 'commented' } & By)
  | ({ readonly kind: 'overdue' } & By);
