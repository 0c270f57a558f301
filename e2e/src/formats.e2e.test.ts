import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from './harness/call.ts';
import { guards, loadCity, monthsAgo, safety, schools, submissionId, type Submission } from './harness/city.ts';
import { runProgram } from './harness/command-line.ts';
import { eventually, present } from './harness/eventually.ts';
import { rootDir, startStack, type Stack } from './harness/stack.ts';

type Receipt = {
  readonly id: string;
  readonly status: string;
  readonly values?: readonly { readonly indicator: string; readonly verdict?: { readonly verdict: string } }[];
  readonly findings?: readonly {
    readonly code: string;
    readonly detail: { readonly zh: string; readonly en: string };
  }[];
  readonly errors?: readonly { readonly code: string; readonly line?: number }[];
};

const month = monthsAgo(1);

/** The first shell block of the guide that pushes with curl. */
function curlSnippet(): string {
  const readme = readFileSync(join(rootDir, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```(?:bash|sh|shell|console)\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return present(
    blocks.find((block) => block.includes('curl') && block.includes('/api/v1/submissions')),
    'curl snippet in README.md',
  );
}

const csvOf = ({ orgUnit, period, values }: Submission): readonly string[] =>
  values.map((figure) =>
    'value' in figure
      ? `${orgUnit},${period},${figure.indicator},${figure.value},,`
      : `${orgUnit},${period},${figure.indicator},,${String(figure.numerator)},${String(figure.denominator)}`,
  );

// Encoded by another program than the one that reads it.
const gb18030 = (text: string): Buffer => execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text });

describe('submissions in every format', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await loadCity(stack);
  }, 240_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  const push = <T>(body: string | Uint8Array, type: string) =>
    call<T>(`${stack.url}/api/v1/submissions`, { bearer: stack.keyOf('cn'), body, headers: { 'content-type': type } });

  const storedValues = async (submission: Submission): Promise<number> => {
    const url = `${stack.url}/api/v1/submissions/${encodeURIComponent(submissionId(submission))}`;
    const { status, body } = await call<Submission>(url, { bearer: stack.tokenOf('admin') });
    if (status !== 200) throw new Error(`${submission.orgUnit} is not stored: ${String(status)}`);
    return body.values.length;
  };

  it('the curl snippet of the README is accepted as it stands', async () => {
    const snippet = curlSnippet()
      .replace(/^\$ /gm, '')
      .replaceAll('http://localhost:8080', stack.url)
      .replaceAll('.xiaomai/', `${stack.home}/`);
    const env = { XIAOMAI_URL: stack.url, XIAOMAI_KEY: stack.keyOf('330702001-01') };
    const { code, out } = await runProgram({ command: 'bash', args: ['-euc', snippet], env });
    expect([code, out]).toEqual([0, expect.stringMatching(/"status":\s*"(created|updated|unchanged)"/)]);
  }, 60_000);

  it('CSV in GB18030 with Chinese headings', async () => {
    const submission = safety(schools[11] ?? '', month);
    const header = '组织单元,周期,指标,数值,分子,分母,说明';
    const lines = csvOf(submission).map((line, at) => `${line},${at === 0 ? '保安在岗' : ''}`);
    const { status, body } = await push<{ receipts: readonly Receipt[] }>(
      gb18030([header, ...lines].join('\r\n')),
      'text/csv',
    );
    expect([status, body]).toEqual([201, expect.anything()]);
    expect(await eventually(5000, () => storedValues(submission))).toBe(8);
  });

  it('CSV names each fault with its line', async () => {
    const [first = '', ...rest] = csvOf(safety(schools[12] ?? '', month));
    const lines = [first.replace('safety-', 'unsafety-'), ...rest, 'nobody,2026-13,safety-guard-staffing-rate,,1,1'];
    const csv = ['orgUnit,period,indicator,value,numerator,denominator', ...lines].join('\n');
    const { status, body } = await push<unknown>(csv, 'text/csv');
    expect(status).toBe(422);
    const said = JSON.stringify(body);
    for (const code of ['unknown-indicator', 'unknown-org-unit', 'invalid-period']) expect(said).toContain(code);
    expect(said).toMatch(/"line":\s*2\b/);
    expect(said).toMatch(/"line":\s*10\b/);
  });

  it('a school that waits is told its verdicts, and what does not fit in both languages', async () => {
    const school = schools[2] ?? ''; // one of those that have a key
    const figure = { indicator: guards, numerator: 5, denominator: 4, rate: '80' };
    const { body } = await call<Receipt>(`${stack.url}/api/v1/submissions`, {
      ...{ bearer: stack.keyOf(school), headers: { prefer: 'wait=20' } },
      body: { ...safety(school, month), values: [figure] },
    });
    expect(body.values?.map(({ indicator, verdict }) => [indicator, verdict?.verdict])).toEqual([[guards, 'breached']]);
    expect(body.findings?.map(({ code, detail }) => [code, detail.zh, detail.en])).toEqual([
      ['numerator-exceeds-denominator', '分子 5 大于分母 4', 'the numerator 5 is greater than the denominator 4'],
      [
        'rate-mismatch',
        '填报的比率 80 与按分子、分母计算的 125 不符',
        'the stated rate 80 is not the 125 that numerator and denominator give',
      ],
    ]);
  }, 60_000);

  it('NDJSON is answered line by line while it is still being sent', async () => {
    const submissions = schools.slice(20, 30).map((id) => safety(id, month));
    const queue: ((line: string | undefined) => void)[] = [];
    const sentLines: string[] = [];
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const line = sentLines.shift() ?? (await new Promise<string | undefined>((resolve) => queue.push(resolve)));
        if (line === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(`${line}\n`));
      },
    });
    const send = (line: string | undefined): void => {
      const waiting = queue.shift();
      if (waiting !== undefined) waiting(line);
      else if (line !== undefined) sentLines.push(line);
    };
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    const headers = { authorization: `Bearer ${stack.keyOf('cn')}`, 'content-type': 'application/x-ndjson' };
    const answering = fetch(`${stack.url}/api/v1/submissions`, { ...init, headers });
    const lines = [...submissions.map((submission) => JSON.stringify(submission)), '{"orgUnit":', undefined];
    send(lines[0]);
    const answer = await answering;
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('ndjson')]);
    const reader = present(answer.body, 'body').pipeThrough(new TextDecoderStream()).getReader();
    let said = '';
    const receipts = (): readonly Receipt[] =>
      said
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Receipt);
    for (let sent = 1; sent < lines.length; sent += 1) {
      while (receipts().length < sent) said += (await reader.read()).value ?? '';
      send(lines[sent]);
    }
    for (let next = await reader.read(); !next.done; next = await reader.read()) said += next.value;
    expect(receipts().map(({ status }) => status)).toEqual([...submissions.map(() => 'created'), 'rejected']);
    expect(receipts().at(-1)?.errors?.[0]).toMatchObject({ code: 'malformed-json' });
    expect(
      receipts()
        .map(({ id }) => id)
        .slice(0, -1),
    ).toEqual(submissions.map(submissionId));
  }, 30_000);
});
