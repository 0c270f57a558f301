import { epochStoreContract, revisionStoreContract } from '../../testing/log-stores-contract.ts';
import { emptied, mongoDatabase } from '../../testing/mongo-database.ts';
import { mongoEpochStore } from './epoch-store.mongo.ts';
import { mongoRevisionStore } from './revision-store.mongo.ts';

const database = mongoDatabase('log', process.env['TEST_MONGODB_URI']);

revisionStoreContract(async () => mongoRevisionStore(await emptied(database(), 'revisions')));
epochStoreContract(async () => mongoEpochStore(await emptied(database(), 'epochs')));
