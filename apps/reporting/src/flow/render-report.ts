import { err, ok, type Result } from '@xiaomai/kernel';
import { monthlyCircular } from '../domain/circular/circular.ts';
import type { ReportDocument } from '../domain/circular/document.ts';
import type { FrozenReport } from '../domain/report.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Caller, ReportStore } from './ports.ts';

export type Rendering = { readonly contentType: string; readonly bytes: Buffer };

export type RenderRefusal = 'unknown-report' | 'unknown-format';

export type Renderers = {
  readonly html: (document: ReportDocument) => string;
  /** Throws when typesetting fails or takes too long. */
  readonly pdf: (document: ReportDocument, createdAt: string) => Promise<Buffer>;
};

export type RenderReport = (
  request: { readonly id: string; readonly format: string },
  caller: Caller,
) => Promise<Result<Rendering, RenderRefusal>>;

type Render = (report: FrozenReport, renderers: Renderers) => Promise<Rendering>;

// A later look gets a later template; what was issued keeps its own.
const templates: Record<Snapshot['template'], (snapshot: Snapshot, sha256: string) => ReportDocument> = {
  'monthly@1': monthlyCircular,
};

function documentOf({ json, sha256 }: FrozenReport): { readonly document: ReportDocument; readonly asOf: string } {
  const snapshot = JSON.parse(json) as Snapshot;
  return { document: templates[snapshot.template](snapshot, sha256), asOf: snapshot.asOf };
}

const formats: ReadonlyMap<string, Render> = new Map<string, Render>([
  ['json', (report) => Promise.resolve({ contentType: 'application/json', bytes: Buffer.from(report.json, 'utf8') })],
  [
    'html',
    (report, { html }) =>
      Promise.resolve({
        contentType: 'text/html; charset=utf-8',
        bytes: Buffer.from(html(documentOf(report).document), 'utf8'),
      }),
  ],
  [
    'pdf',
    async (report, { pdf }) => {
      const { document, asOf } = documentOf(report);
      return { contentType: 'application/pdf', bytes: await pdf(document, asOf) };
    },
  ],
]);

/** Renders an issued report from its frozen snapshot alone: the same bytes every time. */
export function reportRendering(reports: ReportStore, renderers: Renderers): RenderReport {
  return async ({ id, format }, caller) => {
    const render = formats.get(format);
    if (render === undefined) return err('unknown-format');
    const report = await reports.get(id);
    if (report === undefined || !caller.maySee(report.path)) return err('unknown-report');
    return ok(await render(report, renderers));
  };
}
