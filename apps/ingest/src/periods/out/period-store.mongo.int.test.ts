import { emptied, mongoDatabase } from '../../testing/mongo-database.ts';
import { periodStoreContract } from '../flow/period-store.contract.ts';
import type { PeriodStore } from '../flow/period-store.ts';
import { mongoPeriodStore } from './period-store.mongo.ts';

const connection = mongoDatabase('periods', process.env['TEST_MONGODB_URI']);
let store: PeriodStore | undefined;

periodStoreContract(async () => {
  await emptied(connection(), 'decided_periods');
  await emptied(connection(), 'versions');
  return (store ??= mongoPeriodStore(connection()));
});
