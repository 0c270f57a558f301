import { decide, type HazardCommand, type HazardPolicy } from './decide.ts';
import type { HazardHandling, HazardRefusal, HazardVerb } from './decide-handling.ts';
import type { ReportHazard } from './decide-report.ts';
import type { HazardEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { Hazard, HazardSubject, Particulars } from './hazard.ts';

// What the tests of this noun start from.

export const hour = 3_600_000;

/** Tuesday 24 November 2026, 10:00 in Shanghai. */
export const tuesday: number = Date.parse('2026-11-24T10:00:00+08:00');
export const today = '2026-11-24';

const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

export const policy: HazardPolicy = { isWorkingDay: isWeekday };

export const school: HazardSubject = {
  orgUnit: '330702001-01',
  orgName: '演示一小',
  path: 'cn/33/3307/330702/330702001/330702001-01/',
  pathNames: ['全国', '浙江省', '金华市', '婺城区', '演示街道', '演示一小'],
};

export const particulars: Particulars = {
  class: 'fire',
  severity: 'general',
  description: '三号楼二层消防通道堆放杂物',
  place: '三号楼二层',
  foundBy: '演示监测员',
  dueOn: '2026-11-30',
  responsible: '演示老师',
};

type Change = Partial<Omit<ReportHazard, 'kind' | 'particulars'>> & { readonly particulars?: Partial<Particulars> };

/** A report of the school, received at an instant; the later one is newer. */
export function report({ particulars: change, ...rest }: Change = {}): ReportHazard {
  const at = rest.at ?? tuesday;
  return {
    ...{ kind: 'report', at, by: 'key-1', number: '330702001-01-2026-0001', ref: 'XF-1', subject: school },
    ...{ foundOn: today, round: '', evidence: null, source: { submission: '', revision: 0, at } },
    ...rest,
    particulars: { ...particulars, ...change },
  };
}

export const major: Change = { particulars: { severity: 'major' } };
export const photo = 'https://example.cn/1.jpg';

export const person = (verb: HazardVerb, change: Partial<HazardHandling> = {}): HazardHandling => ({
  ...{ kind: 'handle', verb, at: tuesday + hour, today, by: '演示监测员', handlingVersion: 1 },
  ...{ note: '已清理', links: [], on: '', sample: '', passed: false },
  ...change,
});

export const fallDue = (day: string): HazardCommand => ({ kind: 'fall-due', at: tuesday, today: day });

/** A person's command carries the newest handling version unless nothing is there. */
export function run(commands: readonly HazardCommand[], from: Hazard | null = null): Hazard | null {
  return commands.reduce<Hazard | null>((current, command) => {
    const seen = current?.handlingVersion ?? 0;
    const decision = decide(
      policy,
      current,
      command.kind === 'handle' ? { ...command, handlingVersion: seen } : command,
    );
    if (!decision.ok) throw new Error(`${JSON.stringify(command)} was refused: ${decision.reason.reason}`);
    return decision.value.reduce<Hazard | null>(evolve, current);
  }, from);
}

/** The hazard after commands that must all be allowed. */
export function aHazard(...commands: readonly HazardCommand[]): Hazard {
  const hazard = run(commands);
  if (hazard === null) throw new Error('no hazard');
  return hazard;
}

type Outcome = {
  readonly then: (...kinds: HazardEvent['kind'][]) => Hazard | null;
  readonly rejects: (reason: HazardRefusal['reason']) => void;
};

/** The grammar of these tests: what has happened, what is asked, what follows. */
export const given = (
  ...commands: readonly HazardCommand[]
): { readonly when: (command: HazardCommand) => Outcome } => ({
  when: (command) => {
    const before = run(commands);
    const seen = before?.handlingVersion ?? 0;
    const asked =
      command.kind === 'handle' && command.handlingVersion === 1 ? { ...command, handlingVersion: seen } : command;
    const decision = decide(policy, before, asked);
    return {
      then: (...kinds) => {
        expectSame(decision.ok ? decision.value.map(({ kind }) => kind) : decision.reason.reason, kinds);
        return decision.ok ? decision.value.reduce<Hazard | null>(evolve, before) : before;
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
