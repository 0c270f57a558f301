import { randomUUID } from 'node:crypto';
import { isDuplicateKey } from '@xiaomai/mongo';
import { hazardNumber } from '../domain/hazard.ts';
import type { NumberBook, Numbering } from '../flow/hazard-store.ts';
import type { BookDocument, HazardCollections } from './hazard-documents.mongo.ts';

type Books = HazardCollections['books'];

function withNumbers(book: BookDocument, missing: readonly Numbering[], rev: string): BookDocument {
  const last: Record<string, number> = { ...book.last };
  const added = missing.map(({ ref, year }) => {
    const sequence = (last[year] ?? 0) + 1;
    last[year] = sequence;
    return { ref, number: hazardNumber(book._id, year, sequence) };
  });
  return { ...book, rev, last, numbers: [...book.numbers, ...added] };
}

// Whoever comes second reads what the first one gave and numbers only what is left.
async function written(books: Books, before: BookDocument, after: BookDocument): Promise<boolean> {
  if (before.rev !== '') {
    const { _id, ...replacement } = after;
    return (await books.replaceOne({ _id, rev: before.rev }, replacement)).matchedCount === 1;
  }
  try {
    await books.insertOne(after);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

const distinct = (wanted: readonly Numbering[]): readonly Numbering[] => [
  ...new Map(wanted.map((one) => [one.ref, one])).values(),
];

/** The book of numbers in MongoDB: one document for each org unit, replaced only as it was read. */
export const mongoNumberBook = ({ books }: Pick<HazardCollections, 'books'>): NumberBook => ({
  numbersOf: async (orgUnit, wanted) => {
    for (;;) {
      const book = (await books.findOne({ _id: orgUnit })) ?? { _id: orgUnit, rev: '', numbers: [], last: {} };
      const known = new Set(book.numbers.map(({ ref }) => ref));
      const missing = distinct(wanted).filter(({ ref }) => !known.has(ref));
      const next = missing.length === 0 ? book : withNumbers(book, missing, randomUUID());
      if (next === book || (await written(books, book, next)))
        return new Map(next.numbers.map(({ ref, number }) => [ref, number]));
    }
  },
});
