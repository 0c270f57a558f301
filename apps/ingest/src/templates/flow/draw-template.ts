import { maySee, type Identity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { parsePeriodInReach, previousPeriod, type Period } from '@xiaomai/period';
import type { Dataset, Indicator } from '../../reference/domain/catalogue.ts';
import type { OrgUnit } from '../../reference/domain/org-tree.ts';
import type { ReferenceView } from '../../reference/flow/reference.ts';
import { existsOn } from '../../submissions/domain/rules.ts';
import { submissionId, type Revision } from '../../submissions/domain/submission.ts';
import { planMany } from '../domain/plan-many.ts';
import { planOne } from '../domain/plan-one.ts';
import type { Figure, Template } from '../domain/template.ts';
import type { WorkbookFailure, Workbooks } from './workbooks.ts';

/** Which template is asked for. */
export type TemplateAsked = { readonly dataset: string; readonly orgUnit: string; readonly period: string };

/** What of it cannot be had, and why. */
export type TemplateFault = {
  readonly field: keyof TemplateAsked;
  readonly reason:
    | 'unknown-dataset'
    | 'computed-dataset'
    | 'unknown-org-unit'
    | 'invalid-period'
    | 'period-kind-not-allowed'
    | 'dataset-not-for-org-unit'
    | 'too-many-org-units';
};

/** A template as a file. */
export type TemplateFile = { readonly name: string; readonly bytes: Buffer };

/** Why there is none: what was asked cannot be had, or no workbook could be made. */
export type NoTemplate =
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] }
  | { readonly kind: 'failed'; readonly reason: WorkbookFailure };

/** What drawing needs. */
export type DrawTemplatePorts = {
  readonly view: () => ReferenceView;
  readonly newest: (id: string, caller: Identity) => Promise<Revision | undefined>;
  readonly draw: Workbooks['draw'];
};

/** Draws the template of a dataset for one unit, or for all that report it below one. */
export type DrawTemplate = (asked: TemplateAsked, caller: Identity) => Promise<Result<TemplateFile, NoTemplate>>;

const mostUnits = 2_000;
const mostInputs = 40_000; // two seconds of a core

type Found = { readonly dataset: Dataset; readonly unit: OrgUnit; readonly period: Period };
type Sought = { readonly [part in keyof Found]: Found[part] | undefined };

function seek(asked: TemplateAsked, view: ReferenceView, caller: Identity): Sought {
  const allowed = caller.datasets.length === 0 || caller.datasets.includes(asked.dataset);
  const unit = view.units.get(asked.orgUnit);
  const period = parsePeriodInReach(asked.period);
  return {
    dataset: allowed ? view.datasets.get(asked.dataset) : undefined,
    unit: unit !== undefined && maySee(caller, unit.path) ? unit : undefined,
    period: period.ok ? period.value : undefined,
  };
}

function faultOfPeriod({ dataset, period }: Sought): readonly TemplateFault[] {
  if (period === undefined) return [{ field: 'period', reason: 'invalid-period' }];
  return dataset?.periodKinds.has(period.kind) === false
    ? [{ field: 'period', reason: 'period-kind-not-allowed' }]
    : [];
}

function faultOfDataset({ dataset }: Sought): readonly TemplateFault[] {
  if (dataset === undefined) return [{ field: 'dataset', reason: 'unknown-dataset' }];
  return dataset.computed === true ? [{ field: 'dataset', reason: 'computed-dataset' }] : [];
}

function find(asked: TemplateAsked, view: ReferenceView, caller: Identity): Result<Found, readonly TemplateFault[]> {
  const sought = seek(asked, view, caller);
  const faults: readonly TemplateFault[] = [
    ...faultOfDataset(sought),
    ...(sought.unit === undefined ? [{ field: 'orgUnit', reason: 'unknown-org-unit' } as const] : []),
    ...faultOfPeriod(sought),
  ];
  return faults.length === 0 ? ok(sought as Found) : err(faults);
}

// The unit itself where it reports; else every one below that does.
function unitsOf({ dataset, unit, period }: Found, view: ReferenceView): readonly OrgUnit[] {
  if (dataset.reportedBy.has(unit.type)) return existsOn(unit, period.end) ? [unit] : [];
  return [...view.units.values()]
    .filter(({ type, path }) => dataset.reportedBy.has(type) && path.startsWith(unit.path))
    .filter((one) => existsOn(one, period.end))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function faultOfUnits(units: readonly OrgUnit[], { dataset }: Found): TemplateFault | undefined {
  if (units.length === 0) return { field: 'orgUnit', reason: 'dataset-not-for-org-unit' };
  const inputs = [...dataset.indicators.values()].reduce((sum, { ratio }) => sum + (ratio ? 2 : 1), 0);
  const tooMany = units.length > mostUnits || units.length * inputs > mostInputs;
  return tooMany ? { field: 'orgUnit', reason: 'too-many-org-units' } : undefined;
}

function kindOf({ ratio, count, label }: Indicator): Figure['kind'] {
  if (ratio) return 'parts';
  if (label.milestone) return 'yes-no';
  return count ? 'whole' : 'decimal';
}

const figureOf = (indicator: Indicator): Figure => {
  const { name, unit, numerator, denominator } = indicator.label;
  return { id: indicator.id, kind: kindOf(indicator), name, unit, numerator, denominator };
};

const textOf = ({ value, numerator, denominator }: Revision['values'][number]): string =>
  value === '' ? `${String(numerator)}/${String(denominator)}` : value;

function templateOf({ dataset, period }: Found, units: readonly OrgUnit[], before: Revision | undefined): Template {
  const standing = before?.values.filter(({ withdrawn }) => !withdrawn) ?? [];
  return {
    dataset: { id: dataset.id, name: dataset.name },
    period: period.text,
    units: units.map(({ id, name }) => ({ id, name })),
    figures: [...dataset.indicators.values()].map(figureOf),
    before: new Map(standing.map((value) => [value.indicator, textOf(value)])),
  };
}

/** Makes the drawing. */
export function drawTemplate({ view, newest, draw }: DrawTemplatePorts): DrawTemplate {
  return async (asked, caller) => {
    const found = find(asked, view(), caller);
    if (!found.ok) return err({ kind: 'faults', faults: found.reason });
    const units = unitsOf(found.value, view());
    const fault = faultOfUnits(units, found.value);
    if (fault !== undefined) return err({ kind: 'faults', faults: [fault] });
    const { dataset, unit, period } = found.value;
    const one = dataset.reportedBy.has(unit.type);
    const idBefore = submissionId({ orgUnit: unit.id, dataset: dataset.id, period: previousPeriod(period).text });
    const template = templateOf(found.value, units, one ? await newest(idBefore, caller) : undefined);
    const drawn = await draw(one ? planOne(template) : planMany(template));
    if (!drawn.ok) return err({ kind: 'failed', reason: drawn.reason });
    return ok({ name: `${dataset.name}-${unit.name}-${period.text}.xlsx`, bytes: drawn.value });
  };
}
