import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from './harness/call.ts';
import { loadCity, pushAll, schools, storyBegan, type Submission } from './harness/city.ts';
import { noDifferences } from './harness/command-line.ts';
import { weekBefore } from './harness/dates/days.ts';
import { eventually } from './harness/eventually.ts';
import { startStack, type Stack } from './harness/stack.ts';

const school = '330702001-01';
const district = '330702';
const dataset = 'double-reduction-school-weekly';
const homework = 'nn-homework-duration';
// With the three that a town has of its type they are eleven.
const more = Array.from({ length: 8 }, (_, at) => `330702002-9${String(at)}`);

const weeksAgo = (weeks: number): string => weekBefore(storyBegan, weeks);

const minutes = (orgUnit: string, weeks: number, value: string): Submission => ({
  ...{ orgUnit, dataset, period: weeksAgo(weeks) },
  values: [{ indicator: homework, value }],
});

type Finding = {
  readonly code: string;
  readonly indicator: string;
  readonly among?: number;
  readonly detail: { readonly zh: string };
};
type Card = {
  readonly findings?: readonly Finding[];
  readonly findingCounts?: Readonly<Record<string, number>>;
  readonly items: readonly unknown[];
};

describe('a figure that is far from all others', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await loadCity(stack);
    const orgUnits = more.map((id) => ({
      id,
      parent: '330702002',
      type: 'primary',
      nameZh: `演示小学${id.slice(-2)}`,
    }));
    await call(`${stack.url}/api/v1/org-units`, { bearer: stack.tokenOf('admin'), body: { orgUnits } });
  }, 240_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  async function cardOf(orgUnit: string, weeks: number): Promise<Card> {
    const query = new URLSearchParams({ dataset, period: weeksAgo(weeks) });
    const url = `${stack.url}/api/v1/scorecards/${orgUnit}?${query.toString()}`;
    const { body } = await call<{ scorecards: readonly Card[] }>(url, { bearer: stack.tokenOf('staff', district) });
    const [card] = body.scorecards;
    if (card === undefined) throw new Error(`no card of ${orgUnit}: ${JSON.stringify(body)}`);
    return card;
  }

  const toldOf = async (orgUnit: string, weeks: number): Promise<readonly string[]> =>
    ((await cardOf(orgUnit, weeks)).findings ?? []).map(({ detail }) => detail.zh);

  it('is told on the card of the school with the numbers, and counted above', async () => {
    await pushAll(
      stack,
      [7, 6, 5, 4, 3, 2].map((weeks) => minutes(school, weeks, '60')),
    );
    await pushAll(stack, [minutes(school, 1, '180')]);
    const own = '180 明显偏离本单位以往水平：此前有数据的 6 期，中位数 60，绝对中位差不足下限，按 10 计';
    await eventually(5000, async () => expect(await toldOf(school, 1)).toEqual([own]));
    await eventually(5000, async () => expect((await cardOf(district, 1)).findingCounts).toEqual({ 'outlier-own': 1 }));
  });

  it('is told no more once the weeks before are corrected', async () => {
    await pushAll(
      stack,
      [7, 5, 3].map((weeks) => minutes(school, weeks, '180')),
    );
    await eventually(5000, async () => expect(await toldOf(school, 1)).toEqual([]));
    await eventually(5000, async () => expect((await cardOf(district, 1)).findingCounts).toEqual({}));
  });

  it('is held against the other schools of its type in the district', async () => {
    const alike = schools.filter((id) => id.startsWith(district) && /-0[159]$/.test(id) && id !== school);
    await eventually(10_000, () =>
      pushAll(
        stack,
        [...alike, ...more].map((id) => minutes(id, 1, '62')),
      ),
    );
    const among = String(alike.length + more.length);
    const peers = `180 明显偏离同区县同类单位：其他有数据的 ${among} 家，中位数 62，绝对中位差不足下限，按 10 计`;
    await eventually(5000, async () => expect(await toldOf(school, 1)).toEqual([peers]));
    expect(await toldOf(more[0] ?? '', 1)).toEqual([]);
  });

  it('is counted for whoever stands above, and leads to the school', async () => {
    const query = new URLSearchParams({ dataset, period: weeksAgo(1) });
    const asked = async <T>(question: string, more: Record<string, string> = {}): Promise<T> => {
      const parameters = new URLSearchParams([...query, ...Object.entries(more)]);
      const url = `${stack.url}/api/v1/scorecards/3307/${question}?${parameters.toString()}`;
      return (await call<T>(url, { bearer: stack.tokenOf('staff', '3307') })).body;
    };
    await eventually(5000, async () => expect(await asked('outliers')).toEqual({ figures: 1, units: 1 }));
    const { items } = await asked<{ items: readonly { orgUnit: string }[] }>('reporting', { state: 'doubtful' });
    expect(items.map(({ orgUnit }) => orgUnit)).toEqual([school]);
  });

  it('is stored as the recount has it', async () => {
    expect(await noDifferences(stack, 10_000)).toContain('0 differences');
  }, 60_000);
});
