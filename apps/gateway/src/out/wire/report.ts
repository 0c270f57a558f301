import type { Report as WireReport } from '@xiaomai/contracts/report';
import { ReportKind, type Report } from '@xiaomai/gateway-api/report';

import { instant } from './figure.ts';

export function reportFromWire(wire: WireReport): Report {
  const place = `/api/v1/reports/${encodeURIComponent(wire.id)}`;
  return {
    id: wire.id,
    kind: ReportKind.parse(wire.kind),
    scope: wire.scope,
    scopeName: wire.scopeName,
    period: wire.period,
    asOf: instant(wire.asOf),
    createdAt: instant(wire.createdAt),
    createdBy: wire.createdBy,
    edition: wire.edition,
    sha256: wire.sha256,
    coverage: { reported: wire.reported, expected: wire.expected },
    state: wire.state,
    renderings: { html: `${place}/html`, pdf: `${place}/pdf`, json: `${place}/json` },
  };
}
