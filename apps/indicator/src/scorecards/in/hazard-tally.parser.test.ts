import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { HazardTally } from '@xiaomai/contracts/hazard';
import { parsePackFiles } from '../../catalogue/in/pack-file.parser.ts';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { makeOrgTree } from '../../org-tree/domain/org-tree.ts';
import { judgeSubmission } from '../flow/judge-submissions.ts';
import { ledgerDataset, submissionOfTally } from './hazard-tally.parser.ts';

const folder = new URL('../../../../../packs/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
const packs = parsePackFiles(files);
const catalogue = makeCatalogue(1, packs.ok ? packs.value : []);

const unit = (id: string, parent: string, type: string) => ({
  ...{ id, parent, type, nameZh: id, nameEn: id, path: parent === '' ? `${id}/` : `${parent}/${id}/` },
  ...{ validFrom: '', validTo: '', tags: [] },
});
const tree = makeOrgTree(1, [unit('t', '', 'town'), unit('s', 't', 'primary')]);

const tally = (change: Partial<HazardTally> = {}): HazardTally => ({
  ...{ orgUnit: 's', period: '2026', version: 7, at: 5 },
  ...{ all: { found: 4, rectified: 3, struckOff: 2 }, major: { found: 1, rectified: 1, struckOff: 1 } },
  ...{ majorRechecked: 0, onLedger: 2, overdue: 0, majorOpen: 0, reopened: 0 },
  ...{ visits: 3, roundsDue: 0, roundsVisited: 0 },
  ...change,
});

const verdictsOf = (change: Partial<HazardTally> = {}): Readonly<Record<string, string>> => {
  const card = judgeSubmission(submissionOfTally(tally(change)), { catalogue, tree, now: 9 });
  return Object.fromEntries(card.cells.map(({ indicator, verdict }) => [indicator, verdict]));
};

describe('the hazard ledger', () => {
  test('fills every indicator of its dataset and no other; the version of the tally is the revision', () => {
    const submission = submissionOfTally(tally());
    const listed = catalogue.datasets.get(ledgerDataset);
    expect(submission.figures.map(({ indicator }) => indicator).sort()).toEqual([...(listed?.indicators ?? [])].sort());
    expect(listed).toMatchObject({ computed: true, rollsUp: true });
    expect(submission).toMatchObject({ id: 's|hazard-ledger|2026', revision: 7, receivedAt: 5 });
  });

  test('warns of what is open in time, and breaches nothing', () => {
    const verdicts = verdictsOf();
    expect(verdicts).toMatchObject({
      ...{ 'hazard-rectification-rate': 'at-risk', 'hazard-open-zero': 'at-risk' },
      ...{ 'hazard-open-overdue': 'met', 'hazard-major-open': 'met', 'hazard-round-coverage': 'no-data' },
    });
    expect(Object.values(verdicts)).not.toContain('breached');
  });

  test.each<[string, Partial<HazardTally>]>([
    ['hazard-open-overdue', { overdue: 1 }],
    ['hazard-major-open', { majorOpen: 1, major: { found: 2, rectified: 1, struckOff: 1 } }],
    ['hazard-reopened-open', { reopened: 1 }],
    ['hazard-round-coverage', { roundsDue: 3, roundsVisited: 2 }],
  ])('breaches %s, and nothing else, for %j', (indicator, change) => {
    const breached = Object.entries(verdictsOf(change)).filter(([, verdict]) => verdict === 'breached');
    expect(breached.map(([id]) => id)).toEqual([indicator]);
  });

  test('with nothing left is met', () => {
    const all = { found: 4, rectified: 4, struckOff: 4 };
    expect(verdictsOf({ all, onLedger: 0 })).toMatchObject({
      ...{ 'hazard-rectification-rate': 'met', 'hazard-dynamic-cancellation': 'met', 'hazard-open-zero': 'met' },
    });
  });
});
