import { call } from './call.ts';
import type { Person } from './alerts.ts';

export type Item = {
  readonly indicator: string;
  readonly verdict: string;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly units?: Readonly<Record<'met' | 'atRisk' | 'breached' | 'noData' | 'notApplicable', number>>;
};

export type Scorecard = {
  readonly late?: boolean;
  readonly dataset: string;
  readonly coverage: { readonly reported: number; readonly expected: number };
  readonly items: readonly Item[];
  readonly groups: readonly {
    readonly group: string;
    readonly verdict: string;
    readonly met?: number;
    readonly judged?: number;
  }[];
};

type Place = { readonly orgUnit: string; readonly period: string; readonly dataset: string };

/** One scorecard of an org unit. */
export async function cardOf({ stack, bearer }: Person, { orgUnit, ...where }: Place): Promise<Scorecard> {
  const query = new URLSearchParams(where);
  const answer = await call<{ scorecards: readonly Scorecard[] }>(
    `${stack.url}/api/v1/scorecards/${orgUnit}?${query.toString()}`,
    { bearer },
  );
  const [card] = answer.body.scorecards;
  if (answer.status !== 200 || card === undefined)
    throw new Error(`no scorecard of ${orgUnit}: ${JSON.stringify(answer.body)}`);
  return card;
}

/** The campus safety scorecard of an org unit in a month. */
export const scorecardOf = (person: Person, orgUnit: string, period: string): Promise<Scorecard> =>
  cardOf(person, { orgUnit, period, dataset: 'campus-safety' });

export const itemOf = ({ items }: Scorecard, indicator: string): Item | undefined =>
  items.find((item) => item.indicator === indicator);
