import { gunzipSync, gzipSync } from 'node:zlib';
import { isDuplicateKey } from '@xiaomai/mongo';
import { Schema, type Connection } from 'mongoose';
import type { FrozenReport, Report } from '../domain/report.ts';
import type { ReportPage, ReportQuery, ReportStore } from '../flow/ports.ts';

type ReportDocument = Omit<Report, 'id'> & {
  _id: string;
  /** The units through which the path leads. */
  within: string[];
  /** The snapshot's canonical JSON, zipped: far below the limit of a document. */
  snapshot: Buffer;
  /** 1 while the event of this report has not been sent. */
  unsent: number;
};

const text = { type: String, required: true };
const number = { type: Number, required: true };

const schema = new Schema<ReportDocument>(
  {
    _id: text,
    kind: text,
    scope: text,
    scopeName: text,
    path: text,
    within: { type: [String], required: true },
    period: text,
    edition: number,
    asOfMs: number,
    createdAtMs: number,
    createdBy: text,
    sha256: text,
    dataSha256: text,
    reported: number,
    expected: number,
    state: text,
    snapshot: { type: Buffer, required: true },
    unsent: number,
  },
  { versionKey: false },
);
schema.index({ kind: 1, scope: 1, period: 1, edition: 1 });
schema.index({ within: 1, createdAtMs: -1, _id: -1 });
schema.index({ unsent: 1, createdAtMs: 1 });

type Stored = Omit<ReportDocument, 'snapshot'>;

function reportOf(stored: Stored): Report {
  const { _id: id, kind, scope, scopeName, path, period, edition, asOfMs, createdAtMs, createdBy } = stored;
  const { sha256, dataSha256, reported, expected, state } = stored;
  const made = { asOfMs, createdAtMs, createdBy, sha256, dataSha256 };
  return { id, kind, scope, scopeName, path, period, edition, ...made, reported, expected, state };
}

const withoutContent = { snapshot: 0 } as const;
const newestFirst = { createdAtMs: -1, _id: -1 } as const;

const cursorOf = (report: Report): string => `${report.createdAtMs}~${report.id}`;

function afterCursor(cursor: string): object {
  const [at = '', ...id] = cursor.split('~');
  if (cursor === '') return {};
  const createdAtMs = Number(at);
  return { $or: [{ createdAtMs: { $lt: createdAtMs } }, { createdAtMs, _id: { $lt: id.join('~') } }] };
}

function filterOf({ seenFrom, kind, scope, period, cursor }: ReportQuery): object {
  return {
    ...(seenFrom === '' ? {} : { within: seenFrom }),
    ...(kind === undefined ? {} : { kind }),
    ...(scope === undefined ? {} : { scope }),
    ...(period === undefined ? {} : { period }),
    ...afterCursor(cursor),
  };
}

const modelOf = (connection: Connection) => connection.model('Report', schema, 'reports');

type Reports = ReturnType<typeof modelOf>;

const unitsOf = (path: string): string[] => path.split('/').filter((id) => id !== '');

// Reports of before this field was kept.
async function fillWithin(model: Reports): Promise<void> {
  const without = await model.find({ within: { $exists: false } }, { path: 1 }).lean();
  if (without.length === 0) return;
  await model.bulkWrite(
    without.map(({ _id, path }) => ({ updateOne: { filter: { _id }, update: { $set: { within: unitsOf(path) } } } })),
  );
}

async function contentOf(model: Reports, id: string): Promise<FrozenReport | undefined> {
  const found = await model.findById(id).lean();
  if (found === null) return undefined;
  const zipped = found.snapshot as unknown as { readonly buffer: Uint8Array }; // lean: what the driver gives
  return { ...reportOf(found), json: gunzipSync(zipped.buffer).toString('utf8') };
}

async function pageOf(model: Reports, query: ReportQuery): Promise<ReportPage> {
  const wanted = model.find(filterOf(query), withoutContent).sort(newestFirst);
  const found = await wanted.limit(query.limit + 1).lean();
  const reports = found.slice(0, query.limit).map(reportOf);
  const last = reports.at(-1);
  return { reports, next: found.length > query.limit && last !== undefined ? cursorOf(last) : '' };
}

/** Reports in a collection of their own: inserted once, never changed but for the mark that their event is sent. */
export async function mongoReportStore(connection: Connection): Promise<ReportStore> {
  const model = modelOf(connection);
  await model.createIndexes();
  await fillWithin(model);
  return {
    withData: async (key, dataSha256) => {
      const found = await model.findOne({ ...key, dataSha256 }, withoutContent).lean();
      return found === null ? undefined : reportOf(found);
    },
    newestEdition: async (key) => {
      const newest = model.findOne({ ...key }, { edition: 1 }).sort({ edition: -1 });
      return (await newest.lean())?.edition ?? 0;
    },
    insert: async ({ id, json, ...report }) => {
      try {
        await model.create({ _id: id, ...report, within: unitsOf(report.path), snapshot: gzipSync(json), unsent: 1 });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    get: (id) => contentOf(model, id),
    list: (query) => pageOf(model, query),
    unsent: async (limit) => {
      const oldest = model.find({ unsent: 1 }, withoutContent).sort({ createdAtMs: 1 });
      return (await oldest.limit(limit).lean()).map(reportOf);
    },
    markSent: async (ids) => {
      await model.updateMany({ _id: { $in: [...ids] } }, { $set: { unsent: 0 } });
    },
  };
}
