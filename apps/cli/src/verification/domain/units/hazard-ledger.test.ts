import { describe, expect, it } from '@jest/globals';
import { figureText } from '../figures/figure.ts';
import type { Dataset } from '../rules/catalogue.ts';
import { ledgerEntries, type StoredHazard } from './hazard-ledger.ts';

const dataset: Dataset = {
  ...{ id: 'hazard-ledger', reportedBy: ['primary'], periodKinds: ['month', 'year'], rollsUp: true, due: null },
  indicators: [
    'hazard-found',
    'hazard-rectification-rate',
    'hazard-major-open',
    'hazard-open-zero',
    'hazard-round-coverage',
  ],
  ...{ computed: true, checks: [], validFrom: '', validTo: '', derived: [], groups: [] },
};

const hazard = (foundOn: string, more: Partial<StoredHazard> = {}): StoredHazard => ({
  ...{ orgUnit: 's', foundOn, isMajor: false, state: 'open', overdue: false, reopened: 0, isRechecked: false },
  ...{ version: 1, changedAt: Date.parse(foundOn), ...more },
});

const toldOf = (hazards: readonly StoredHazard[], rounds: Parameters<typeof ledgerEntries>[1]['rounds'] = []) =>
  Object.fromEntries(
    ledgerEntries(dataset, { hazards, rounds }).map(({ period, revision, figures }) => [
      period.text,
      [revision, ...dataset.indicators.map((id) => figures.get(id)).map((one) => (one ? figureText(one) : ''))].join(
        ' ',
      ),
    ]),
  );

describe('the ledger of a unit', () => {
  it('counts what was found in a period, as it stands now, and what is open of it and of before', () => {
    const hazards = [
      hazard('2026-09-10', { isMajor: true, version: 2 }),
      hazard('2026-10-01', { state: 'rectified', version: 3 }),
      hazard('2026-10-31', { state: 'struck-off', version: 4 }),
    ];
    expect(toldOf(hazards)).toEqual({
      '2026-09': '2 1 0/1 1 1 0/0',
      '2026-10': '9 2 2/2 1 2 0/0',
      2026: '9 3 2/3 1 2 0/0',
    });
  });

  it('counts nothing of what was voided, and says that it changed', () => {
    const hazards = [
      hazard('2026-10-01', { state: 'rectified', version: 3 }),
      hazard('2026-10-02', { isMajor: true, state: 'voided', version: 2 }),
    ];
    expect(toldOf(hazards)['2026-10']).toBe('5 1 1/1 0 1 0/0');
    expect(toldOf(hazards.slice(1))['2026-10']).toBe('2 0 0/0 0 0 0/0');
  });

  it('counts a round that is over for those in its register alone', () => {
    const round = { orgUnit: 's', end: '2026-10-20', isOver: true, isRegistered: true, visits: ['2026-10-05'] };
    const rounds = [round, { ...round, visits: [] }, { ...round, isRegistered: false }, { ...round, isOver: false }];
    expect(toldOf([], rounds)['2026-10']).toBe('5 0 0/0 0 0 1/2');
  });
});
