/** The languages in which a verdict is told: Chinese first. */
export type Language = 'zh' | 'en';

/** Which way a miss or a hit is told: not below, below, not above, above. */
export type Side = 'not-below' | 'below' | 'not-above' | 'above';

type Verdict = 'met' | 'at-risk' | 'breached';

/** All that is said about verdicts, in one language. Figures and numbers come as texts with their units. */
export type Phrases = {
  readonly language: Language;
  /** What follows a number, by the unit of an indicator. */
  readonly units: Readonly<Record<string, string>>;
  /** What follows a count of rounds. */
  readonly roundsUnit: string;
  readonly bracketed: (text: string, inBrackets: string) => string;

  readonly outcome: (said: { compared: string; verdict: Verdict; goal: string }) => string;
  /** Behind a miss that only warns. */
  readonly soft: string;
  readonly by: (day: string) => string;
  readonly basePeriod: string;
  readonly changed: (said: { figure: string; base: string; against: string; change: string }) => string;
  readonly rounds: (said: { figure: string; rounds: string }) => string;
  readonly spread: (said: { measured: string }) => string;
  readonly everyUnit: (said: { goal: string }) => string;
  readonly someUnits: (said: { goal: string; units: readonly string[] }) => string;
  readonly path: (said: { figure: string; behind: boolean; day: string; asked: string; whole: string }) => string;
  readonly whole: (said: { goal: string; due: string }) => string;
  readonly trend: (said: { due: string; projected: string }) => string;
  readonly besideBase: (said: { figure: string; side: Side; base: string; against: string }) => string;
  readonly besideOther: (said: { figure: string; side: Side; other: string; against: string; times: string }) => string;
  readonly ordered: (said: { steps: readonly string[]; rising: boolean }) => string;
  readonly notCompleted: (said: { figure: string; before: string }) => string;
  readonly completed: (said: { figure: string; on: string; before: string; inTime: boolean }) => string;

  readonly noData: string;
  readonly noTarget: (figure: string) => string;
  readonly notJudged: (said: { figure: string; target: string }) => string;
  readonly noneBelow: string;
  readonly noOther: (said: { figure: string; others: readonly string[] }) => string;
  readonly noBase: (said: { figure: string; base: string; orZero: boolean }) => string;

  readonly absent: (said: { figure: string; absence: string }) => string;
  readonly notYet: (day: string) => string;
  readonly closed: (said: { since: string; heirs: readonly string[] }) => string;

  readonly silent: string;
  readonly takenBack: string;
  readonly overdue: (minute: string) => string;
  readonly due: (minute: string) => string;
  readonly late: (minute: string) => string;
  readonly notAsked: (period: string) => string;
  readonly madeUp: (said: { period: string; at: string }) => string;
  readonly missing: (said: { period: string; due: string | undefined }) => string;
  readonly missingMany: (said: { count: number; newest: readonly string[] }) => string;
};
