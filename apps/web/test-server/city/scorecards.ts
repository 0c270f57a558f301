import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';
import { gapText, percentText } from '@xiaomai/gateway-api/figure';
import type { Scorecard, ScorecardItem, ScorecardPage, UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import type { Verdict } from '@xiaomai/gateway-api/scalar';
import { dueAtOf, isPastDue } from './due.ts';
import { groups, type DemoGroup, type Submitted } from './figures.ts';
import type { Intake } from './intake.ts';
import { childrenOf, isSchool, schoolsBelow } from './tree.ts';

type Tally = { readonly numerator: number; readonly denominator: number };
type Member = DemoGroup['members'][number];

const instant = (at: number): string => new Date(at).toISOString();

const verdictOf = ({ numerator, denominator }: Tally): Verdict =>
  denominator === 0 ? 'no-data' : numerator === denominator ? 'met' : 'breached';

function reasonOf({ numerator, denominator }: Tally): string {
  const share = percentText(numerator, denominator);
  if (share === null) return '分母为 0 或缺少数据，不作判定';
  return `${numerator}/${denominator}（${share}%），${numerator === denominator ? '达到' : '未达到'}目标 =100%`;
}

function itemOf(group: DemoGroup, member: Member, tally: Tally): ScorecardItem {
  const value = percentText(tally.numerator, tally.denominator);
  return {
    indicator: member.id,
    name: member.nameZh,
    pack: group.pack,
    unit: 'percent',
    targetId: `${member.id}@1`,
    severity: group.pack === 'canteen' ? 'warning' : 'critical',
    verdict: verdictOf(tally),
    value,
    ...tally,
    target: '100',
    comparator: 'equals',
    gap: gapText(value, 'equals', '100'),
    reason: reasonOf(tally),
    judgedAt: instant(Date.now()),
  };
}

const tallyOf = (submissions: readonly Submitted[], indicator: string): Tally => ({
  numerator: submissions.filter(({ values }) => values.get(indicator) === 1).length,
  denominator: submissions.length,
});

const meetsAll = ({ values }: Submitted): boolean => [...values.values()].every((value) => value === 1);

function unitsOf({ numerator, denominator }: Tally): ScorecardItem['units'] {
  return { met: numerator, atRisk: 0, breached: denominator - numerator, noData: 0, notApplicable: 0 };
}

type At = { readonly group: DemoGroup; readonly period: string };

/** Who is missing and who came late: of one school, or how many below. */
function arrivalOf(intake: Intake, unit: OrgUnit, { group, period }: At): Partial<Scorecard> {
  const dueAt = dueAtOf(period);
  const firsts = (isSchool(unit) ? [unit] : schoolsBelow(unit.path)).map(({ id }) => intake.all(id, group, period)[0]);
  const missing = isPastDue(period) ? firsts.filter((first) => first === undefined).length : 0;
  const late = firsts.filter((first) => first !== undefined && first.receivedAt > dueAt).length;
  return isSchool(unit)
    ? { missing: missing > 0, late: late > 0, dueAt: instant(dueAt) }
    : { missingUnits: missing, lateUnits: late };
}

const countsOf = (findings: NonNullable<Scorecard['findings']>): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(findings, ({ code }) => code)].map(([code, found]) => [code, found.length]));

// One school says what cannot be.
const doubtfulSchool = '330701001-02';
const doubtsOf = (
  schools: readonly OrgUnit[],
  { group, period }: At,
  reported: number,
): NonNullable<Scorecard['findings']> =>
  reported === 0 || group.dataset !== 'campus-safety' || !schools.some(({ id }) => id === doubtfulSchool)
    ? []
    : [
        {
          ...{
            code: 'numerator-exceeds-denominator',
            indicator: group.members[0]?.id ?? '',
            found: '5',
            expected: '4',
          },
          detail: { zh: `${period} 在岗 5 人，多于应配 4 人`, en: `${period}: 5 on duty of 4` },
        },
      ];

function doubtsAt(unit: OrgUnit, at: At, reported: number): Partial<Scorecard> {
  const findings = doubtsOf(isSchool(unit) ? [unit] : schoolsBelow(unit.path), at, reported);
  return isSchool(unit) ? { findings } : { findingCounts: countsOf(findings) };
}

/** The scorecard of a school or the rollup of what is below, made from scratch each time. */
export function scorecardOf(intake: Intake, unit: OrgUnit, at: At): Scorecard {
  const { group, period } = at;
  const leaf = isSchool(unit);
  const schools = leaf ? [unit] : schoolsBelow(unit.path);
  const submissions = schools.flatMap((school) => intake.newest(school.id, group, period) ?? []);
  const items = group.members.map((member) => {
    const tally = tallyOf(submissions, member.id);
    return { ...itemOf(group, member, tally), ...(leaf ? {} : { units: unitsOf(tally) }) };
  });
  const met = submissions.filter(meetsAll).length;
  const judged = submissions.length;
  const receivedAt = Math.max(0, ...submissions.map((submission) => submission.receivedAt));
  return {
    dataset: group.dataset,
    period,
    version: submissions.reduce((sum, { revision }) => sum + revision, 0),
    ...(leaf ? { revision: submissions[0]?.revision ?? 0 } : {}),
    receivedAt: receivedAt === 0 ? null : instant(receivedAt),
    judgedAt: receivedAt === 0 ? null : instant(receivedAt + 40),
    coverage: { reported: judged, expected: schools.length },
    ...arrivalOf(intake, unit, at),
    ...doubtsAt(unit, at, submissions.length),
    items,
    groups: [
      {
        group: group.id,
        name: group.nameZh,
        verdict: verdictOf({ numerator: met, denominator: judged }),
        members: group.members.map(({ id }) => id),
        ...(leaf ? {} : { met, judged }),
      },
    ],
  };
}

/** As the service answers for a month of which nobody has reported. */
const bared = (card: Scorecard): Scorecard =>
  card.coverage.reported === 0 ? { ...card, items: [], groups: [] } : card;

export function pageOf(intake: Intake, unit: OrgUnit, period: string): ScorecardPage {
  const scorecards = groups.map((group) => scorecardOf(intake, unit, { group, period }));
  return {
    orgUnit: unit.id,
    name: unit.nameZh,
    type: unit.type,
    period,
    scorecards: isSchool(unit)
      ? scorecards.filter(({ coverage, missing }) => coverage.reported > 0 || missing === true).map(bared)
      : scorecards.map(bared),
  };
}

const unitScorecard = (unit: OrgUnit, scorecard: Scorecard): UnitScorecard => ({
  orgUnit: unit.id,
  name: unit.nameZh,
  type: unit.type,
  scorecard: scorecard.coverage.reported === 0 && scorecard.missing !== true ? null : bared(scorecard),
});

export const childViews = (intake: Intake, unit: OrgUnit, at: { group: DemoGroup; period: string }): UnitScorecard[] =>
  childrenOf(unit.id).map((child) => unitScorecard(child, scorecardOf(intake, child, at)));

export function reportingViews(
  intake: Intake,
  unit: OrgUnit,
  at: { group: DemoGroup; period: string; state: string | null },
): UnitScorecard[] {
  const all = schoolsBelow(unit.path).map((school) => unitScorecard(school, scorecardOf(intake, school, at)));
  if (at.state === 'missing') return all.filter(({ scorecard }) => (scorecard?.coverage.reported ?? 0) === 0);
  if (at.state === 'doubtful') return all.filter(({ scorecard }) => (scorecard?.findings ?? []).length > 0);
  if (at.state === 'late') return all.filter(({ scorecard }) => scorecard?.late === true);
  if (at.state !== 'failing') return all;
  return all.filter(({ scorecard }) => scorecard?.items.some(({ verdict }) => verdict === 'breached'));
}
