import { describe, expect, test } from '@jest/globals';
import { parsePackFiles } from './pack-file.parser.ts';

const text = `pack: p
version: '2'
change: 目标提高
name: { zh: 包, en: Pack }
indicators:
  - id: rate
    name: { zh: 率, en: Rate }
    kind: ratio
    unit: percent
    aggregation: mean
    direction: up
    numerator: 甲
    denominator: 乙
    plausible: { min: '0', max: '100' }
    outlier_floor: '0.5'
    owners: [基教科]
    targets:
      - comparator: at-least
        value: '83'
        measure: change-points
        base: fixed
        base_period: 2022-H1
        valid_from: 2023-01-01
        types: [county]
        tags: [rural]
        path: { kind: linear, stages: [{ on: 2023-06-30, value: '70.6' }, { on: 2023-12-31, value: '83' }] }
        owners: [基教科]
      - comparator: at-most-other
        other: { indicator: list, times: '0.75' }
        valid_to: 2022-12-31
  - id: list
    name: { zh: 清单, en: List }
    kind: checklist
    unit: percent
    aggregation: ratio-of-sums
    items: [一, 二]
    targets:
      - { comparator: once-before, value: '100', before: 09-01 }
  - id: any
    name: { zh: 任一, en: Any }
    kind: ratio
    unit: percent
    aggregation: none
    numerator: 甲
    denominator: 乙
    conjunction_of: [rate, list]
    at_least: 1
    targets:
      - { comparator: ordered, order: [list, any] }
groups:
  - { id: g, name: { zh: 组, en: Group }, members: [rate, list], complete: false, at_least: 1 }
datasets:
  - id: d
    name: { zh: 表, en: Form }
    indicators: [rate, list]
    reported_by: [county]
    period_kinds: [half-year]
    rolls_up: true
    due: { days: 5, working_days: true, at: '17:30', remind_before: [3, 1], remind_after: [2] }
    checks: [{ id: c, kind: agree, left: rate, right: [list], tolerance: '0.1' }]
    valid_from: 2023-01-01
`;

const decimal = (mantissa: bigint, scale = 0): { mantissa: bigint; scale: number } => ({ mantissa, scale });

describe('a pack file', () => {
  const read = parsePackFiles([{ name: 'p.yaml', text }]);
  const pack = read.ok ? read.value[0] : undefined;

  test('becomes the pack it says', () => {
    expect(read).toMatchObject({ ok: true });
    expect(pack).toMatchObject({ id: 'p', version: '2', change: '目标提高', nameZh: '包', nameEn: 'Pack' });
    expect(pack?.indicators).toMatchObject([
      {
        ...{ id: 'rate', pack: 'p', aggregation: 'mean', direction: 'up', numeratorZh: '甲', owners: ['基教科'] },
        ...{ plausibleMin: decimal(0n), plausibleMax: decimal(100n), outlierFloor: decimal(5n, 1), atLeast: 0 },
      },
      { id: 'list', kind: 'checklist', items: ['一', '二'], plausibleMin: undefined },
      { id: 'any', conjunctionOf: ['rate', 'list'], atLeast: 1 },
    ]);
  });

  test('its targets carry all that they are judged by', () => {
    expect(pack?.targets).toMatchObject([
      {
        ...{ id: 'rate@1', indicator: 'rate', comparator: 'at-least', value: decimal(83n), measure: 'change-points' },
        ...{ base: 'fixed', basePeriod: '2022-H1', validFrom: '2023-01-01', types: ['county'], tags: ['rural'] },
        ...{ owners: ['基教科'], times: decimal(1n), other: '', severity: 'warning' },
        path: { kind: 'linear', stages: [{ on: '2023-06-30', value: decimal(706n, 1) }, { value: decimal(83n) }] },
      },
      { id: 'rate@2', comparator: 'at-most-other', other: 'list', times: decimal(75n, 2), value: decimal(0n) },
      { id: 'list@1', comparator: 'once-before', before: '09-01', base: 'none' },
      { id: 'any@1', comparator: 'ordered', order: ['list', 'any'], path: undefined },
    ]);
  });

  test('its groups and datasets say who, when and what is looked for', () => {
    expect(pack?.groups).toMatchObject([{ id: 'g', members: ['rate', 'list'], complete: false, atLeast: 1 }]);
    expect(pack?.datasets).toMatchObject([
      {
        ...{ id: 'd', indicators: ['rate', 'list'], reportedBy: ['county'], periodKinds: ['half-year'], rollsUp: true },
        due: { days: 5, workingDays: true, at: '17:30', remindBefore: [3, 1], remindAfter: [2] },
        checks: [{ id: 'c', kind: 'agree', left: 'rate', right: ['list'], tolerance: decimal(1n, 1) }],
        ...{ computed: false, validFrom: '2023-01-01', validTo: '' },
      },
    ]);
  });

  test('with faults is refused with each of them; a warning does not refuse', () => {
    const wrong = text.replace("value: '83'", "value: '183'").replace('kind: agree', 'kind: agrees');
    expect(parsePackFiles([{ name: 'p.yaml', text: wrong }])).toMatchObject({
      ok: false,
      reason: [expect.stringMatching(/^p\.yaml:60:\d+ {2}error {2}datasets\.0\.checks\.0\.kind/)],
    });
    expect(parsePackFiles([{ name: 'p.yaml', text: text.replace("value: '83'", "value: '183'") }]).ok).toBe(true);
  });
});
