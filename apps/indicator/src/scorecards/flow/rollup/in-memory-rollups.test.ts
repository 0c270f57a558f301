import { makeCatalogue } from '../../../catalogue/domain/catalogue.ts';
import { inMemoryScorecards } from '../in-memory-stores.ts';
import { inMemoryRollups } from './in-memory-rollups.ts';
import { describeRollupStore } from './rollup-store.contract.ts';

const scorecards = inMemoryScorecards();
const rollups = inMemoryRollups(scorecards.all, () => makeCatalogue(1, []));

describeRollupStore('in memory', () => ({ scorecards, rollups, encode: () => Buffer.alloc(0) }));
