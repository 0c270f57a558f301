import type { ReportedHazard, Revision, Submission, Value } from './submission.ts';

/** What became of a value, compared with what stood before. */
export type ValueStatus = 'created' | 'updated' | 'unchanged';

/** What became of a submission. */
export type SubmissionStatus = ValueStatus;

/** What the next revision says; undefined when the submission only repeats the newest one. */
export type Correction = Pick<Submission, 'values' | 'note' | 'hazards'>;

type Hazards = Submission['hazards'];

const sameFigure = (a: Value, b: Value): boolean =>
  a.numerator === b.numerator &&
  a.denominator === b.denominator &&
  a.value === b.value &&
  a.statedRate === b.statedRate &&
  a.withdrawn === b.withdrawn;

// A restated figure keeps its note; a changed figure loses a note that explained the old one.
function restated(before: Value, now: Value): Value {
  if (!sameFigure(before, now)) return now;
  return now.note === '' || now.note === before.note ? before : now;
}

const byIndicator = (a: Value, b: Value): number => (a.indicator < b.indicator ? -1 : 1);

/** Both lists merged, in the order of their indicators: what the later one does not name stays. Returns the earlier list when nothing changes. */
export function mergeValues(earlier: readonly Value[], later: readonly Value[]): readonly Value[] {
  if (earlier.length === 0) return [...later].sort(byIndicator);
  const merged = new Map(earlier.map((value) => [value.indicator, value]));
  let changed = false;
  for (const now of later) {
    const before = merged.get(now.indicator);
    const next = before === undefined ? now : restated(before, now);
    if (next === before) continue;
    merged.set(now.indicator, next);
    changed = true;
  }
  if (!changed) return earlier;
  return [...merged.values()].sort(byIndicator);
}

const byRef = (a: ReportedHazard, b: ReportedHazard): number => (a.ref < b.ref ? -1 : 1);

/** Both lists merged, in the order of their refs: what the later one does not name stays. Returns the earlier list when nothing changes. */
export function mergeHazards(earlier: readonly ReportedHazard[], later: Hazards): readonly ReportedHazard[] {
  if (later === undefined || later.length === 0) return earlier;
  const stood = new Map(earlier.map((hazard) => [hazard.ref, JSON.stringify(hazard)]));
  const news = later.filter((hazard) => stood.get(hazard.ref) !== JSON.stringify(hazard));
  if (news.length === 0) return earlier;
  return [...new Map([...earlier, ...news].map((hazard) => [hazard.ref, hazard])).values()].sort(byRef);
}

const contentOf = ({ values, note, hazards = [] }: Correction): Correction =>
  hazards.length === 0 ? { values, note } : { values, note, hazards };

const largestText = 260_000;

/** Whether a revision is more than can travel as one message (a mebibyte; a character has up to three bytes). Only hazards can
 *  make it that large: they stay with every revision. */
export const isTooLarge = ({ hazards = [], ...rest }: Correction): boolean =>
  hazards.length > 0 && JSON.stringify({ hazards, ...rest }).length > largestText;

const takenBack = (value: Value): Value =>
  value.withdrawn
    ? value
    : { ...value, numerator: 0, denominator: 0, value: '', note: '', statedRate: '', withdrawn: true, receivedAt: 0 };

/** Whether nothing that was ever said still stands. */
export const isWithdrawn = ({ values }: Pick<Revision, 'values'>): boolean =>
  values.every(({ withdrawn }) => withdrawn);

/** What taking everything back makes of the newest revision; undefined when nothing of it stands any more. */
export const withdraw = (newest: Correction): Correction | undefined =>
  isWithdrawn(newest) ? undefined : { ...contentOf(newest), values: newest.values.map(takenBack) };

/** The values of a correction, each with the time since which its figure has stood: that of the revision that brought it. */
export function sinceReceived(
  values: readonly Value[],
  newest: Pick<Revision, 'values' | 'receivedAt'>,
): readonly Value[] {
  const stood = new Map(newest.values.map((value) => [value.indicator, value]));
  return values.map((value) => {
    const before = stood.get(value.indicator);
    if (before === undefined || !sameFigure(before, value)) return value;
    return { ...value, receivedAt: before.receivedAt > 0 ? before.receivedAt : newest.receivedAt };
  });
}

/** What a submission makes of the newest revision. */
export function correct(newest: Correction, submission: Submission): Correction | undefined {
  const values = mergeValues(newest.values, submission.values);
  const note = submission.note === '' ? newest.note : submission.note;
  const stood = newest.hazards ?? [];
  const hazards = mergeHazards(stood, submission.hazards);
  const isRepeat = values === newest.values && note === newest.note && hazards === stood;
  return isRepeat ? undefined : contentOf({ values, note, hazards });
}

/** What became of each value a submission names, given what stood before it. */
export function valueStatuses(
  before: readonly Value[],
  submission: Pick<Submission, 'values'>,
): readonly { readonly indicator: string; readonly status: ValueStatus }[] {
  if (before.length === 0) return submission.values.map(({ indicator }) => ({ indicator, status: 'created' }));
  const stood = new Map(before.map((value) => [value.indicator, value]));
  return submission.values.map((now) => {
    const old = stood.get(now.indicator);
    if (old === undefined) return { indicator: now.indicator, status: 'created' };
    return { indicator: now.indicator, status: restated(old, now) === old ? 'unchanged' : 'updated' };
  });
}
