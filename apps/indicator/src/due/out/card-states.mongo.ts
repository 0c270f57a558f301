import type { Connection } from 'mongoose';
import { scorecardCollection, type ScorecardDocument } from '../../scorecards/out/card-documents.mongo.ts';
import type { CardState } from '../flow/keep-due-times.ts';

type Found = Pick<ScorecardDocument, '_id' | 'rev' | 'withdrawn' | 'missing'>;

const projection = { rev: 1, withdrawn: 1, missing: 1 } as const;

/** Reads what stands of some submissions, without their figures. */
export function mongoCardStates(connection: Connection) {
  const cards = scorecardCollection(connection);
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, CardState>> => {
    const found = await cards.find<Found>({ _id: { $in: [...ids] } as never }, { projection }).toArray();
    return new Map(
      found.map(({ _id, rev, withdrawn, missing }) => [
        _id,
        { reported: rev > 0 && withdrawn !== true, missing: missing === true },
      ]),
    );
  };
}
