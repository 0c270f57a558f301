import { inMemoryScorecards, inMemoryStandings } from './in-memory-stores.ts';
import { describeStores } from './stores.contract.ts';

const scorecards = inMemoryScorecards();
const standings = inMemoryStandings();

describeStores('in memory', () => ({
  scorecards,
  standings,
  readSiblings: scorecards.readSiblings,
  encode: () => Buffer.alloc(0),
}));
