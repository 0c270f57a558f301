import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Catalogue } from '@xiaomai/gateway-api/catalogue';
import type { RunningServer } from '@xiaomai/http';

import { serveRoutes } from '../edge/serve-routes.ts';
import { catalogueRoutes } from './catalogue.route.ts';

const dataset = (id: string, pack: string): Catalogue['datasets'][number] => ({
  id,
  pack,
  nameZh: '演示',
  nameEn: '',
  indicators: [],
  reportedBy: [],
  periodKinds: [],
  rollsUp: true,
  ...{ due: null, computed: false, checks: [], validFrom: null, validTo: null },
});
const catalogue: Catalogue = {
  version: 7,
  packs: [],
  indicators: [],
  targets: [],
  datasets: [dataset('d1', 'p'), dataset('d2', 'q'), dataset('d3', 'p')],
};
let server: RunningServer;

beforeAll(async () => {
  server = await serveRoutes(catalogueRoutes(() => Promise.resolve(catalogue)));
});

afterAll(() => server.stop());

const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, {
    headers: { authorization: 'Bearer staff', connection: 'close', ...headers },
  });

test('the catalogue is told page by page', async () => {
  const first = await (await ask('/datasets?limit=2')).json();
  expect(first).toMatchObject({ items: [{ id: 'd1' }, { id: 'd2' }], next: 'd2' });
  expect(await (await ask('/datasets?limit=2&cursor=d2')).json()).toMatchObject({ items: [{ id: 'd3' }], next: null });
  expect(await (await ask('/datasets?pack=p')).json()).toMatchObject({ items: [{ id: 'd1' }, { id: 'd3' }] });
});

test('a cursor that is none is refused', async () => {
  const refused = await ask('/datasets?cursor=zz');
  expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ parameter: 'cursor' }] }]);
});

test('what has not changed is not sent again', async () => {
  const etag = (await ask('/datasets')).headers.get('etag') ?? '';
  expect([etag, (await ask('/datasets', { 'if-none-match': etag })).status]).toEqual(['"c7"', 304]);
});
