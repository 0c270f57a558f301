import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Catalogue, CatalogueVersion } from '@xiaomai/gateway-api/catalogue';
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
const before: Catalogue = { ...catalogue, version: 6, datasets: [dataset('d0', 'p')] };
const version = (number: number): CatalogueVersion => ({ version: number, since: null, changed: [] });
let server: RunningServer;

beforeAll(async () => {
  server = await serveRoutes(
    catalogueRoutes({
      get: (version) => Promise.resolve([0, 7].includes(version) ? catalogue : version === 6 ? before : undefined),
      versions: (_token, { before: from }) =>
        Promise.resolve({ items: [version(from === 0 ? 7 : from - 1)], next: null }),
    }),
  );
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

test('a version that was in force is told as it was, and one that never was is not there', async () => {
  const old = await ask('/datasets?version=6');
  expect([old.headers.get('etag'), await old.json()]).toMatchObject(['"c6"', { items: [{ id: 'd0' }] }]);
  expect((await ask('/datasets?version=5')).status).toBe(404);
  expect((await ask('/datasets?version=0')).status).toBe(400);
});

test('the versions are listed, and so is the form of a pack', async () => {
  expect(await (await ask('/packs/versions')).json()).toEqual({ items: [version(7)], next: null });
  expect(await (await ask('/packs/versions?cursor=7')).json()).toMatchObject({ items: [{ version: 6 }] });
  expect((await ask('/packs/versions?cursor=first')).status).toBe(400);
  expect(await (await ask('/packs/schema.json')).json()).toMatchObject({
    type: 'object',
    required: ['pack', 'version', 'name'],
  });
});
