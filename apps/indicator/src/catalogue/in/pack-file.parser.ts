import { err, ok, type Result } from '@xiaomai/kernel';
import {
  packFaultLine,
  readPacks,
  readPacksInTurns,
  type CheckFile,
  type DatasetFile,
  type GroupFile,
  type IndicatorFile,
  type PackFault,
  type PackFile,
  type PackText,
  type ReadPacks,
  type TargetFile,
} from '@xiaomai/packs';
import type { Check, Dataset, Group, Indicator, Pack, Path, Target } from '../domain/catalogue.ts';
import { parseDecimal, type Decimal } from '../domain/decimal.ts';

const zero: Decimal = { mantissa: 0n, scale: 0 };
const one: Decimal = { mantissa: 1n, scale: 0 };
const decimalOf = (text: string | undefined): Decimal | undefined =>
  text === undefined ? undefined : parseDecimal(text);

const pathOf = (file: TargetFile['path']): Path | undefined =>
  file && { kind: file.kind, stages: file.stages.map(({ on, value }) => ({ on, value: decimalOf(value) ?? zero })) };

const daysOf = ({
  valid_from: validFrom = '',
  valid_to: validTo = '',
  due = '',
  before = '',
}: TargetFile): Pick<Target, 'validFrom' | 'validTo' | 'due' | 'before'> => ({
  ...{ validFrom, validTo, due, before },
});

const comparedWith = (file: TargetFile): Pick<Target, 'base' | 'basePeriod' | 'other' | 'times'> => ({
  base: file.base ?? 'none',
  basePeriod: file.base_period ?? '',
  other: file.other?.indicator ?? '',
  times: decimalOf(file.other?.times) ?? one,
});

const targetOf =
  (indicator: string) =>
  (file: TargetFile, index: number): Target => {
    const { comparator, severity, soft, scope, types, tags, owners, source, projected, measure, order } = file;
    return {
      ...{ id: `${indicator}@${String(index + 1)}`, indicator, comparator, severity, soft, scope, types, tags },
      ...{ owners, source, projected, measure, order, path: pathOf(file.path) },
      ...{ value: decimalOf(file.value) ?? zero, upper: decimalOf(file.upper) },
      ...daysOf(file),
      ...comparedWith(file),
    };
  };

const indicatorOf =
  (pack: string) =>
  (file: IndicatorFile): Indicator => ({
    ...{ pack, id: file.id, nameZh: file.name.zh, nameEn: file.name.en, kind: file.kind, unit: file.unit },
    ...{ aggregation: file.aggregation, direction: file.direction, items: file.items, owners: file.owners },
    ...{ conjunctionOf: file.conjunction_of, atLeast: file.at_least ?? 0, note: file.note, source: file.source },
    ...{ numeratorZh: file.numerator, denominatorZh: file.denominator },
    plausibleMin: decimalOf(file.plausible?.min),
    plausibleMax: decimalOf(file.plausible?.max),
    outlierFloor: decimalOf(file.outlier_floor),
  });

const groupOf =
  (pack: string) =>
  ({ id, name, members, complete, source, at_least: atLeast = 0 }: GroupFile): Group => ({
    ...{ id, pack, nameZh: name.zh, nameEn: name.en, members, complete, source, atLeast },
  });

const checkOf = ({ tolerance, ...check }: CheckFile): Check => ({ ...check, tolerance: decimalOf(tolerance) ?? zero });

const dueOf = (file: DatasetFile['due']): Dataset['due'] =>
  file && {
    ...{ days: file.days, workingDays: file.working_days, at: file.at },
    ...{ remindBefore: file.remind_before, remindAfter: file.remind_after, validFrom: file.valid_from ?? '' },
  };

const datasetOf =
  (pack: string) =>
  (file: DatasetFile): Dataset => ({
    ...{ pack, id: file.id, nameZh: file.name.zh, nameEn: file.name.en, indicators: file.indicators },
    ...{ reportedBy: file.reported_by, periodKinds: file.period_kinds, rollsUp: file.rolls_up },
    ...{ computed: file.computed, checks: file.checks.map(checkOf), due: dueOf(file.due) },
    ...{ validFrom: file.valid_from ?? '', validTo: file.valid_to ?? '' },
  });

const packOf = (file: PackFile): Pack => ({
  id: file.pack,
  ...{ version: file.version, nameZh: file.name.zh, nameEn: file.name.en, change: file.change, since: 0 },
  indicators: file.indicators.map(indicatorOf(file.pack)),
  targets: file.indicators.flatMap(({ id, targets }) => targets.map(targetOf(id))),
  groups: file.groups.map(groupOf(file.pack)),
  datasets: file.datasets.map(datasetOf(file.pack)),
});

function rightPacks({ packs, faults }: ReadPacks): Result<readonly Pack[], readonly PackFault[]> {
  const errors = faults.filter(({ level }) => level === 'error');
  return errors.length === 0 ? ok(packs.map(packOf)) : err(errors);
}

/** Reads pack files; or every fault of all of them, each with its place. */
export function parsePackFiles(files: readonly PackText[]): Result<readonly Pack[], readonly string[]> {
  const read = rightPacks(readPacks(files));
  return read.ok ? read : err(read.reason.map((fault) => packFaultLine(fault, 'en')));
}

/** The same beside other work, with the faults as they are. */
export const parsePacksInTurns =
  (turn: () => Promise<void>) =>
  async (files: readonly PackText[]): Promise<Result<readonly Pack[], readonly PackFault[]>> =>
    rightPacks(await readPacksInTurns(files, turn));
