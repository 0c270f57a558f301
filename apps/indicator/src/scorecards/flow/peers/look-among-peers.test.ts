import { describe, expect, test } from '@jest/globals';
import type { Scorecard } from '../../domain/card.ts';
import { cardOf, catalogue, period, schools, tree } from './examples.ts';
import { amongPeers } from './look-among-peers.ts';
import { viewScorecards } from '../view-scorecards.ts';

function aReader(cards: readonly Scorecard[]) {
  const read: string[] = [];
  const reader = {
    cards: (ids: readonly string[]) =>
      Promise.resolve(cards.filter((card) => ids.includes(`${card.orgUnit}|${card.dataset}|${card.period}`))),
    rollups: () => Promise.resolve([]),
    below: async function* ({ path, dataset }: { readonly path: string; readonly dataset: string }) {
      read.push(path);
      yield* await Promise.resolve(cards.filter((card) => card.path.startsWith(path) && card.dataset === dataset));
    },
  };
  const nobody = () => Promise.resolve([]);
  const none = async function* (): AsyncGenerator<never> {
    yield* await Promise.resolve([]);
  };
  const rest = {
    any: () => Promise.resolve(false),
    reported: nobody,
    reportedOf: nobody,
    bytes: nobody,
    bytesIn: nobody,
    reportedIn: nobody,
    editions: nobody,
    keysOf: nobody,
    exportCards: none,
  };
  return { read, reader: { ...reader, ...rest } };
}

async function foundBy(cards: readonly Scorecard[], asked: readonly string[], dataset = 'watched') {
  const { read, reader } = aReader(cards);
  const ports = { catalogue: () => catalogue, tree: () => tree, reader, now: Date.now };
  const units = asked.flatMap((id) => tree.units.get(id) ?? []);
  const found = await amongPeers(ports, viewScorecards(ports))(units, { dataset, period });
  const told = found.flatMap(({ unit: { id }, views }) =>
    views.flatMap(({ findings }) =>
      findings.map(({ code, indicator, found: x, expected, among }) =>
        [id, code, indicator, x, expected, String(among)].join(' '),
      ),
    ),
  );
  return { told, read };
}

const alike = schools.map((id) => cardOf(id, '30'));

describe('the peers of a unit', () => {
  test('are the others of its type in its district, across towns', async () => {
    const { told, read } = await foundBy([...alike, cardOf('s1', '90')], ['s1', 'p1', 'p2']);
    expect(told).toEqual(['s1 outlier-peers homework 90 30 8']);
    expect(read).toEqual(['c/d1/']);
  });

  test.each<[string, Scorecard]>([
    ['that has taken everything back', cardOf('p8', '30', { withdrawn: true, cells: [] })],
    ['that has never come', cardOf('p8', '30', { revision: 0, missing: true })],
    ['without the figure', cardOf('p8', '')],
  ])('are not one %s: seven others are too few', async (_, eighth) => {
    const cards = [...alike.slice(0, 7), eighth];
    expect((await foundBy([...cards, cardOf('s1', '90')], ['s1'])).told).toEqual([]);
  });

  test('are neither of another type nor of another district', async () => {
    const strangers = [cardOf('k1', '30'), cardOf('s3', '30')];
    const cards = [...alike.slice(0, 7), ...strangers, cardOf('s1', '90')];
    expect((await foundBy(cards, ['s1', 'k1', 's3'])).told).toEqual([]);
  });

  test('are not read where nothing is looked for', async () => {
    const unwatched = [...alike, cardOf('s1', '90')].map((card) => ({ ...card, dataset: 'unwatched' }));
    expect(await foundBy(unwatched, ['s1', 'p1'], 'unwatched')).toEqual({ told: [], read: [] });
  });
});
