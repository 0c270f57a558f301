import { describe, expect, test } from '@jest/globals';
import type { Finding } from '@xiaomai/gateway-api/finding';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import { ratio } from '../../../testing/small-district.ts';
import { guards, one, start, storedIds, told } from '../../../testing/use-service.ts';

const asking = { token: '', language: 'zh-CN' } as const;

describe('several submissions', () => {
  const bad = { ...one, period: '2026-10', values: [{ ...guards, denominator: 'x' }] };
  const other = { ...one, orgUnit: 'school-2' };

  test('each stands alone: 207 with a receipt each, in their order', async () => {
    const service = await start();
    const response = await service.push({ submissions: [one, bad, other] });
    expect(response.status).toBe(207);
    const { receipts } = await told(response);
    expect(receipts.map(({ status }) => status)).toEqual(['created', 'rejected', 'created']);
    expect(receipts[1]?.errors).toMatchObject([
      { pointer: '/submissions/1/values/0/denominator', indicator: 'guards', value: 'x' },
    ]);
  });

  test('201 when something is stored, 200 when nothing is new, 422 when all are refused', async () => {
    const service = await start();
    expect((await service.push({ submissions: [one, other] })).status).toBe(201);
    expect((await service.push({ submissions: [one, other] })).status).toBe(200);
    const refused = await service.push({ submissions: [bad, bad] });
    expect([refused.status, (await told(refused)).receipts.length]).toEqual([422, 2]);
  });

  test('two of one id are taken in their order', async () => {
    const service = await start();
    const { receipts } = await told(
      await service.push({ submissions: [one, { ...one, values: [{ ...guards, numerator: 0 }] }] }),
    );
    expect(receipts.map(({ revision, status }) => [revision, status])).toEqual([
      [1, 'created'],
      [2, 'updated'],
    ]);
  });

  test('a dry run says of two of one id what a push would, also where all stand or fall together', async () => {
    const twice = { submissions: [one, { ...one, values: [{ ...guards, numerator: 0 }] }] };
    const revisions = async (query: string): Promise<unknown> => {
      const answer = await told(await (await start()).push(twice, { query }));
      return answer.receipts.map(({ revision, status }) => [revision, status]);
    };
    expect(await revisions('?dryRun=true')).toEqual(await revisions(''));
    expect(await revisions('?atomic=true&dryRun=true')).toEqual(await revisions('?atomic=true'));
  });

  test('a stated rate is kept as it was stated; another one is a correction, one that is no decimal a fault', async () => {
    const service = await start();
    const stating = (rate: unknown) => ({ ...one, values: [{ ...guards, rate }] });
    const { receipts } = await told(
      await service.push({ submissions: [stating('75.0'), stating(75), stating(75), stating('1e3')] }),
    );
    expect(receipts.map(({ status }) => status)).toEqual(['created', 'updated', 'unchanged', 'rejected']);
    expect(receipts[3]?.errors).toMatchObject([{ pointer: '/submissions/3/values/0/rate', indicator: 'guards' }]);
  });

  test('half a character is refused: what would be stored of it could never be repeated', async () => {
    const service = await start();
    const noted = (note: string) => JSON.stringify({ ...one, note: '#' }).replace('#', note);
    const half = await service.push(noted('\\ud83d!'));
    expect((await told(half)).errors).toMatchObject([{ pointer: '', code: 'malformed-encoding' }]);
    expect((await service.push(noted('\\ud83d\\ude00'))).status).toBe(201);
    expect((await service.push(noted('\\\\ud83d'))).status).toBe(201);
  });

  test('more than 1,000 in one body are refused', async () => {
    const service = await start();
    const response = await service.push({ submissions: Array.from({ length: 1_001 }, () => one) });
    expect((await told(response)).errors).toMatchObject([{ code: 'too-many-submissions', pointer: '/submissions' }]);
  });

  test('atomic: one fault refuses all, none is stored', async () => {
    const service = await start();
    const response = await service.push({ submissions: [one, bad] }, { query: '?atomic=true' });
    expect(response.status).toBe(422);
    expect(storedIds(service)).toEqual([]);
  });

  test('atomic: two of one id are a fault', async () => {
    const service = await start();
    const response = await service.push({ submissions: [one, one] }, { query: '?atomic=true' });
    expect((await told(response)).errors).toMatchObject([{ code: 'duplicate-submission' }]);
  });

  test('atomic: what a process that has gone left half done is finished', async () => {
    const service = await start();
    service.ports.revisions.failNextInsert('not-stored');
    const response = await service.push({ submissions: [one, other] }, { query: '?atomic=true' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(storedIds(service)).toEqual([]);
    service.ports.clock.advance(16_000);
    await service.intake.log.keep();
    await service.intake.finishIntents();
    expect(storedIds(service)).toHaveLength(2);
    expect(service.ports.intents.open()).toEqual([]);
  });
});

describe('dry run', () => {
  test('judges what it would be merged with, tells the verdicts and stores nothing', async () => {
    const judged: unknown[] = [];
    const service = await start(({ judging }) => ({
      judging: {
        ...judging,
        judge: (submission, token) => {
          judged.push(submission.values.map(({ indicator }) => indicator));
          return judging.judge(submission, token);
        },
      },
    }));
    await service.push(one);
    const response = await service.push({ ...one, values: [{ ...guards, numerator: 4 }] }, { query: '?dryRun=true' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      dryRun: true,
      revision: 2,
      status: 'updated',
      values: [{ indicator: 'guards', status: 'updated', verdict: { verdict: 'met' } }],
    });
    expect(judged).toEqual([['alarm', 'guards']]);
    expect(storedIds(service)).toHaveLength(1);
  });

  test('refuses for the same faults', async () => {
    const service = await start();
    const faulty = { ...one, values: [{ ...guards, numerator: -1 }] };
    const dry = await service.push(faulty, { query: '?dryRun=true' });
    expect(await dry.text()).toBe(await (await service.push(faulty)).text());
  });

  test('cannot be had while nobody judges', async () => {
    const service = await start(() => ({
      judging: { judge: () => Promise.resolve(undefined), awaitVerdicts: () => Promise.resolve(undefined) },
    }));
    expect((await service.push(one, { query: '?dryRun=true' })).status).toBe(503);
    expect((await service.push(one)).status).toBe(201);
  });
});

test('verdicts are asked for in the language of who pushes, waited for or not', async () => {
  const heard: string[] = [];
  const service = await start(({ judging }) => ({
    judging: {
      judge: (submission, how) => {
        heard.push(`judge ${how.language}`);
        return judging.judge(submission, how);
      },
      awaitVerdicts: (_revision, { language }) => {
        heard.push(`await ${language}`);
        return Promise.resolve(undefined);
      },
    },
  }));
  const english = { 'accept-language': 'en' };
  await service.push(one, { query: '?dryRun=true', headers: english });
  await service.push(one, { headers: { ...english, prefer: 'wait=1' } });
  await service.push(
    { ...one, period: '2026-10' },
    {
      headers: { 'accept-language': 'zh-CN', prefer: 'wait=1' },
    },
  );
  expect(heard).toEqual(['judge en', 'await en', 'await zh-CN']);
});

describe('Prefer: wait', () => {
  test('puts the verdicts into the receipt and says so', async () => {
    const service = await start(({ judging }) => ({
      judging: {
        ...judging,
        awaitVerdicts: () => judging.judge({ ...one, values: [ratio('guards', 3, 4)] }, asking),
      },
    }));
    const response = await service.push(one, { headers: { prefer: 'respond-async, wait=2' } });
    expect(response.headers.get('preference-applied')).toBe('wait=2');
    const { values } = (await response.json()) as Receipt;
    expect(values.map(({ verdict }) => verdict?.verdict)).toEqual(['met', undefined]);
  });

  const finding: Finding = {
    ...{ code: 'numerator-exceeds-denominator', indicator: 'guards', found: '5', expected: '4' },
    detail: { zh: '分子 5 大于分母 4', en: 'the numerator 5 is greater than the denominator 4' },
  };
  const judgedSo = (known: boolean) =>
    start(({ judging }) => {
      const judge: typeof judging.judge = async (...asked) => {
        const judged = await judging.judge(...asked);
        return judged && { ...judged, findings: [finding] };
      };
      const awaitVerdicts: typeof judging.awaitVerdicts = () =>
        known ? judge({ ...one, values: [ratio('guards', 3, 4)] }, asking) : Promise.resolve(undefined);
      return { judging: { judge, awaitVerdicts } };
    });

  test('tells what does not fit in both languages, as a dry run does', async () => {
    const service = await judgedSo(true);
    const waited = (await (await service.push(one, { headers: { prefer: 'wait=2' } })).json()) as Receipt;
    const dry = (await (await service.push(one, { query: '?dryRun=true' })).json()) as Receipt;
    expect([waited.findings, dry.findings]).toEqual([[finding], [finding]]);
    const state = await (await service.get('/school-1%7Csafety%7C2026-11')).json();
    expect(state).toMatchObject({ findings: [finding] });
  });

  test('says nothing of it to who does not wait, or where it is not known in time', async () => {
    const hasty = (await (await (await judgedSo(true)).push(one)).json()) as Receipt;
    const late = await (await judgedSo(false)).push(one, { headers: { prefer: 'wait=2' } });
    expect([hasty.findings, ((await late.json()) as Receipt).findings]).toEqual([undefined, undefined]);
  });
});
