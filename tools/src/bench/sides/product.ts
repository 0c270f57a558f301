import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keyText, openSecrets, type Secrets } from '../../home/secrets.ts';
import { demoCity } from '../../seed/demo-city.ts';
import { importOrgUnits } from '../../seed/load/import-org-units.ts';
import { isAcceptable } from '../../seed/load/push.ts';
import type { SubmissionEntry } from '../../seed/submission.ts';
import { mailSpec, publicUrl, serviceNames, serviceSpecs, takePorts, type ServicesPlan } from '../../stack/services.ts';
import { createFeed, firstYear } from '../load/feed.ts';
import { demoPlace } from '../place/texts.ts';
import { emptySite, type BenchGround } from './ground.ts';
import { startLoad } from './load-process.ts';
import type { ProductSide, Side } from './side.ts';

const rootDir = join(import.meta.dirname, '../../../..');
const host = '127.0.0.1';
const city = '3307';
const settleMs = 60_000;

/** The product's packs, its targets (not its due times) valid from the bench's first period on: it needs more periods than have passed since 2021. */
function longValidPacks(dir: string, only: readonly string[]): string {
  const packs = join(dir, 'packs');
  if (only.length === 0) cpSync(join(rootDir, 'packs'), packs, { recursive: true });
  for (const name of only) cpSync(join(rootDir, 'packs', `${name}.yaml`), join(packs, `${name}.yaml`));
  const file = join(packs, 'campus-safety.yaml');
  const text = readFileSync(file, 'utf8').replaceAll(/^( +valid_from: )\d{4}-/gm, `$1${String(firstYear)}-`);
  writeFileSync(file, text);
  return packs;
}

/** How a product is started: with what environment, and with all packs or only some. */
export type ProductOptions = { readonly env: Readonly<Record<string, string>>; readonly packs?: readonly string[] };

async function planOf(ground: BenchGround, { env, packs = [] }: ProductOptions): Promise<ServicesPlan> {
  const { home, brokers, mongodbUri } = ground;
  return {
    home,
    brokers,
    secrets: openSecrets(home),
    ports: await takePorts(0),
    mongodb: { uri: mongodbUri, databasePrefix: 'bench_product' },
    webDir: emptySite(home),
    // What one address may ask in a minute is no measure of what the system can do.
    extraEnv: { PACKS_DIR: longValidPacks(home.dir, packs), REQUESTS_PER_MINUTE: '1000000000', ...env },
  };
}

const keyOf = ({ keys }: Secrets, holder: string): string => {
  const key = keys.find(({ orgUnit }) => orgUnit === holder);
  if (key === undefined) throw new Error(`no key of ${holder}`);
  return keyText(key);
};

const tokenOf = ({ users }: Secrets, role: string, orgUnit: string): string =>
  users.find((user) => user.role === role && user.orgUnit === orgUnit)?.token ?? '';

async function importTree(url: string, adminToken: string): Promise<void> {
  const validFrom = `${String(firstYear)}-01-01`;
  const orgUnits = demoCity().orgUnits.map((unit) => ({ ...unit, validFrom }));
  await importOrgUnits({ url, adminToken, onProgress: () => undefined }, orgUnits);
}

/** Waits until the intake knows the tree. */
async function untilAcceptable(url: string, key: string): Promise<void> {
  const entry = JSON.parse(createFeed(demoPlace).next(0).body) as SubmissionEntry;
  for (const deadline = performance.now() + settleMs; !(await isAcceptable({ url, key }, entry)); await pause(200)) {
    if (performance.now() > deadline) throw new Error('the product accepts nothing: see its logs');
  }
}

/** Starts the product as `npm start` does, with the tree of the demonstration city and no data. */
export async function startProduct(ground: BenchGround, options: ProductOptions): Promise<ProductSide> {
  const plan = await planOf(ground, options);
  const url = publicUrl(plan.ports);
  const key = keyOf(plan.secrets, city);
  await ground.start(mailSpec(ground.home, plan.ports));
  const starting = new Map(serviceSpecs(plan).map((spec) => [spec.name, ground.start(spec)]));
  await Promise.all([starting.get('indicator'), starting.get('gateway')]);
  await importTree(url, tokenOf(plan.secrets, 'admin', 'cn')); // the intake is ready when it knows a tree
  await Promise.all(starting.values());
  await untilAcceptable(url, key);
  const at = (port: number): { host: string; port: number } => ({ host, port });
  const { ingest, gateway } = plan.ports;
  const token = tokenOf(plan.secrets, 'staff', city);
  const target = { ingest: at(ingest.http), origin: at(gateway.http), key, token, place: demoPlace };
  const ownNames: readonly string[] = serviceNames;
  const processes = (): ReturnType<Side['processes']> =>
    ground.services().filter(({ name }) => ownNames.includes(name));
  const adminToken = tokenOf(plan.secrets, 'admin', 'cn');
  const side: Side = { name: 'product', target, load: await startLoad(target), ownNames, processes };
  return { ...side, url, adminToken, nationKey: keyOf(plan.secrets, 'cn') };
}
