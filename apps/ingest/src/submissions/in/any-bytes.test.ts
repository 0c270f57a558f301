import { describe, expect, test } from '@jest/globals';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import fc from 'fast-check';
import type { PushRequest, PushResponse } from '@xiaomai/contracts/submission';
import { fillTemplate } from '../../testing/fill-template.ts';
import { servePushStream, wireSubmission, wireValue } from '../../testing/push-stream.ts';
import { one, start, storedIds } from '../../testing/use-service.ts';
import type { PushHeaders, WiredService } from '../../testing/wired-service.ts';
import { workbookType } from './http/answer.ts';

const runs = { numRuns: 150 };

type Told = { readonly receipts?: readonly Receipt[]; readonly status?: unknown };

// Lines, a list, one receipt, an import summary or a problem document: what of it says that something is stored.
function receiptsIn(text: string): readonly Told[] {
  const told = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Told);
  return told.flatMap((said): readonly Told[] => said.receipts ?? [said]);
}

/** Pushes, and expects an answer that is no fault of ours and names exactly what was stored. */
async function expectHonest(service: WiredService, body: Uint8Array | string, how: PushHeaders): Promise<void> {
  const before = storedIds(service).length;
  const response = await service.push(body, how);
  const text = await response.text();
  expect({ status: response.status, ours: response.status >= 500 }).toMatchObject({ ours: false });
  const stored = receiptsIn(text).filter(({ status }) => status === 'created' || status === 'updated');
  expect(storedIds(service).length - before).toBe(stored.length);
}

const spoilt = (bytes: Buffer): fc.Arbitrary<Buffer> =>
  fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }).map((changes) => {
    const copy = Buffer.from(bytes);
    for (const [at, byte] of changes) copy[at] = byte;
    return copy;
  });

const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));

// Things that look like a submission, with something else in some places.
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>('guards', 'school-1', 'safety', '2026-11', 3),
);
const maybe = (usual: unknown): fc.Arbitrary<unknown> => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, odd);
const oddValue = fc.record(
  { indicator: maybe('guards'), numerator: maybe(3), denominator: maybe(4), value: odd, note: odd, withdrawn: odd },
  { requiredKeys: ['indicator', 'numerator', 'denominator'] },
);
const oddSubmission = fc.record({
  orgUnit: maybe('school-1'),
  dataset: maybe('safety'),
  period: maybe('2026-11'),
  values: fc.oneof(fc.array(oddValue, { maxLength: 4 }), odd),
});
const oddSet = fc.record({
  dataSet: maybe('safety'),
  orgUnit: maybe('school-1'),
  period: maybe('202611'),
  dataValues: fc.oneof(
    fc.array(
      fc.record({ dataElement: maybe('guards.numerator'), value: maybe('3'), period: maybe('202611'), comment: odd }),
      { maxLength: 4 },
    ),
    odd,
  ),
});
const cell = fc.oneof(
  fc.constantFrom('school-1', '2026-11', 'guards', '3', '-3', '', '"', 'a"b', '"x\ny"', '学校', '=1+1', '1e999'),
  fc.string({ maxLength: 12 }),
);
const oddTable = fc
  .array(fc.array(cell, { maxLength: 9 }), { maxLength: 8 })
  .map(
    (rows) =>
      `orgUnit,period,indicator,numerator,denominator,value\r\n${rows.map((row) => row.join(',')).join('\r\n')}`,
  );

describe('no body whatever is answered with a fault of ours, or stored otherwise than its receipts say', () => {
  const text = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> =>
    arbitrary.map((value) => Buffer.from(JSON.stringify(value) ?? ''));

  test.each<[string, fc.Arbitrary<Buffer>, PushHeaders]>([
    ['JSON', fc.oneof(anyBytes, text(oddSubmission), spoilt(Buffer.from(JSON.stringify(one)))), {}],
    ['JSON of many', text(fc.record({ submissions: fc.oneof(fc.array(oddSubmission, { maxLength: 3 }), odd) })), {}],
    [
      'NDJSON',
      fc
        .array(fc.oneof(text(oddSubmission), anyBytes))
        .map((lines) => Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))),
      { type: 'application/x-ndjson' },
    ],
    [
      'CSV',
      fc.oneof(
        anyBytes,
        oddTable.map((table) => Buffer.from(table)),
      ),
      { type: 'text/csv' },
    ],
    ['CSV in the national encoding', anyBytes, { type: 'text/csv; charset=gb18030' }],
    ['DHIS2', fc.oneof(anyBytes, text(oddSet)), { path: '/dataValueSets' }],
  ])('%s', async (_what, bodies, how) => {
    const service = await start();
    await fc.assert(
      fc.asyncProperty(bodies, (body) => expectHonest(service, body, how)),
      runs,
    );
  });

  test('XLSX', async () => {
    const service = await start();
    const asked = await service.fetch('/datasets/safety/template.xlsx?orgUnit=school-1&period=2026-11');
    const template = Buffer.from(await asked.arrayBuffer());
    const filled = await fillTemplate(template, { H5: 3, J5: 4 });
    const anything = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.date(), fc.constant(null));
    const oddlyFilled = fc.dictionary(
      fc.constantFrom('A1', 'B1', 'H1', 'A5', 'C6', 'D5', 'H5', 'J5', 'K6', 'N7'),
      anything,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyBytes,
          spoilt(filled),
          oddlyFilled.map((filling) => fillTemplate(filled, filling)),
        ),
        async (body) => expectHonest(service, await body, { type: workbookType }),
      ),
      { numRuns: 60 },
    );
  });
});

test('no stream of gRPC ends without an answer for each message, whatever is in it', async () => {
  const service = await start();
  const stream = await servePushStream(service);
  const integer = fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String), { nil: undefined });
  const values = fc.array(
    fc.record({
      indicator: fc.oneof(fc.constant('guards'), fc.string()),
      numerator: integer,
      denominator: integer,
      note: fc.string(),
    }),
    { maxLength: 3 },
  );
  const requests = fc.record({
    values,
    orgUnit: fc.oneof(fc.constant('school-1'), fc.string()),
    observedAt: fc.string(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(requests, { maxLength: 5 }), async (all) => {
      const call = stream.open();
      for (const { values: said, ...more } of all) {
        const request: PushRequest = wireSubmission(
          said.map(({ indicator, ...figure }) => wireValue(indicator, figure)),
          more,
        );
        call.write(request);
      }
      call.end();
      const answers = (await call.toArray()) as PushResponse[];
      expect(answers.map(({ sequence }) => sequence)).toEqual(all.map((_, n) => n + 1));
    }),
    { numRuns: 60 },
  );
  await stream.stop();
});
