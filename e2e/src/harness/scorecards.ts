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

/** The campus safety scorecard of an org unit in a month. */
export async function scorecardOf({ stack, bearer }: Person, orgUnit: string, period: string): Promise<Scorecard> {
  const query = new URLSearchParams({ period, dataset: 'campus-safety' });
  const answer = await call<{ scorecards: readonly Scorecard[] }>(
    `${stack.url}/api/v1/scorecards/${orgUnit}?${query.toString()}`,
    { bearer },
  );
  const [card] = answer.body.scorecards;
  if (answer.status !== 200 || card === undefined)
    throw new Error(`no scorecard of ${orgUnit}: ${JSON.stringify(answer.body)}`);
  return card;
}

export const itemOf = ({ items }: Scorecard, indicator: string): Item | undefined =>
  items.find((item) => item.indicator === indicator);
