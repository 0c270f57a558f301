import { expect, test } from '@jest/globals';
import { carriesHazards } from './carries-hazards.ts';
import { ReportedHazard } from './gen/xiaomai/hazard/v1/hazard.ts';
import { SubmissionAccepted } from './gen/xiaomai/submission/v1/submission.ts';

const nothing = SubmissionAccepted.decode(new Uint8Array());
const bytesOf = (change: Partial<SubmissionAccepted>): Uint8Array =>
  SubmissionAccepted.encode({ ...nothing, ...change }).finish();

test('hazards are seen from the outside, whatever else a submission says', () => {
  const said = { id: '校|d|2026-11', revision: 300, note: 'ò'.repeat(500), receivedAt: 1_795_521_860_645 };
  const hazards = [ReportedHazard.decode(new Uint8Array())];
  for (const change of [{}, said, { ...said, observedAt: Number.MAX_SAFE_INTEGER, withdrawalReason: 'ò' }]) {
    expect(carriesHazards(bytesOf(change))).toBe(false);
    expect(carriesHazards(bytesOf({ ...change, hazards }))).toBe(true);
  }
});
