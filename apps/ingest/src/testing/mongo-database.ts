import { afterAll, beforeAll } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';

/** A database of its own on the server of the tests, dropped when the suite ends. */
export function mongoDatabase(name: string, uri = ''): () => Connection {
  let connection: Connection | undefined;
  beforeAll(async () => {
    const database = `test_ingest_${name}_${String(process.pid)}`;
    connection = await connectMongo({ uri, database });
  });
  afterAll(async () => {
    await connection?.dropDatabase();
    await connection?.close();
  });
  return () => {
    if (connection === undefined) throw new Error('not connected yet');
    return connection;
  };
}

/** Empties a collection. */
export async function emptied(connection: Connection, collection: string): Promise<Connection> {
  await connection.collection(collection).deleteMany({});
  return connection;
}
