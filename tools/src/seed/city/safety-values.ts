import type { ValueEntry } from '../submission.ts';
import type { Shortfall } from './breach.ts';
import { between, pick, randomOf } from './random.ts';
import type { DemoSchool, SchoolType } from './schools.ts';

type Premises = {
  readonly campuses: number;
  readonly guards: number;
  readonly points: number;
  readonly posts: number;
};

type Range = readonly [least: number, most: number];

const sizes: Readonly<Record<SchoolType, { readonly guards: Range; readonly points: Range; readonly gates: Range }>> = {
  kindergarten: { guards: [2, 3], points: [4, 10], gates: [1, 1] },
  primary: { guards: [3, 6], points: [8, 24], gates: [1, 2] },
  secondary: { guards: [5, 10], points: [12, 36], gates: [1, 3] },
  'nine-year': { guards: [5, 9], points: [12, 32], gates: [1, 3] },
};
const postsPerGate = 2;

function premisesOf(seed: number, school: DemoSchool): Premises {
  const random = randomOf(seed, 'premises', school.id);
  const size = sizes[school.type];
  const campuses = pick(
    random,
    school.type === 'kindergarten'
      ? ([[1, 1]] as const)
      : ([
          [1, 88],
          [2, 10],
          [3, 2],
        ] as const),
  );
  return {
    campuses,
    guards: campuses * between(random, ...size.guards),
    points: campuses * between(random, ...size.points),
    posts: campuses * between(random, ...size.gates) * postsPerGate,
  };
}

const ratio = (indicator: string, denominator: number, short: number): ValueEntry => ({
  indicator,
  numerator: denominator - short,
  denominator,
});

/** The eight figures of the campus-safety dataset that a school has in a month. */
export function safetyValues(
  seed: number,
  school: DemoSchool,
  state: { month: number; short?: Shortfall | undefined },
): ValueEntry[] {
  const { campuses, guards, points, posts } = premisesOf(seed, school);
  const random = randomOf(seed, 'month', school.id, state.month);
  const lacking = (...causes: readonly Shortfall[]): number => (state.short && causes.includes(state.short) ? 1 : 0);
  const late = lacking('late-report');
  const emergencies = Math.max(
    late,
    pick(random, [
      [0, 65],
      [1, 27],
      [2, 8],
    ] as const),
  );
  const bullying =
    school.type === 'kindergarten'
      ? 0
      : pick(random, [
          [0, 94],
          [1, 5],
          [2, 1],
        ] as const);
  return [
    ratio('safety-closed-management-rate', campuses, lacking('closed')),
    ratio('safety-guard-staffing-rate', guards, lacking('guards')),
    ratio('safety-alarm-video-installed-rate', points, lacking('installed')),
    ratio('safety-alarm-video-linked-rate', points, lacking('installed', 'linked')),
    ratio('safety-alarm-video-standard-rate', points, lacking('installed', 'linked', 'standard')),
    ratio('safety-guardian-post-rate', posts, lacking('posts')),
    ratio('nn-emergency-report-timeliness', emergencies, late),
    { indicator: 'sh-bullying-incidents', value: String(bullying) },
  ];
}
