import type { Clock, Subject } from './alert.ts';
import type { Reading } from './reading.ts';

type By = { readonly at: number; readonly by: string; readonly note: string };
type Clocks = { readonly acknowledgeBy: number; readonly deadline: number };

export type AlertEvent =
  | { readonly kind: 'reading-taken'; readonly reading: Reading }
  | ({
      readonly kind: 'opened';
      readonly at: number;
      readonly number: number;
      readonly subject: Subject;
      readonly reading: Reading;
    } & Clocks)
  | {
      readonly kind: 'updated';
      readonly at: number;
      readonly subject: Subject;
      readonly reading: Reading;
      readonly deadline: number;
    }
  | { readonly kind: 'data-withdrawn'; readonly at: number }
  | { readonly kind: 'resolved'; readonly at: number; readonly reading: Reading; readonly because: string }
  | {
      readonly kind: 'returned-to-breach';
      readonly at: number;
      readonly subject: Subject;
      readonly reading: Reading;
      readonly clocks: Clocks | null;
    }
  | { readonly kind: 'escalated'; readonly at: number; readonly clock: Clock; readonly to: string }
  | ({ readonly kind: 'acknowledged' } & By)
  | ({ readonly kind: 'assigned'; readonly assignee: string } & By)
  | ({ readonly kind: 'started' } & By)
  | ({ readonly kind: 'submitted'; readonly links: readonly string[] } & By)
  | ({ readonly kind: 'approved' } & By)
  | ({ readonly kind: 'returned' } & By)
  | ({ readonly kind: 'closed' } & By)
  | ({ readonly kind: 'reopened' } & By & Clocks)
  | ({ readonly kind: 'commented' } & By);
