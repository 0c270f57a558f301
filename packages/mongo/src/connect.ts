import mongoose, { type Connection } from 'mongoose';

/** Where a service's own database is. */
export type MongoSettings = {
  /** A connection string; its options are kept. */
  readonly uri: string;
  readonly database: string;
  /** Told while no server answers. */
  readonly onWarning?: (message: string) => void;
};

const options = {
  maxPoolSize: 50,
  serverSelectionTimeoutMS: 5_000,
  socketTimeoutMS: 20_000,
  w: 'majority',
  journal: true,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const;

/** Connects to one database: majority writes with journal, at most 50 connections, no automatic indexes. Waits at most 5 s for a server, again and again, until it is there. */
export async function connectMongo(settings: MongoSettings): Promise<Connection> {
  const connection = mongoose.createConnection();
  for (;;) {
    try {
      await connection.openUri(settings.uri, { ...options, dbName: settings.database });
      return connection;
    } catch (error) {
      if (!(error instanceof mongoose.Error.MongooseServerSelectionError)) throw error;
      settings.onWarning?.(`no database server yet: ${error.message}`);
    }
  }
}
