import { err, ok, type Result } from '@xiaomai/kernel';
import { parsePeriod, previousPeriod, startOfShanghaiDay, type Period } from '@xiaomai/period';
import type { ScopeUnit } from '../domain/facts.ts';
import type { FrozenReport, Report, ReportKey } from '../domain/report.ts';
import { buildData, freeze, type ReportData } from '../domain/snapshot.ts';
import type { AlertSource, Caller, Clock, IndicatorSource, ReportStore } from './ports.ts';
import { readOnce, type Ask, type Reading } from './read-facts.ts';
import { canonicalJson, sha256Of } from './seal.ts';

export type ReportOrder = {
  readonly kind: string;
  readonly scope: string;
  readonly period: string;
  /** Undefined = now. */
  readonly asOfMs: number | undefined;
};

export type CreateRefusal =
  | 'kind-not-built'
  | 'invalid-period'
  | 'not-a-month'
  | 'unknown-scope'
  | 'not-begun'
  | 'as-of-in-the-future'
  | 'as-of-past'
  | 'nothing-due'
  | 'unsettled';

export type CreateReport = (
  order: ReportOrder,
  caller: Caller,
) => Promise<Result<{ readonly report: Report; readonly created: boolean }, CreateRefusal>>;

export type CreatePorts = {
  readonly indicators: IndicatorSource;
  readonly alerts: AlertSource;
  readonly reports: ReportStore;
  readonly clock: Clock;
  /** What every report must say of itself; null = nothing. */
  readonly notice: string | null;
  /** Told why a reading was thrown away. */
  readonly onUnsettled: (disagreements: readonly string[]) => void;
};

// A change reaches the top of the tree within about a second.
const patienceMs = 20_000;
const pauseMs = 300;

async function readSettled(ask: Ask, ports: CreatePorts, caller: Caller): Promise<Reading | undefined> {
  const { clock } = ports;
  for (const giveUpAtMs = clock.nowMs() + patienceMs; clock.nowMs() < giveUpAtMs; await clock.sleep(pauseMs)) {
    const reading = await readOnce(ask, { source: ports.indicators, caller });
    if (reading.disagreements.length === 0) return reading;
    ports.onUnsettled(reading.disagreements);
  }
  return undefined;
}

const askOf = (scope: ScopeUnit, period: Period): Ask => ({
  scope,
  period,
  monthBefore: previousPeriod(period).text,
  yearBefore: `${Number(period.text.slice(0, 4)) - 1}${period.text.slice(4)}`,
});

function orderedPeriod({ kind, period }: ReportOrder): Result<Period, CreateRefusal> {
  if (kind !== 'monthly') return err('kind-not-built');
  const parsed = parsePeriod(period);
  if (!parsed.ok) return err('invalid-period');
  return parsed.value.kind === 'month' ? parsed : err('not-a-month');
}

type Frozen = { readonly data: ReportData; readonly asOfMs: number; readonly notice: string | null };

type Asked = { readonly scope: ScopeUnit; readonly period: Period };

async function accept(order: ReportOrder, ports: CreatePorts, caller: Caller): Promise<Result<Asked, CreateRefusal>> {
  const period = orderedPeriod(order);
  if (!period.ok) return period;
  if (order.asOfMs !== undefined && order.asOfMs > ports.clock.nowMs()) return err('as-of-in-the-future');
  if ((order.asOfMs ?? ports.clock.nowMs()) <= startOfShanghaiDay(period.value.start)) return err('not-begun');
  const scope = await ports.indicators.scope(order.scope, caller);
  if (scope === undefined || !caller.maySee(scope.path)) return err('unknown-scope');
  return ok({ scope, period: period.value });
}

/** The past cannot be read again: an earlier instant is honoured only if nothing has changed since. */
function refusedReading(reading: Reading | undefined, asOfMs: number | undefined): CreateRefusal | undefined {
  if (reading === undefined) return 'unsettled';
  if (reading.sections.length === 0) return 'nothing-due';
  const changedAtMs = Math.max(...reading.sections.map(({ card }) => card.judgedAtMs));
  return asOfMs !== undefined && changedAtMs > asOfMs ? 'as-of-past' : undefined;
}

async function gather(order: ReportOrder, ports: CreatePorts, caller: Caller): Promise<Result<Frozen, CreateRefusal>> {
  const asked = await accept(order, ports, caller);
  if (!asked.ok) return asked;
  const { scope, period } = asked.value;
  const reading = await readSettled(askOf(scope, period), ports, caller);
  const refused = refusedReading(reading, order.asOfMs);
  if (reading === undefined || refused !== undefined) return err(refused ?? 'unsettled');
  const asOfMs = order.asOfMs ?? ports.clock.nowMs();
  const span = { orgUnit: scope.orgUnit, fromMs: startOfShanghaiDay(period.start), toMs: asOfMs };
  const handling = await ports.alerts.handling(span, caller);
  const { text, start, end } = period;
  const { catalogueVersion, sections } = reading;
  return ok({
    data: buildData({ scope, period: { text, start, end }, catalogueVersion, sections, handling, asOfMs }),
    asOfMs,
    notice: ports.notice,
  });
}

function sealed({ data, ...rest }: Frozen, edition: number): Pick<FrozenReport, 'id' | 'edition' | 'sha256' | 'json'> {
  const snapshot = freeze(data, { edition, ...rest });
  const json = canonicalJson(snapshot);
  return { id: snapshot.id, edition, sha256: sha256Of(json), json };
}

function reportOf(
  frozen: Frozen,
  edition: number,
  made: Pick<Report, 'createdAtMs' | 'createdBy' | 'dataSha256'>,
): FrozenReport {
  const { scope, period, coverage } = frozen.data;
  return {
    ...sealed(frozen, edition),
    ...made,
    kind: 'monthly',
    scope: scope.orgUnit,
    scopeName: scope.name,
    path: scope.path,
    period: period.text,
    asOfMs: frozen.asOfMs,
    reported: coverage.reported,
    expected: coverage.expected,
    state: 'published',
  };
}

const editionRaces = 5;

/** Freezes what is known now; equal data give the report that exists already, new data the next edition. */
export function reportCreation(ports: CreatePorts): CreateReport {
  return async (order, caller) => {
    for (let race = 1; race <= editionRaces; race += 1) {
      const gathered = await gather(order, ports, caller);
      if (!gathered.ok) return gathered;
      const key: ReportKey = { kind: 'monthly', scope: order.scope, period: order.period };
      const dataSha256 = sha256Of(canonicalJson(gathered.value.data));
      const existing = await ports.reports.withData(key, dataSha256);
      if (existing !== undefined) return ok({ report: existing, created: false });
      const edition = (await ports.reports.newestEdition(key)) + 1;
      const made = { createdAtMs: ports.clock.nowMs(), createdBy: caller.subject, dataSha256 };
      const { json, ...report } = reportOf(gathered.value, edition, made);
      if (await ports.reports.insert({ ...report, json })) return ok({ report, created: true });
    }
    return err('unsettled');
  };
}
