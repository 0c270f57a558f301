import type { Figure } from './judge.ts';

/** An accepted revision as it is exported. */
export type Revision = {
  readonly id: string;
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly revision: number;
  readonly receivedAt: number;
  readonly figures: readonly {
    readonly indicator: string;
    readonly numerator: number;
    readonly denominator: number;
    readonly value: string;
  }[];
  /** Every figure was taken back. */
  readonly withdrawn?: boolean;
};

/** The newest revision of a submission. Its figures are kept as one short text: there are very many of them. */
export type Entry = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly revision: number;
  readonly receivedAt: number;
  /** Revisions of this submission seen so far. */
  readonly seen: number;
  readonly withdrawn?: boolean;
  readonly packed: string;
};

export type Ledger = {
  readonly add: (revision: Revision) => void;
  readonly entries: () => IterableIterator<[id: string, entry: Entry]>;
  readonly get: (id: string) => Entry | undefined;
  readonly figures: (entry: Entry) => readonly Figure[];
  readonly size: () => number;
};

function createNumbering(): {
  readonly numberOf: (name: string) => number;
  readonly nameOf: (number: number) => string;
} {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    numberOf: (name) => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
    nameOf: (number) => names[number] ?? '',
  };
}

function unpack(text: string, nameOf: (number: number) => string): Figure {
  const [name, numerator, denominator, value] = text.split(' ');
  return {
    indicator: nameOf(Number(name)),
    numerator: BigInt(numerator ?? 0),
    denominator: BigInt(denominator ?? 0),
    value: value ?? '',
  };
}

/** Remembers the newest revision of each submission. */
export function createLedger(): Ledger {
  const { numberOf, nameOf } = createNumbering();
  const newest = new Map<string, Entry>();
  const pack = (figures: Revision['figures']): string =>
    figures
      .map(({ indicator, numerator, denominator, value }) =>
        [numberOf(indicator), numerator, denominator, value].join(' '),
      )
      .join(';');
  return {
    add: ({ id, figures, ...revision }) => {
      const known = newest.get(id);
      const seen = (known?.seen ?? 0) + 1;
      if (known !== undefined && known.revision >= revision.revision) newest.set(id, { ...known, seen });
      else newest.set(id, { ...revision, seen, packed: pack(figures) });
    },
    entries: () => newest.entries(),
    get: (id) => newest.get(id),
    figures: ({ packed }) => (packed === '' ? [] : packed.split(';').map((text) => unpack(text, nameOf))),
    size: () => newest.size,
  };
}
