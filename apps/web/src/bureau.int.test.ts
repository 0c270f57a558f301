import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { groups } from '../test-server/city/figures.ts';
import { schoolsBelow } from '../test-server/city/tree.ts';
import { openConsole, signInAs, type OpenConsole } from '../test-server/open-console.ts';
import { monthsUpTo } from './format/month.ts';

jest.setTimeout(120_000);

let site: OpenConsole;
let page: Page;

beforeAll(async () => {
  site = await openConsole(process.env['CHROMIUM_PATH']);
}, 120_000);
afterAll(() => site.close());
beforeEach(async () => {
  page = await site.openPage();
});
afterEach(() => site.clear());

const signIn = (token?: string): Promise<void> => signInAs(page, site.server.url, token);
const goTo = (query: string): Promise<unknown> => page.goto(`${site.server.url}/?${query}`);
const drawer = (): Locator => page.getByRole('dialog');
const monthsAgo = (count: number): string => monthsUpTo(site.server.world.period, count + 1)[0] ?? '';

/** Two months ago is due whatever day it is. */
const past = (): string => monthsAgo(2);

function silentSchools(period: string): readonly { id: string; nameZh: string }[] {
  const [safety] = groups;
  return schoolsBelow('cn/').filter(
    ({ id }) => safety !== undefined && site.server.world.intake.all(id, safety, period).length === 0,
  );
}

describe('a month that is due', () => {
  test('says how many of how many are missing, and leads to each of them with what it owes', async () => {
    const silent = silentSchools(past());
    const total = schoolsBelow('cn/').length;
    await signIn();
    await goTo(`period=${past()}`);
    await page.getByText(`${silent.length}/${total} 所到期未报`).waitFor();
    await page.getByRole('button', { name: `到期未报学校 ${silent.length}/${total}` }).click();
    const [first] = silent;
    await page.getByRole('button', { name: first?.nameZh ?? '', exact: true }).click();
    await drawer().getByRole('tab', { name: '填报期限' }).click();
    const owed = drawer().getByRole('list', { name: '填报期限' }).getByRole('listitem').filter({ hasText: '4个100%' });
    await owed.getByText('到期未报').waitFor();
    await owed.getByText(/-05 18:00/).waitFor();
    expect(site.faults).toEqual([]);
  });

  test('tells late from missing once it comes after all', async () => {
    const period = monthsAgo(3);
    const [safety] = groups;
    const [school, ...rest] = silentSchools(period);
    if (safety === undefined || school === undefined) throw new Error('everybody has reported');
    site.server.world.intake.push({ school: school.id, group: safety, period, values: {}, at: Date.now() });
    await signIn();
    await goTo(`period=${period}`);
    await page.getByText(`${rest.length}/108 所到期未报，1/${108 - rest.length} 所迟报`).waitFor();
    await page.getByRole('tab', { name: '迟报学校 1' }).click();
    await page.getByRole('button', { name: school.nameZh, exact: true }).waitFor();
    await page.getByRole('tab', { name: '下级排名' }).click();
    await page.getByRole('columnheader', { name: '到期未报/迟报' }).waitFor();
  });

  test('is only waited for before its due time', async () => {
    await signIn();
    const silent = silentSchools(site.server.world.period).length;
    await page.getByText(`${silent} 所未报送。`).waitFor();
    await page.getByText(/· 期限 \d{4}-\d{2}-05 18:00/).waitFor();
  });
});

describe('a period', () => {
  const open = async (token: string, period: string): Promise<void> => {
    await signIn(token);
    await goTo(`period=${period}&panel=periods`);
    await drawer().getByText('4个100%').first().waitFor();
  };

  test('is closed and opened again with a reason, and says by whom', async () => {
    await open('demo-staff-city', past());
    await drawer()
      .getByText(/所已报，\d+ 所到期未报/)
      .waitFor();
    await drawer().getByRole('button', { name: '关账' }).click();
    await drawer().getByText('理由（必填）').nth(1).waitFor();
    expect(site.server.world.decided).toEqual([]);
    await drawer().getByLabel('理由').fill('已汇总上报');
    await drawer().getByRole('button', { name: '关账' }).click();
    await drawer().getByText('本期已关账').waitFor();
    await drawer()
      .getByText(/由 演示市监测员 关账：已汇总上报/)
      .waitFor();
    await drawer().getByLabel('理由').fill('补报一所');
    await drawer().getByRole('button', { name: '重新开放' }).click();
    await drawer().getByText('本期开放填报').waitFor();
    const told = drawer().getByRole('region', { name: '历次决定' }).getByRole('listitem');
    expect(await told.count()).toBe(2);
    await told.first().getByText('补报一所').waitFor();
    expect(site.faults).toEqual([]);
  });

  test('is shown to a leader, who decides nothing', async () => {
    await open('demo-leader-city', past());
    await drawer().getByText('当前身份仅可查看。').waitFor();
    expect(await drawer().getByLabel('理由').count()).toBe(0);
  });
});

describe('the tree', () => {
  test('shows the past under the tree of today when asked to', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await signIn();
    await page.getByRole('banner').getByRole('button', { name: '管理' }).click();
    await page.getByRole('menuitem', { name: '组织树变动' }).click();
    await drawer().getByText('今天的组织树', { exact: true }).click();
    await page
      .getByText(/按今天的组织树/)
      .first()
      .waitFor();
    const scorecards = asked.filter((url) => url.includes('/scorecards/3307') && url.includes('tree=as-is'));
    expect(new Set(scorecards.map((url) => new URL(url).pathname))).toEqual(
      new Set(['/api/v1/scorecards/3307', '/api/v1/scorecards/3307/children']),
    );
    await drawer().getByText('组织树由管理员变动').waitFor();
  });

  test('takes a change from the administrator and lists it with its day', async () => {
    await signInAs(page, `${site.server.url}/?scope=330701`, 'demo-admin');
    await goTo('scope=330701&panel=tree');
    await drawer().getByRole('button', { name: '登记变动' }).click();
    await drawer().getByLabel('单位编号').fill('330701001-01');
    await drawer().getByText('演示甲一镇中心小学').waitFor();
    await drawer().getByLabel('新上级编号').fill('330702001');
    await drawer().getByText('乙一镇').waitFor();
    await drawer().getByLabel('生效日期').fill('2026-12-01');
    await drawer().getByLabel('依据').fill('撤点并校');
    await drawer().getByRole('button', { name: '登记变动' }).click();
    const listed = drawer().getByRole('region', { name: '变动列表' }).getByRole('listitem');
    await listed
      .filter({ hasText: '调整隶属' })
      .filter({ hasText: '2026-12-01 起' })
      .filter({ hasText: '撤点并校' })
      .waitFor();
    expect(site.server.world.changes).toHaveLength(1);
    expect(site.faults).toEqual([]);
  });
});

describe('the hazard ledger', () => {
  test('narrows down, opens a hazard and strikes it off only after it was put right', async () => {
    await signIn();
    await page.getByRole('button', { name: '隐患台账' }).click();
    const list = drawer().getByRole('list', { name: '隐患列表' });
    await list.getByText('三号楼疏散通道被占用').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(2);
    await drawer().getByText('逾期', { exact: true }).first().click();
    await list.getByText('食堂留样记录不全').waitFor({ state: 'detached' });
    await list.getByText('三号楼疏散通道被占用').click();
    await drawer().getByRole('button', { name: '提交整改' }).waitFor();
    expect(await drawer().getByRole('button', { name: '销号' }).count()).toBe(0);
    await drawer().getByRole('button', { name: '提交整改' }).click();
    await drawer().getByLabel('说明').fill('已清理');
    await drawer().getByRole('button', { name: '提交整改' }).click();
    await drawer().getByText('佐证链接（重大隐患必填，每行一个）').nth(1).waitFor();
    await drawer().getByLabel('佐证链接').fill('https://example.cn/1.jpg');
    await drawer().getByRole('button', { name: '提交整改' }).click();
    await drawer().getByRole('button', { name: '销号' }).click();
    await drawer().getByRole('button', { name: '销号' }).click();
    await drawer()
      .getByRole('listitem')
      .filter({ hasText: /销号.*演示市监测员/ })
      .waitFor();
    await drawer().getByRole('button', { name: '返回列表' }).click();
    await drawer().getByText('已销号', { exact: true }).click();
    await drawer().getByText('三号楼疏散通道被占用').waitFor();
    expect(site.faults).toEqual([]);
  });

  test('lets a leader look and speak, nothing else', async () => {
    await signIn('demo-leader-city');
    await goTo('panel=hazards');
    await drawer().getByText('食堂留样记录不全').click();
    await drawer().getByRole('button', { name: '备注' }).waitFor();
    expect(
      await drawer()
        .getByRole('button', { name: /销号|退回/ })
        .count(),
    ).toBe(0);
  });
});
