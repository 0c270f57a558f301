import type { HazardPolicy } from '../domain/decide.ts';
import type { ReportHazard } from '../domain/decide-report.ts';
import type { HazardSubject } from '../domain/hazard.ts';
import { advance } from './advance.ts';
import type { AnnounceHazards } from './announce.ts';
import type { HazardRecord, HazardStore, NumberBook } from './hazard-store.ts';

/** A hazard as it is reported, before it has a number and before its org unit has been looked up. */
export type HazardReport = Omit<ReportHazard, 'kind' | 'number' | 'subject'>;

/** What became of one report. */
export type Registered = { readonly record: HazardRecord; readonly status: 'created' | 'updated' | 'unchanged' };

/** Takes what was reported of one org unit; tells what became of each, in order. */
export type RegisterHazards = (
  subject: HazardSubject,
  reports: readonly HazardReport[],
) => Promise<readonly Registered[]>;

type Needs = {
  readonly policy: HazardPolicy;
  readonly hazards: Pick<HazardStore, 'load' | 'save'>;
  readonly book: NumberBook;
  readonly announce: AnnounceHazards;
};

type Command = { readonly number: string; readonly command: ReportHazard };

const statusOf = (before: HazardRecord | undefined, after: HazardRecord): Registered['status'] => {
  if (before?.hazard == null) return 'created';
  return before.hazard.version === after.hazard?.version ? 'unchanged' : 'updated';
};

/** number → load → decide → evolve → save → tell; whoever lost a race decides again. What comes again is recognised by its reference. */
export const registerHazards = ({ policy, hazards, book, announce }: Needs): RegisterHazards => {
  const reported = (record: HazardRecord, commands: readonly Command[]): HazardRecord =>
    commands
      .filter(({ number }) => number === record.number)
      .reduce((current, { command }) => {
        const next = advance(policy, current, command);
        if (!next.ok) throw new Error(`a report was refused: ${next.reason.reason}`);
        return next.value;
      }, record);

  const settled = async (commands: readonly Command[]): Promise<ReadonlyMap<string, Registered>> => {
    const outcomes = new Map<string, Registered>();
    for (let open = [...new Set(commands.map(({ number }) => number))]; open.length > 0;) {
      const before = await hazards.load(open);
      const after = before.map((record) => reported(record, commands));
      const { saved, lost } = await hazards.save(after.filter((record, index) => record !== before[index]));
      const kept = after.filter((record, index) => record === before[index]);
      const was = new Map(before.map((record) => [record.number, record]));
      for (const record of [...saved, ...kept])
        outcomes.set(record.number, { record, status: statusOf(was.get(record.number), record) });
      open = [...lost];
    }
    return outcomes;
  };

  return async (subject, reports) => {
    const wanted = reports.map(({ ref, foundOn }) => ({ ref, year: foundOn.slice(0, 4) }));
    const numbers = await book.numbersOf(subject.orgUnit, wanted);
    const commands = reports.map((report): Command => {
      const number = numbers.get(report.ref) ?? '';
      return { number, command: { ...report, kind: 'report', number, subject } };
    });
    const outcomes = await settled(commands);
    // What was written before a crash and not told comes again with the redelivered report.
    await announce([...outcomes.values()].map(({ record }) => record).filter(({ isUntold }) => isUntold));
    return commands.flatMap(({ number }) => outcomes.get(number) ?? []);
  };
};
