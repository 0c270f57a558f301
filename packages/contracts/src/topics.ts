import type { BinaryReader } from '@bufbuild/protobuf/wire';
import { AlertChanged } from './gen/xiaomai/alert/v1/alert.ts';
import { RemindersDue } from './gen/xiaomai/indicator/v1/due.ts';
import {
  RejudgeRequested,
  RollupChanged,
  ScorecardsChanged,
  VerdictChanged,
} from './gen/xiaomai/indicator/v1/scorecard.ts';
import { HazardChanged, HazardTally } from './gen/xiaomai/hazard/v1/hazard.ts';
import { ReportPublished } from './gen/xiaomai/reporting/v1/report.ts';
import { SubmissionAccepted } from './gen/xiaomai/submission/v1/submission.ts';
import { textReader } from './text-reader.ts';

type Codec<T> = {
  readonly encode: (message: T) => { readonly finish: () => Uint8Array };
  readonly decode: (bytes: BinaryReader) => T;
};

/** A topic: its name, what it is made with, and how its messages become bytes and back. */
export type Topic<T> = {
  readonly name: string;
  /** CloudEvents type; equals the name, versioned with it. */
  readonly type: string;
  readonly partitions: number;
  readonly retentionMs: number;
  /** Key that keeps what belongs together in order. */
  readonly key: (message: T) => string;
  /** A real Buffer: kafkajs writes a bare Uint8Array wrongly. */
  readonly encode: (message: T) => Buffer;
  /** Throws on bytes that are not this message. */
  readonly decode: (bytes: Uint8Array) => T;
};

const dayMs = 86_400_000;
const partitions = 4;

/** Protobuf bytes as a real Buffer over the same memory. */
export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function topic<T>(name: string, codec: Codec<T>, key: (message: T) => string): Topic<T> {
  return {
    name,
    type: name,
    partitions,
    retentionMs: 30 * dayMs, // longer than the longest outage to be survived
    key,
    encode: (message) => toBuffer(codec.encode(message).finish()),
    decode: (bytes) => codec.decode(textReader(bytes)),
  };
}

/** Every topic of the system. Each has a dead-letter topic `<name>.dlq`. */
export const topics: {
  readonly submissionAccepted: Topic<SubmissionAccepted>;
  readonly rejudgeRequested: Topic<RejudgeRequested>;
  readonly scorecardsChanged: Topic<ScorecardsChanged>;
  readonly rollupChanged: Topic<RollupChanged>;
  readonly verdictChanged: Topic<VerdictChanged>;
  readonly remindersDue: Topic<RemindersDue>;
  readonly alertChanged: Topic<AlertChanged>;
  readonly hazardReported: Topic<SubmissionAccepted>;
  readonly hazardChanged: Topic<HazardChanged>;
  readonly hazardTally: Topic<HazardTally>;
  readonly reportPublished: Topic<ReportPublished>;
} = {
  submissionAccepted: topic('submission.accepted.v1', SubmissionAccepted, (m) => m.orgUnit),
  rejudgeRequested: topic('rejudge.requested.v1', RejudgeRequested, (m) => m.orgUnit),
  scorecardsChanged: topic('scorecard.changed.v1', ScorecardsChanged, (m) => m.parent),
  rollupChanged: topic('rollup.changed.v1', RollupChanged, (m) => m.rollup?.parent ?? ''),
  verdictChanged: topic('verdict.changed.v1', VerdictChanged, (m) => m.orgUnit),
  remindersDue: topic('reminder.due.v1', RemindersDue, (m) => `${m.dataset}|${m.period}`),
  alertChanged: topic('alert.changed.v1', AlertChanged, (m) => m.alert?.orgUnit ?? ''),
  // The accepted submissions that carry hazards, and no others: whoever keeps the ledger need not read them all.
  hazardReported: topic('hazard.reported.v1', SubmissionAccepted, (m) => m.orgUnit),
  hazardChanged: topic('hazard.changed.v1', HazardChanged, (m) => m.hazard?.orgUnit ?? ''),
  hazardTally: topic('hazard.tally.v1', HazardTally, (m) => m.orgUnit),
  reportPublished: topic('report.published.v1', ReportPublished, (m) => m.report?.scope ?? ''),
};
