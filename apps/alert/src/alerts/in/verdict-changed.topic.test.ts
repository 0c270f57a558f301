import { describe, expect, test } from '@jest/globals';
import { Comparator, Severity } from '@xiaomai/contracts/catalogue';
import { Verdict, type VerdictChanged, type VerdictItem } from '@xiaomai/contracts/scorecard';
import { topics } from '@xiaomai/contracts/topics';
import { UnprocessableMessage } from '@xiaomai/kafka';
import { judgementsFromWire } from './verdict-changed.topic.ts';

const item: VerdictItem = {
  ...{
    indicator: 'guard-rate',
    indicatorName: '专职保安配备率',
    pack: 'safety',
    verdict: Verdict.BREACHED,
    numerator: 3,
    denominator: 4,
    value: '',
  },
  ...{
    target: 'guard-rate@1',
    comparator: Comparator.AT_LEAST,
    targetValue: '100',
    unit: '%',
    severity: Severity.CRITICAL,
    reason: '3/4 = 75%',
    gap: '25',
    period: '',
    closedSince: '',
    reasonEn: '3/4 (75%)',
  },
};

const message: VerdictChanged = {
  ...{
    orgUnit: '330702001-01',
    orgName: '演示一小',
    path: 'cn/33/330702001-01/',
    pathNames: ['全国', '浙江省', '演示一小'],
  },
  ...{
    dataset: 'safety-monthly',
    period: '2026-11',
    periodEnd: '2026-11-30',
    version: 2,
    revision: 1,
    cause: 'x#1',
    receivedAt: 5,
    judgedAt: 6,
    sequence: 9,
  },
  items: [item],
};

const overTheWire = (change: Partial<VerdictChanged>): VerdictChanged =>
  topics.verdictChanged.decode(topics.verdictChanged.encode({ ...message, ...change }));

describe('a message of verdicts', () => {
  test('says of each indicator whose it is and what was read', () => {
    expect(judgementsFromWire(overTheWire({}))).toEqual([
      {
        subject: {
          ...{
            orgUnit: '330702001-01',
            orgName: '演示一小',
            path: 'cn/33/330702001-01/',
            pathNames: ['全国', '浙江省', '演示一小'],
          },
          ...{ indicator: 'guard-rate', indicatorName: '专职保安配备率', pack: 'safety', unit: '%' },
        },
        reading: {
          ...{
            dataset: 'safety-monthly',
            period: '2026-11',
            periodEnd: '2026-11-30',
            version: 2,
            sequence: 9,
            verdict: 'breached',
            severity: 'critical',
          },
          ...{
            numerator: 3,
            denominator: 4,
            value: '',
            comparator: 'at-least',
            targetValue: '100',
            reason: '3/4 = 75%',
            reasonEn: '3/4 (75%)',
            receivedAt: 5,
          },
        },
      },
    ]);
  });

  test('about an earlier period, because a value was taken back, is of that period', () => {
    const [judgement] = judgementsFromWire(overTheWire({ items: [{ ...item, period: '2026-10' }] }));
    expect(judgement?.reading).toMatchObject({ period: '2026-10', periodEnd: '2026-10-31' });
  });

  test('told in Chinese only, by who knows no English yet, says nothing in English', () => {
    const [judgement] = judgementsFromWire(overTheWire({ items: [{ ...item, reasonEn: '' }] }));
    expect(judgement?.reading).not.toHaveProperty('reasonEn');
  });

  test('without a verdict for an indicator says nothing about it', () => {
    expect(judgementsFromWire(overTheWire({ items: [{ ...item, verdict: Verdict.UNSPECIFIED }] }))).toEqual([]);
  });

  test('without a target is of the lowest severity', () => {
    const bare = {
      ...item,
      verdict: Verdict.NOT_APPLICABLE,
      severity: Severity.UNSPECIFIED,
      comparator: Comparator.UNSPECIFIED,
    };
    expect(judgementsFromWire(overTheWire({ items: [bare] }))[0]?.reading).toMatchObject({
      verdict: 'not-applicable',
      severity: 'notice',
      comparator: 'none',
    });
  });

  test.each<[string, Partial<VerdictChanged>]>([
    ['no org unit', { orgUnit: '' }],
    ['an org unit that cannot stand in an id', { orgUnit: 'a:b' }],
    ['no path', { path: '' }],
    ['no version', { version: 0 }],
    ['no day to order by', { periodEnd: '' }],
    ['a day that is none', { periodEnd: '2026-02-30' }],
    ['no dataset', { dataset: '' }],
    ['an indicator without a name', { items: [{ ...item, indicator: '' }] }],
  ])('with %s cannot be handled', (_, change) => {
    expect(() => judgementsFromWire(overTheWire(change))).toThrow(UnprocessableMessage);
  });
});
