import { setTimeout as pause } from 'node:timers/promises';

import { demoCity } from '../demo-city.ts';
import { demoMonths, type DemoMonth } from '../demo-months.ts';
import { authorityUnits, type OrgUnitEntry } from '../org-unit.ts';
import { publishedSubmissions, readPublishedFigures } from '../published.ts';
import type { SubmissionEntry } from '../submission.ts';
import { LoadError } from './call.ts';
import { importOrgUnits } from './import-org-units.ts';
import type { Progress } from './progress.ts';
import { isAcceptable, isKnown, pushAll, type PushTarget } from './push.ts';
import { tallyOf, type Tally } from './tally.ts';

export type LoadOptions = {
  readonly url: string;
  /** Key of the whole tree. */
  readonly key: string;
  readonly adminToken: string;
  /** YYYY-MM-DD in Asia/Shanghai. */
  readonly today: string;
  readonly seed: number;
};

type Load = {
  readonly options: LoadOptions;
  readonly progress: Progress;
  readonly tally: Tally;
  readonly target: PushTarget;
};

const settleMs = 30_000;
const settleStepMs = 300;

/** The authorities and the demonstration city, each unit once, parents first. */
export function allOrgUnits(city: { readonly orgUnits: readonly OrgUnitEntry[] }): OrgUnitEntry[] {
  return [...new Map([...authorityUnits, ...city.orgUnits].map((unit) => [unit.id, unit])).values()];
}

async function importTree({ options, progress }: Load, orgUnits: readonly OrgUnitEntry[]): Promise<void> {
  progress.start('组织单元', orgUnits.length);
  const done = await importOrgUnits({ ...options, onProgress: progress.advance }, orgUnits);
  progress.finish(`新增 ${done.created}，更新 ${done.updated}，未变 ${done.unchanged}`);
}

// The tree reaches the intake a moment after the import.
async function untilAcceptable({ target }: Load, entries: readonly SubmissionEntry[]): Promise<void> {
  for (const entry of entries) {
    const deadline = performance.now() + settleMs;
    while (!(await isAcceptable(target, entry)) && performance.now() < deadline) await pause(settleStepMs);
  }
}

async function pushStep({ progress, target }: Load, label: string, entries: readonly SubmissionEntry[]): Promise<void> {
  progress.start(label, entries.length);
  await pushAll(target, entries);
  progress.finish('');
}

// Sending an original again after its correction would undo the correction.
async function withoutCorrected({ target, options }: Load, month: DemoMonth): Promise<SubmissionEntry[]> {
  const known = new Set<string>();
  for (const correction of month.corrections) {
    if (await isKnown({ ...target, key: options.adminToken }, correction)) known.add(correction.orgUnit);
  }
  return month.originals.filter(({ orgUnit }) => !known.has(orgUnit));
}

async function pushMonth(load: Load, month: DemoMonth): Promise<void> {
  await pushStep(load, `校园安全 ${month.period}`, await withoutCorrected(load, month));
  if (month.corrections.length > 0) await pushStep(load, `更正 ${month.period}`, month.corrections);
}

const loadOf = (options: LoadOptions, progress: Progress): Load => {
  const tally = tallyOf();
  const target: PushTarget = {
    url: options.url,
    key: options.key,
    onReceipts: (receipts, entries) => {
      tally.add(receipts, entries);
      progress.advance(receipts.length);
    },
  };
  return { options, progress, tally, target };
};

/** Loads the tree, the published figures and the demonstration city; a second run changes nothing. */
export async function loadDemo(options: LoadOptions, progress: Progress): Promise<Tally> {
  const load = loadOf(options, progress);
  const city = demoCity(options.seed);
  const months = demoMonths(city, options.today);
  const { submissions } = publishedSubmissions(readPublishedFigures());
  const latest = months.at(-1)?.originals.at(-1);
  if (latest === undefined) throw new LoadError('nothing to load', 1);
  await importTree(load, allOrgUnits(city));
  await untilAcceptable(load, [...submissions.slice(-1), latest]);
  await pushStep(load, '公布数据', submissions);
  for (const month of months) await pushMonth(load, month);
  return load.tally;
}
