import type { Receipt } from '@xiaomai/gateway-api/receipt';
import type { PushStatus, PushedValue, PushResponse } from '@xiaomai/contracts/submission';
import { planOne } from '../templates/domain/plan-one.ts';
import { workbookType } from '../submissions/in/http/answer.ts';
import { fillTemplate } from './fill-template.ts';
import { memoryWorkbooks } from './memory-workbooks.ts';
import { servePushStream, wireSubmission, wireValue } from './push-stream.ts';
import { keys, type PushHeaders, type WiredService } from './wired-service.ts';

/** A figure as JSON says it; the other ways say the same as texts. */
export type Said = {
  readonly indicator: string;
  readonly numerator?: unknown;
  readonly denominator?: unknown;
  readonly value?: unknown;
  readonly note?: string;
  /** True takes the figure back. */
  readonly withdrawn?: unknown;
};

/** A submission to be pushed in every way. */
export type Pushed = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly values: readonly Said[];
};

/** How it is pushed: by which key, and whether it is stored. */
export type How = { readonly key: 'district' | 'school'; readonly dryRun: boolean };

/** What came of it, told the same for every way. */
export type Outcome = {
  readonly status: string;
  readonly codes: readonly string[];
  readonly values: readonly string[];
  /** Kinds of places at which faults stand. */
  readonly places: readonly string[];
};

/** A way in; undefined = it cannot even say this. */
export type Way = (service: WiredService, pushed: Pushed, how: How) => Promise<Outcome | undefined>;

type Fault = {
  readonly code: string;
  readonly pointer?: string;
  readonly line?: number;
  readonly cell?: string;
};
type Told = Partial<Receipt> & { readonly errors?: Fault[]; readonly receipts?: Receipt[] };

const placeOf = ({ pointer, line, cell }: Fault): string => {
  if (cell !== undefined) return 'cell';
  if (line !== undefined) return 'line';
  return pointer === undefined ? 'none' : 'pointer';
};

function outcomeOf(receipt: Partial<Receipt>, errors: readonly Fault[]): Outcome {
  return {
    status: typeof receipt.status === 'string' ? receipt.status : 'rejected', // a problem document has a number there
    codes: errors.map(({ code }) => code).sort(),
    values: (receipt.values ?? [])
      .map(({ indicator, status, verdict }) => [indicator, status, verdict?.verdict ?? ''].join(' ').trim())
      .sort(),
    places: [...new Set(errors.map(placeOf))],
  };
}

async function outcomeIn(response: Response): Promise<Outcome> {
  const told = JSON.parse((await response.text()).trim()) as Told;
  const receipt = told.receipts?.[0] ?? told;
  return outcomeOf(receipt, told.errors ?? (receipt.errors as Fault[] | undefined) ?? []);
}

const headersOf = ({ key, dryRun }: How): PushHeaders => {
  const { keyId, secret } = keys[key === 'district' ? 0 : 1];
  return { query: dryRun ? '?dryRun=true' : '', headers: { authorization: `Bearer sk_${keyId}_${secret}` } };
};

const overHttp =
  (write: (pushed: Pushed) => unknown, more: PushHeaders = {}): Way =>
  async (service, pushed, how) =>
    outcomeIn(await service.push(await write(pushed), { ...headersOf(how), ...more }));

const textOf = (value: unknown): string => (value === undefined ? '' : String(value as string | number));
const quoted = (value: unknown): string => `"${textOf(value).replaceAll('"', '""')}"`;

const actionOf = (withdrawn: unknown): unknown => (withdrawn === true ? '撤回' : withdrawn);

const csvOf = ({ orgUnit, dataset, period, values }: Pushed): string =>
  [
    'orgUnit,dataset,period,indicator,numerator,denominator,value,note,action',
    ...values.map(({ indicator, numerator, denominator, value, note, withdrawn }) =>
      [orgUnit, dataset, period, indicator, numerator, denominator, value, note, actionOf(withdrawn)]
        .map(quoted)
        .join(','),
    ),
  ].join('\r\n');

async function workbookOf({ orgUnit, dataset, period, values }: Pushed): Promise<Buffer> {
  const figures = values.map(({ indicator }) => ({
    id: indicator,
    name: '指标',
    kind: 'decimal' as const,
    unit: '',
    numerator: '',
    denominator: '',
  }));
  const plan = planOne({
    dataset: { id: dataset, name: '' },
    period,
    units: [{ id: orgUnit, name: '' }],
    figures,
    before: new Map(),
  });
  const drawn = await memoryWorkbooks().draw(plan);
  if (!drawn.ok) throw new Error(drawn.reason);
  const filling: Record<string, unknown> = {};
  values.forEach(({ numerator, denominator, value, note = '', withdrawn }, n) => {
    const row = String(n + 5);
    Object.assign(filling, { [`H${row}`]: numerator, [`J${row}`]: denominator, [`K${row}`]: value, [`N${row}`]: note });
    filling[`O${row}`] = actionOf(withdrawn);
  });
  return fillTemplate(drawn.value, filling);
}

const dataValuesOf = ({ orgUnit, dataset, period, values }: Pushed): object => ({
  dataSet: dataset,
  orgUnit,
  period: period.replace(/^(\d{4})-(\d{2})$/, '$1$2').replace('-W', 'W'),
  dataValues: values.flatMap(({ indicator, numerator, denominator, value, note, withdrawn }) => {
    const comment = note === undefined ? {} : { comment: note };
    const of = (suffix: string, said: unknown): object[] =>
      said === undefined ? [] : [{ dataElement: `${indicator}${suffix}`, value: textOf(said), ...comment }];
    const parts = [...of('.numerator', numerator), ...of('.denominator', denominator), ...of('', value)];
    const taken = withdrawn === undefined ? [] : [{ dataElement: indicator, deleted: withdrawn, ...comment }];
    return parts.length + taken.length > 0 ? [...parts, ...taken] : of('', '');
  }),
});

const isWhole = (value: unknown): boolean => value === undefined || /^-?(?:0|[1-9]\d*)$/.test(textOf(value));

function wireValues(values: readonly Said[]): PushedValue[] | undefined {
  if (!values.every(({ numerator, denominator }) => isWhole(numerator) && isWhole(denominator))) return undefined;
  if (!values.every(({ withdrawn }) => withdrawn === undefined || withdrawn === true)) return undefined;
  return values.map(({ indicator, numerator, denominator, value, note = '', withdrawn }) =>
    wireValue(indicator, {
      ...(numerator === undefined ? {} : { numerator: textOf(numerator) }),
      ...(denominator === undefined ? {} : { denominator: textOf(denominator) }),
      ...(value === undefined ? {} : { value: textOf(value) }),
      note,
      withdrawn: withdrawn === true,
    }),
  );
}

const statusName = ['', 'created', 'updated', 'unchanged', 'rejected'] as const;
const nameOf = (status: PushStatus): 'created' | 'updated' | 'unchanged' | 'rejected' =>
  statusName[status] || 'rejected';

function outcomeOfAnswer({ status, values, errors }: PushResponse): Outcome {
  const receipt = {
    status: nameOf(status),
    values: values.map((one) => ({
      indicator: one.indicator,
      status: nameOf(one.status),
      ...(one.verdict === undefined ? {} : { verdict: { verdict: one.verdict.verdict } }),
    })),
  } as unknown as Receipt;
  return outcomeOf(
    receipt,
    errors.map(({ code, pointer }) => ({ code, pointer })),
  );
}

const overGrpc: Way = async (service, { orgUnit, dataset, period, values: said }, { key, dryRun }) => {
  const values = wireValues(said);
  if (values === undefined) return undefined;
  const stream = await servePushStream(service);
  const { keyId, secret } = keys[key === 'district' ? 0 : 1];
  const call = stream.open({ authorization: `Bearer sk_${keyId}_${secret}`, ...(dryRun ? { 'dry-run': 'true' } : {}) });
  call.write(wireSubmission(values, { orgUnit, dataset, period }));
  call.end();
  const [answer] = (await call.toArray()) as PushResponse[];
  await stream.stop();
  return answer && outcomeOfAnswer(answer);
};

/** Every way in, by its name. The command line sends files in these formats. */
export const sevenWays: Readonly<Record<string, Way>> = {
  'JSON, one': overHttp((pushed) => pushed),
  'JSON, many': overHttp((pushed) => ({ submissions: [pushed] })),
  NDJSON: overHttp((pushed) => `${JSON.stringify(pushed)}\n`, { type: 'application/x-ndjson' }),
  CSV: overHttp(csvOf, { type: 'text/csv' }),
  XLSX: overHttp(workbookOf, { type: workbookType }),
  gRPC: overGrpc,
  DHIS2: overHttp(dataValuesOf, { path: '/dataValueSets' }),
};
