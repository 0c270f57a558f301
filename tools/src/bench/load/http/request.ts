import type { Address, Answer } from './connection.ts';
import type { Push } from '../feed.ts';
import { dataValueSetOf, filledTemplateOf, tableOf } from '../../place/figures.ts';

/** How many submissions travel in one request, and in which form. */
export type Form = 'single' | 'ndjson' | 'array' | 'csv' | 'xlsx' | 'dhis2';

const json = 'application/json';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const types = {
  ...{ single: json, ndjson: 'application/x-ndjson', array: json, csv: 'text/csv', xlsx: spreadsheet, dhis2: json },
} as const;

const pathOf = (form: Form): string => `/api/v1/${form === 'dhis2' ? 'dataValueSets' : 'submissions'}`;

const bodies: Readonly<Record<Form, (pushes: readonly Push[]) => string | Buffer>> = {
  single: ([push]) => push?.body ?? '',
  ndjson: (pushes) => `${pushes.map(({ body }) => body).join('\n')}\n`,
  array: (pushes) => `{"submissions":[${pushes.map(({ body }) => body).join(',')}]}`,
  csv: tableOf,
  xlsx: filledTemplateOf,
  dhis2: dataValueSetOf,
};

/** Makes a request that pushes submissions. Every body that is a text is plain ASCII. */
export function pushRequest(
  { host, port }: Address,
  bearer: string,
): (form: Form, pushes: readonly Push[]) => string | Buffer {
  const head = ` HTTP/1.1\r\nHost: ${host}:${String(port)}\r\nAuthorization: Bearer ${bearer}\r\nContent-Type: `;
  return (form, pushes) => {
    const body = bodies[form](pushes);
    const heading = `POST ${pathOf(form)}${head}${types[form]}\r\nContent-Length: ${String(body.length)}\r\n\r\n`;
    return typeof body === 'string' ? heading + body : Buffer.concat([Buffer.from(heading), body]);
  };
}

/** Makes the text of a request that reads. */
export function readRequest({ host, port }: Address, bearer: string): (path: string) => string {
  return (path) => `GET ${path} HTTP/1.1\r\nHost: ${host}:${String(port)}\r\nAuthorization: Bearer ${bearer}\r\n\r\n`;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

type Receipt = { readonly status: string };

function receiptsOf(form: Form, text: string): readonly Receipt[] {
  if (form !== 'ndjson') return (JSON.parse(text) as { receipts: Receipt[] }).receipts;
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Receipt);
}

/** Of each push of a request: whether its receipt says that it is stored. */
export function storedOf(form: Form, answer: Answer, pushes: readonly Push[]): readonly boolean[] {
  if (!isSuccess(answer.status)) return pushes.map(() => false);
  if (form === 'single') return [true];
  const receipts = receiptsOf(form, answer.body());
  return pushes.map((_, at) => receipts[at]?.status === 'created');
}
