import { nothingYet, type AlertState, type Subject } from './alert.ts';
import { decide, type AlertCommand, type Policy } from './decide.ts';
import type { HandlingCommand, HandlingVerb, Refusal } from './decide-handling.ts';
import type { AlertEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { Reading } from './reading.ts';

// What the tests of this noun start from.

export const minute = 60_000;
export const hour: number = 60 * minute;

/** Tuesday 24 November 2026, 10:00 in Shanghai. */
export const tuesday: number = Date.parse('2026-11-24T10:00:00+08:00');

const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

export const policy: Policy = { holdMs: 30 * minute, isWorkingDay: isWeekday };

export const school: Subject = {
  orgUnit: '330702001-01',
  orgName: '演示一小',
  path: 'cn/33/3307/330702/330702001/330702001-01/',
  pathNames: ['全国', '浙江省', '金华市', '婺城区', '演示街道', '演示一小'],
  indicator: 'guard-rate',
  indicatorName: '专职保安配备率',
  pack: 'safety',
  unit: '%',
};

export function aReading(change: Partial<Reading> = {}): Reading {
  const reading: Reading = {
    dataset: 'safety-monthly',
    period: '2026-11',
    periodEnd: '2026-11-30',
    version: 1,
    sequence: change.version ?? 1,
    verdict: 'breached',
    severity: 'critical',
    numerator: 3,
    denominator: 4,
    value: '',
    comparator: 'at-least',
    targetValue: '100',
    reason: '3/4 = 75%，低于目标 100%',
    receivedAt: tuesday,
    ...change,
  };
  return { ...reading, reason: change.reason ?? `${reading.numerator}/${reading.denominator}` };
}

export const october: Partial<Reading> = { period: '2026-10', periodEnd: '2026-10-31' };
export const december: Partial<Reading> = { period: '2026-12', periodEnd: '2026-12-31' };
export const met: Partial<Reading> = { verdict: 'met', numerator: 4 };

export const judge = (change: Partial<Reading> = {}, at: number = tuesday): AlertCommand => ({
  kind: 'judge',
  at,
  subject: school,
  reading: aReading(change),
});

export const person = (verb: HandlingVerb, change: Partial<HandlingCommand> = {}): HandlingCommand => ({
  kind: 'handle',
  verb,
  at: tuesday + hour,
  by: '演示监测员',
  handlingVersion: 1,
  note: '',
  assignee: '',
  links: [],
  ...change,
});

export const after = (events: readonly AlertEvent[], state: AlertState = nothingYet): AlertState =>
  events.reduce(evolve, state);

/** A person's command carries the newest handling version unless it names one. */
export function run(commands: readonly AlertCommand[], state: AlertState = nothingYet): AlertState {
  return commands.reduce((current, command) => {
    const seen = current.episode?.handlingVersion ?? 0;
    const decision = decide(
      policy,
      current,
      command.kind === 'handle' ? { ...command, handlingVersion: seen } : command,
    );
    if (!decision.ok) throw new Error(`${JSON.stringify(command)} was refused: ${decision.reason.reason}`);
    return after(decision.value, current);
  }, state);
}

type Outcome = {
  readonly then: (...kinds: AlertEvent['kind'][]) => AlertState;
  readonly rejects: (reason: Refusal['reason']) => void;
};

/** The grammar of these tests: what has happened, what is asked, what follows. */
export const given = (...commands: readonly AlertCommand[]): { readonly when: (command: AlertCommand) => Outcome } => ({
  when: (command) => {
    const before = run(commands);
    const decision = decide(policy, before, command);
    return {
      then: (...kinds) => {
        expectSame(decision.ok ? decision.value.map(({ kind }) => kind) : decision.reason.reason, kinds);
        return decision.ok ? after(decision.value, before) : before;
      },
      rejects: (reason) => {
        expectSame(decision.ok ? decision.value : decision.reason.reason, reason);
      },
    };
  },
});

function expectSame(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`expected ${right}, got ${left}`);
}
