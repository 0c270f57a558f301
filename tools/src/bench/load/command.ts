import type { Summary } from '../measure/histogram.ts';
import type { Address } from './http/connection.ts';
import type { Form } from './http/request.ts';
import type { Place } from '../place/texts.ts';

/** What is loaded, and where its events come out. */
export type Target = {
  /** Where submissions go in. */
  readonly ingest: Address;
  /** Where people come in: events, reading; and submissions where nobody stands in front of both. */
  readonly origin: Address;
  readonly key: string;
  readonly token: string;
  readonly place: Place;
};

/** Which door the submissions take. */
export type Door = 'ingest' | 'origin';

/** What the load process is asked to do. */
export type Command =
  /** Everybody waits for the answer before sending the next request. Ends after `seconds`, or `most` submissions. */
  | {
      readonly kind: 'closed';
      readonly connections: number;
      readonly form: Form;
      readonly size: number;
      readonly door: Door;
      readonly seconds: number;
      readonly most: number;
      readonly breachEvery: number;
    }
  /** Requests leave at their time whether or not answers come; latencies count from the time they should have left. */
  | { readonly kind: 'open'; readonly perSecond: number; readonly seconds: number; readonly breachEvery: number }
  /** Reads one scorecard, the scorecards of a district's schools, bare figures of all the city's, or the province's scorecard. */
  | {
      readonly kind: 'read';
      readonly what: 'scorecard' | 'district' | 'city' | 'province';
      readonly connections: number;
      readonly seconds: number;
      /** Who reads, where the one who reads everything else may not see it. */
      readonly token?: string;
    }
  /** Which periods have been accepted, and how many of each. */
  | { readonly kind: 'accepted' };

/** What came of a load. Counts are of submissions, `statuses` of requests (0 = no answer). */
export type LoadResult = {
  readonly accepted: number;
  /** Turned away with 429 or 503. */
  readonly refused: number;
  /** Without an answer: may or may not be stored. */
  readonly unsure: number;
  /** Answered with anything else. */
  readonly wrong: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly loadSeconds: number;
  /** From the last answer until everything accepted was judged, rolled up and the last alert was on the stream. */
  readonly drainSeconds: number;
  /** False: that did not happen in time. */
  readonly drained: boolean;
  readonly http: Summary | undefined;
  /** From the push of a breach to its alert on the stream. */
  readonly alert: Summary | undefined;
  /** From a push to the city's rollup that contains it on the stream. */
  readonly rollup: Summary | undefined;
  readonly alerts: AlertCounts;
  /** Submissions not yet in the city's rollup on the stream. */
  readonly unrolled: number;
  /** How many were stored before this load. */
  readonly storedBefore: number;
  readonly streamBreaks: number;
  /** How often it told to load again: what it did not bring was read. */
  readonly streamResets: number;
};

export type AlertCounts = {
  readonly seen: number;
  /** Opened and ended in one step: the stream only tells the end. */
  readonly merged: number;
  /** Neither seen, because the school's next submission mended the breach before it was judged. */
  readonly overtaken: number;
  readonly missing: number;
  /** Some of the missing ones: org unit, period, condition. */
  readonly examples: readonly string[];
};

export type ReadResult = {
  readonly statuses: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly http: Summary | undefined;
};

/** Accepted submissions by period; `unsure` = those without an answer. */
export type Accepted = {
  readonly byPeriod: Readonly<Record<string, number>>;
  readonly unsure: number;
  /** Not (yet) in the city's rollups on the stream. */
  readonly unrolled: number;
  /** Schools whose newest accepted submission breaches an indicator. */
  readonly failing: number;
};

/** The answer to each kind of command. */
export type Answers = {
  readonly closed: LoadResult;
  readonly open: LoadResult;
  readonly read: ReadResult;
  readonly accepted: Accepted;
};
