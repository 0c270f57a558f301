import { leadsThrough } from '../../alerts/domain/seen-from.ts';
import { randomUUID } from 'node:crypto';
import type { RoundLine } from '../../hazards/domain/tally.ts';
import { coverageOf, roundLineOf, type RoundEntry } from '../domain/visit.ts';
import {
  isInLine,
  type CampaignRecord,
  type CampaignStore,
  type EntryRecord,
  type RegisterStore,
} from './campaign-store.ts';

type StoredEntry = EntryRecord & { readonly rev: string; readonly untoldSince: number };

/** Campaigns in memory: for tests, with the same promises as the database. */
export function memoryCampaignStore(): CampaignStore {
  const stored = new Map<string, CampaignRecord>();
  return {
    load: (id) => Promise.resolve(stored.get(id)),
    save: ({ rev, campaign }) => {
      const isCurrent = (stored.get(campaign.id)?.rev ?? null) === rev;
      if (isCurrent) stored.set(campaign.id, { rev: randomUUID(), campaign });
      return Promise.resolve(isCurrent);
    },
    list: (path, { after, limit }) => {
      const orderOf = ({ start, id }: { readonly start: string; readonly id: string }): string => `${start}|${id}`;
      const found = [...stored.values()]
        .map(({ campaign }) => campaign)
        .filter((campaign) => isInLine(campaign, path))
        .filter((campaign) => after === null || orderOf(campaign) < orderOf(after))
        .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
      return Promise.resolve(found.slice(0, limit));
    },
    running: () =>
      Promise.resolve([...stored.values()].filter(({ campaign }) => campaign.rounds.some(({ isOver }) => !isOver))),
  };
}

type Stored = Map<string, StoredEntry>;
type Writing = Pick<RegisterStore, 'add' | 'load' | 'save' | 'end' | 'untold' | 'markTold'>;

const keyOf = ({ round, orgUnit }: Pick<RoundEntry, 'round' | 'orgUnit'>): string => `${round}|${orgUnit}`;

const writing = (stored: Stored, now: () => number): Writing => ({
  add: (entries) => {
    for (const entry of entries)
      if (!stored.has(keyOf(entry))) stored.set(keyOf(entry), { rev: randomUUID(), entry, untoldSince: 0 });
    return Promise.resolve();
  },
  load: (round, orgUnit) => Promise.resolve(stored.get(keyOf({ round, orgUnit }))),
  save: ({ rev, entry }) => {
    const isCurrent = (stored.get(keyOf(entry))?.rev ?? null) === rev;
    if (isCurrent) stored.set(keyOf(entry), { rev: randomUUID(), entry, untoldSince: now() });
    return Promise.resolve(isCurrent);
  },
  end: (round) => {
    for (const [key, { entry }] of stored) {
      if (entry.round !== round || entry.isOver) continue;
      stored.set(key, { rev: randomUUID(), entry: { ...entry, isOver: true }, untoldSince: now() });
    }
    return Promise.resolve();
  },
  untold: (before, limit) => {
    const found = [...stored.values()].filter(({ untoldSince }) => untoldSince > 0 && untoldSince < before);
    return Promise.resolve(
      found.slice(0, limit).map(({ rev, entry: { round, orgUnit, start } }) => ({ round, orgUnit, rev, since: start })),
    );
  },
  markTold: (told) => {
    for (const one of told) {
      const record = stored.get(keyOf(one));
      if (record?.rev === one.rev) stored.set(keyOf(one), { ...record, untoldSince: 0 });
    }
    return Promise.resolve();
  },
});

/** Registers and visits in memory. */
export function memoryRegisterStore(now: () => number): RegisterStore {
  const stored: Stored = new Map();
  const all = (): readonly RoundEntry[] => [...stored.values()].map(({ entry }) => entry);
  const inRound = (round: string, path: string): readonly RoundEntry[] =>
    all().filter((entry) => entry.round === round && leadsThrough(entry.path, path));
  return {
    ...writing(stored, now),
    coverage: (round, path) => Promise.resolve(coverageOf(inRound(round, path))),
    missing: (round, path, { after, limit }) => {
      const found = inRound(round, path)
        .filter(({ isRegistered, visits, orgUnit }) => isRegistered && visits.length === 0 && orgUnit > after)
        .sort((a, b) => (a.orgUnit < b.orgUnit ? -1 : 1));
      return Promise.resolve(found.slice(0, limit).map(({ orgUnit, orgName }) => ({ orgUnit, orgName })));
    },
    lines: (orgUnits) => {
      const lines = new Map<string, RoundLine[]>();
      for (const entry of all().filter(({ orgUnit }) => orgUnits.includes(orgUnit)))
        lines.set(entry.orgUnit, [...(lines.get(entry.orgUnit) ?? []), roundLineOf(entry)]);
      return Promise.resolve(lines);
    },
    async *all() {
      yield await Promise.resolve(all());
    },
    during: ({ within, path }, { from, to }) =>
      Promise.resolve(
        all()
          .filter((entry) => entry.path.split('/').includes(within) && leadsThrough(entry.path, path))
          .filter(({ start, end }) => start <= to && end >= from),
      ),
  };
}
