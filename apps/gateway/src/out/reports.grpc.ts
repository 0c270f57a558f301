import { ReportServiceClient } from '@xiaomai/contracts/report';
import { call, createClient, openStream } from '@xiaomai/grpc';

import type { Reports } from '../flow/reports.ts';
import { messagesOf } from './messages.grpc.ts';
import { textOrNull } from './wire/figure.ts';
import { reportFromWire } from './wire/report.ts';

const workDeadlineMs = 60_000;

async function* bytesOf(
  client: ReportServiceClient,
  token: string,
  request: { id: string; format: string },
): AsyncGenerator<Uint8Array> {
  const options = { token, deadlineMs: workDeadlineMs };
  for await (const { chunk } of messagesOf(openStream(client.renderReport.bind(client), request, options))) {
    if (chunk.length > 0) yield chunk;
  }
}

export function grpcReports(address: string): Reports {
  const client = createClient(ReportServiceClient, address);
  return {
    create: async (token, order) => {
      const { report } = await call(client.createReport.bind(client), order, { token, deadlineMs: workDeadlineMs });
      return report && reportFromWire(report);
    },
    list: async (token, { scope = '', kind = '', period = '', limit, cursor = '' }) => {
      const page = await call(client.listReports.bind(client), { scope, kind, period, limit, cursor }, { token });
      return { items: page.reports.map(reportFromWire), next: textOrNull(page.next) };
    },
    get: async (token, id) => {
      const { report, snapshot } = await call(client.getReport.bind(client), { id }, { token });
      return report && { report: reportFromWire(report), snapshot };
    },
    render: (token, id, format) => bytesOf(client, token, { id, format }),
    stop: () => {
      client.close();
    },
  };
}
