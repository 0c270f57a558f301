import type { Phrases, Side } from './phrases.ts';

const sides: Record<Side, string> = {
  'not-below': 'not below',
  below: 'below',
  'not-above': 'not above',
  above: 'above',
};
const outcomes = {
  met: 'meets the target',
  'at-risk': 'does not yet meet the target',
  breached: 'does not meet the target',
} as const;

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
const inBeijing = (minute: string): string => `${minute} Beijing time`;

/** Verdicts in English. Names of org units are those they have. */
export const english: Phrases = {
  language: 'en',
  units: { percent: '%', 'percentage-point': ' percentage points', yuan: ' yuan' },
  roundsUnit: '',
  bracketed: (text, inBrackets) => `${text} (${inBrackets})`,

  outcome: ({ compared, verdict, goal }) => `${compared}, ${outcomes[verdict]} ${goal}`,
  soft: ' (an aim that only warns)',
  by: (day) => ` (due ${day})`,
  basePeriod: 'the base period',
  changed: ({ figure, base, against, change }) => `${figure}, a change of ${change} from the ${against} of ${base}`,
  rounds: ({ figure, rounds }) => `${figure}, full rounds this year so far: ${rounds}`,
  spread: ({ measured }) => `the coefficient of variation of the units below is ${measured}`,
  everyUnit: ({ goal }) => `every unit below meets the target ${goal}`,
  someUnits: ({ goal, units }) =>
    `${units.length === 1 ? '1 unit below does' : `${units.length} units below do`} not meet the target ${goal}: ${units.join(', ')}`,
  path: ({ figure, behind, day, asked, whole }) =>
    `${figure}, ${behind ? 'behind' : 'beside'} the staged target of ${asked} for ${day}${whole}`,
  whole: ({ goal, due }) => ` (in the end ${goal}, due ${due})`,
  trend: ({ due, projected }) => `; by the recent trend it will be ${projected} on ${due}, which misses the target`,
  besideBase: ({ figure, side, base, against }) => `${figure}, ${sides[side]} the ${against} of ${base}`,
  besideOther: ({ figure, side, other, against, times }) =>
    `${figure}, ${sides[side]} ${times === '1' ? '' : `${times} times `}the ${against} of “${other}”`,
  ordered: ({ steps, rising }) => `${steps.join(', ')}: ${rising ? 'each' : 'not each'} above the one before`,
  notCompleted: ({ figure, before }) => `${figure}, not completed yet, which it must be before ${before}`,
  completed: ({ figure, on, before, inTime }) =>
    `${figure}, completed on ${on}, ${inTime ? 'before' : 'not before'} ${before}`,

  noData: 'the denominator is 0 or there are no data: not judged',
  noTarget: (figure) => `${figure}, no target applies`,
  notJudged: ({ figure, target }) => `${figure}, the target ${target} is not judged in this period`,
  noneBelow: 'the units below do not have enough data: not judged',
  noOther: ({ figure, others }) =>
    `${figure}; no data of ${others.length === 1 ? '' : 'at least one of '}${quoted(others)} for the same period: not judged`,
  noBase: ({ figure, base, orZero }) =>
    `${figure}; no data of this indicator for ${base}${orZero ? ', or they are 0' : ''}: not judged`,

  absent: ({ figure, absence }) => `${figure}, ${absence}: not judged`,
  notYet: (day) => `the unit does not begin before ${day}`,
  closed: ({ since, heirs }) =>
    `the unit is no more since ${since}${heirs.length === 0 ? '' : ` (taken over by ${heirs.join(', ')})`}`,

  silent: 'not reported',
  takenBack: 'all of it was withdrawn and not reported again',
  overdue: (minute) => `, and was due ${inBeijing(minute)}`,
  due: (minute) => ` (due ${inBeijing(minute)})`,
  late: (minute) => `; late (due ${inBeijing(minute)})`,
  notAsked: (period) => `${period} is not asked for any more`,
  madeUp: ({ period, at }) => `${period} was reported after its due time, at ${inBeijing(at)}`,
  missing: ({ period, due }) =>
    `${period} was not reported in time${due === undefined ? '' : ` (due ${inBeijing(due)})`}`,
  missingMany: ({ count, newest }) =>
    `${count} periods were not reported in time: ${newest.join(', ')}${count > newest.length ? ' and others' : ''}`,
};
