import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import { datasetsOf, placeIn, type Rules } from '../../domain/rules.ts';
import type { Pusher } from '../../domain/submission.ts';
import type { Entry } from '../fault-place.ts';
import type { Figure } from './read-figure.ts';

/** What finding a figure's dataset depends on. */
export type TableContext = { readonly rules: Rules; readonly pusher: Pusher; readonly language: Language };

type Group = { readonly dataset: string | undefined; readonly figures: Figure[] };

/** Finds the one dataset in which a unit of that type reports an indicator; undefined when there is none, or more than one. */
function datasetFinder({ rules, pusher }: TableContext): (figure: Figure) => string | undefined {
  const found = new Map<string, string | undefined>();
  const allowed = (id: string): boolean => pusher.datasets.length === 0 || pusher.datasets.includes(id);
  return ({ orgUnit, indicator, period }) => {
    const unit = placeIn(rules.units.get(orgUnit ?? ''), period);
    if (unit === undefined || indicator === undefined || !pusher.maySee(unit.path)) return undefined;
    const key = `${unit.type}|${indicator}`;
    if (!found.has(key)) {
      const [only, ...others] = datasetsOf(rules, indicator, unit.type).filter(({ id }) => allowed(id));
      found.set(key, others.length === 0 ? only?.id : undefined);
    }
    return found.get(key);
  };
}

// A figure whose dataset cannot be told belongs to the submission its unit and period have, if that is one.
function settleStrays(ofUnit: ReadonlyMap<string | undefined, Group>): readonly Group[] {
  const strays = ofUnit.get(undefined);
  const others = [...ofUnit.values()].filter((group) => group !== strays);
  const [only] = others;
  if (strays === undefined || only === undefined || others.length > 1) return [...ofUnit.values()];
  return [{ dataset: only.dataset, figures: [...only.figures, ...strays.figures].sort((a, b) => a.order - b.order) }];
}

// Nothing is said of a unit out of reach, so that it looks like one that does not exist.
function missingDataset({ dataset, figures }: Group, { rules, pusher, language }: TableContext): readonly Fault[] {
  if (dataset !== undefined) return [];
  const ambiguous = figures.find(({ orgUnit, indicator, period }) => {
    const unit = placeIn(rules.units.get(orgUnit ?? ''), period);
    return unit !== undefined && pusher.maySee(unit.path) && rules.indicators.get(indicator ?? '')?.derived === false;
  });
  return ambiguous === undefined ? [] : [faultOf('missing-field', language, ambiguous.at('dataset'))];
}

function toEntry(group: Group, context: TableContext): Entry | undefined {
  const { figures, dataset } = group;
  const [first] = figures;
  if (first === undefined) return undefined;
  return {
    draft: {
      orgUnit: first.orgUnit,
      period: first.period,
      dataset,
      values: figures.map(({ value }) => value),
      note: '',
      observedAt: 0,
    },
    faults: [...missingDataset(group, context), ...figures.flatMap(({ faults }) => faults)],
    place: { kind: 'figures', head: first.at, values: figures.map(({ at }) => at) },
  };
}

/** Gathers figures into submissions: one for each org unit, period and dataset, in the order of their first figures. */
export type FigureGroups = { readonly add: (figure: Figure) => void; readonly entries: () => readonly Entry[] };

/** Makes empty groups. A figure that names no dataset is for the only one that fits. */
export function groupFigures(context: TableContext): FigureGroups {
  const units = new Map<string, Map<string | undefined, Group>>();
  const find = datasetFinder(context);
  return {
    add: (figure) => {
      const key = JSON.stringify([figure.orgUnit, figure.period]);
      const dataset = figure.dataset ?? find(figure);
      const ofUnit = units.get(key) ?? new Map<string | undefined, Group>();
      units.set(key, ofUnit);
      const group = ofUnit.get(dataset);
      if (group === undefined) ofUnit.set(dataset, { dataset, figures: [figure] });
      else group.figures.push(figure);
    },
    entries: () =>
      [...units.values()].flatMap((ofUnit) => settleStrays(ofUnit).flatMap((group) => toEntry(group, context) ?? [])),
  };
}
