import { ScorecardServiceClient } from '@xiaomai/contracts/scorecard';
import type { ExportedRollup, ExportedScorecard } from '@xiaomai/gateway-api/export';
import type { List } from '@xiaomai/gateway-api/list';
import { call, createClient, openStream } from '@xiaomai/grpc';

import type { Place, ReportingFilter, Scorecards, TracePart } from '../../flow/scorecards.ts';
import { messagesOf } from '../messages.grpc.ts';
import { wireReportingStates } from '../wire/enum-names.ts';
import { exportedRollup, exportedScorecard } from '../wire/exported.ts';
import { textOrNull } from '../wire/figure.ts';
import { unitFiguresText } from './unit-figures.ts';
import {
  itemFromWire,
  pageFromWire,
  pointFromWire,
  stepFromWire,
  unitFromWire,
  unitsFromWire,
} from '../wire/scorecard.ts';

const traceDeadlineMs = 60_000;
const figuresDeadlineMs = 10_000;
/** So many failing and so many missing units are told beside a scorecard. */
const mostBelow = 20;

async function* tracePartsOf(
  client: ScorecardServiceClient,
  token: string,
  request: Place & { indicator: string },
): AsyncGenerator<TracePart> {
  const options = { token, deadlineMs: traceDeadlineMs };
  for await (const { figure, steps } of messagesOf(openStream(client.trace.bind(client), request, options))) {
    yield { figure: figure === undefined ? null : itemFromWire(figure, null), steps: steps.map(stepFromWire) };
  }
}

async function* figuresOf(
  client: ScorecardServiceClient,
  token: string,
  { cursor = '', indicator = '', asIs = false, state, language: _language, ...filter }: ReportingFilter,
): AsyncGenerator<List<string>> {
  const request = { ...filter, asIs, cursor, indicator, state: wireReportingStates[state] };
  const options = { token, deadlineMs: figuresDeadlineMs };
  for await (const { units, next } of messagesOf(openStream(client.listFigures.bind(client), request, options))) {
    yield { items: units.map((unit) => unitFiguresText(unit, filter.period)), next: textOrNull(next) };
  }
}

async function* allOf(
  client: ScorecardServiceClient,
  token: string,
): AsyncGenerator<ExportedScorecard | ExportedRollup> {
  for await (const part of messagesOf(openStream(client.exportScorecards.bind(client), {}, { token }))) {
    yield* part.scorecards.map(exportedScorecard);
    yield* part.rollups.map(exportedRollup);
  }
}

export function grpcScorecards(address: string): Scorecards {
  const client = createClient(ScorecardServiceClient, address);
  return {
    get: async (token, { asIs = false, ...place }) => {
      const request = { ...place, asIs, below: mostBelow };
      return pageFromWire(await call(client.getScorecard.bind(client), request, { token }), place.period);
    },
    children: async (token, { cursor = '', asIs = false, ...filter }) => {
      const page = await call(client.listChildren.bind(client), { ...filter, asIs, cursor }, { token });
      return { items: page.children.map(unitFromWire), next: textOrNull(page.next) };
    },
    reporting: async (token, { cursor = '', indicator = '', asIs = false, state, ...filter }) => {
      const request = { ...filter, asIs, cursor, indicator, state: wireReportingStates[state] };
      return unitsFromWire(await call(client.listReporting.bind(client), request, { token }));
    },
    figures: (token, filter) => figuresOf(client, token, filter),
    outliers: (token, place) =>
      call(client.countOutliers.bind(client), place, { token, deadlineMs: figuresDeadlineMs }),
    series: async (token, span) => {
      const { points } = await call(client.getSeries.bind(client), span, { token });
      return points.map(pointFromWire);
    },
    trace: (token, figure) => tracePartsOf(client, token, figure),
    all: (token) => allOf(client, token),
    stop: () => {
      client.close();
    },
  };
}
