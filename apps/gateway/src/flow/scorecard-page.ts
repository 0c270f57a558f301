import type { ScorecardPage } from '@xiaomai/gateway-api/scorecard';

import type { Place, Scorecards } from './scorecards.ts';

type Asked = { readonly token: string; readonly place: Place };
type Children = Pick<ScorecardPage, 'failing' | 'missing'>;

const most = 50;

async function childrenOf(scorecards: Scorecards, { token, place }: Asked): Promise<Children> {
  const [failing, missing] = await Promise.all([
    scorecards.reporting(token, { ...place, state: 'failing', limit: most }),
    scorecards.reporting(token, { ...place, state: 'missing', limit: most }),
  ]);
  return { failing: { ...failing, items: [...failing.items] }, missing: { ...missing, items: [...missing.items] } };
}

/** Everything the board shows of one org unit; who fails and who is missing only where one dataset is meant. */
export async function scorecardPage(scorecards: Scorecards, asked: Asked): Promise<ScorecardPage> {
  const unit = await scorecards.get(asked.token, asked.place);
  const [only, another] = unit.scorecards;
  const isLeaf = unit.scorecards.some(({ revision }) => revision !== undefined);
  const dataset = asked.place.dataset === '' && another === undefined ? (only?.dataset ?? '') : asked.place.dataset;
  const children =
    isLeaf || dataset === '' ? {} : await childrenOf(scorecards, { ...asked, place: { ...asked.place, dataset } });
  return { ...unit, period: asked.place.period, ...children };
}
