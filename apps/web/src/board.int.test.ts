import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { groups } from '../test-server/city/figures.ts';
import { openConsole, signInAs, type OpenConsole } from '../test-server/open-console.ts';
import type { TestServer } from '../test-server/server.ts';
import { schoolsBelow, unitOf } from '../test-server/city/tree.ts';

jest.setTimeout(120_000);

const indicator = 'safety-guardian-post-rate';
let site: OpenConsole;
let server: TestServer;
let page: Page;
let faults: readonly string[];

beforeAll(async () => {
  site = await openConsole(process.env['CHROMIUM_PATH']);
  ({ server, faults } = site);
}, 120_000);

afterAll(() => site.close());

const openPage = (width?: number, height?: number): Promise<Page> => site.openPage(width, height);
const signIn = (): Promise<void> => signInAs(page, server.url);

/** A school that has reported, meets everything and has no alert yet. */
function goodSchool(district: string): { id: string; name: string; town: string } {
  const { world } = server;
  const [safety] = groups;
  const school = schoolsBelow(unitOf(district)?.path ?? '').find(({ id }) => {
    const said = safety === undefined ? undefined : world.intake.newest(id, safety, world.period);
    return !world.alerts.has(`${id}:${indicator}:1`) && said?.values.get(indicator) === 1;
  });
  if (school === undefined) throw new Error('every school of the demonstration has an alert');
  return { id: school.id, name: school.nameZh, town: unitOf(school.parent ?? '')?.nameZh ?? '' };
}

const card = (): Locator => page.getByRole('region', { name: '4个100%', exact: true });
const alerts = (): Locator => page.getByRole('region', { name: '实时预警' });
const row = (school: string): Locator => alerts().getByRole('button', { name: new RegExp(`${school}.*护学岗配备率`) });
const drawer = (): Locator => page.getByRole('dialog');

beforeEach(async () => {
  page = await openPage();
});

afterEach(() => site.clear());

describe('signing in', () => {
  test('says that tokens are for demonstration and refuses an unknown one in words', async () => {
    await page.goto(server.url);
    await page.getByText(/固定的演示令牌/).waitFor();
    await page.getByLabel('演示令牌').fill('not-a-token');
    await page.getByRole('button', { name: '进入' }).click();
    await page.getByRole('alert').filter({ hasText: '令牌无效' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('lasts as long as the tab', async () => {
    await signIn();
    await page.reload();
    await page.getByRole('heading', { name: /演示市/ }).waitFor();
    const other = await openPage();
    await other.goto(server.url);
    await other.getByLabel('演示令牌').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('the board', () => {
  test('says what does not fit, and leads to the school concerned', async () => {
    await signIn();
    await page.getByRole('button', { name: /存疑数据\s*1/ }).click();
    await page.getByRole('list', { name: '存疑数据分类' }).getByText('分子大于分母 1').waitFor();
    const listed = page.getByRole('row').filter({ hasText: '多于应配 4 人' });
    await listed.getByRole('button').click();
    await drawer().getByText('多于应配 4 人').first().waitFor();
    expect(faults).toEqual([]);
  });

  test('leads from the city down to one school and back', async () => {
    const school = goodSchool('330703');
    await signIn();
    await page.getByRole('button', { name: '进入 演示丙区' }).click();
    await page.getByRole('heading', { name: /演示丙区/ }).waitFor();
    await page.getByRole('button', { name: `进入 ${school.town}` }).click();
    await page.getByRole('button', { name: `进入 ${school.name}` }).click();
    await drawer()
      .getByText(/达到目标 =100%/)
      .first()
      .waitFor();
    const crumbs = page.getByRole('navigation', { name: '查看范围' });
    expect(await crumbs.getByRole('listitem').allTextContents()).toEqual([
      '演示市',
      '演示丙区',
      school.town,
      school.name,
    ]);
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { name: /演示丙区/ }).waitFor();
    expect(faults).toEqual([]);
  });

  test.each([
    [1366, 768],
    [1920, 1080],
  ])('fits a screen of %i × %i', async (width, height) => {
    page = await openPage(width, height);
    await signIn();
    await page.locator('.chart svg').nth(1).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const isCut = await page
      .locator('.units-table .ant-table-content')
      .evaluate((table) => table.scrollWidth > table.clientWidth);
    expect(isCut).toBe(false);
  });

  test('is no wider than a telephone, nor is a drawer over it, which can be closed', async () => {
    page = await openPage(390, 844);
    await signIn();
    await page.locator('.chart svg').nth(1).waitFor();
    const widest = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await widest()).toBe(390);
    await page.getByRole('button', { name: '追溯“护学岗配备率”的来源' }).click();
    await drawer().getByText('第 1 版').first().waitFor();
    expect(await page.locator('.ant-drawer-body').evaluate((body) => body.scrollWidth <= body.clientWidth)).toBe(true);
    await drawer()
      .getByRole('button', { name: /关闭|Close/ })
      .click();
    await drawer().waitFor({ state: 'detached' });
  });

  test('of a month of which nobody has reported says so and names who is expected', async () => {
    await signIn();
    await page.goto(`${server.url}/?period=2001-02`);
    await page.getByText('已报 0/108 所（0%），108 所未报送。').waitFor();
    await card().getByText('护学岗配备率').waitFor();
    await page.getByRole('tab', { name: '未报送学校 108' }).click();
    await page.getByRole('button', { name: '看 2001年1月' }).click();
    await page.getByRole('heading', { name: /2001年1月/ }).waitFor();
  });

  test('speaks English when asked to', async () => {
    await signIn();
    await page.getByRole('button', { name: '切换为英文' }).click();
    await page.getByRole('region', { name: 'Four 100 %', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Open Demo District C' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.getByRole('list', { name: 'Alerts' }).getByText('Demo District').first().waitFor();
    await page.getByRole('tab', { name: /Schools not met/ }).click();
    await page.getByRole('row').filter({ hasText: 'Demo Town' }).first().waitFor();
    const chinese = () =>
      page.evaluate(() => document.querySelector('.board')?.textContent.match(/\p{Script=Han}+/gu) ?? []);
    expect([...new Set(await chinese())]).toEqual(['演示责任人']); // people keep their names
  });

  test('traces a figure down to its submissions, which add up to it', async () => {
    await signIn();
    await page.getByRole('button', { name: '追溯“护学岗配备率”的来源' }).click();
    await drawer().getByText('分子、分母逐份相加与该数字一致').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('an alert', () => {
  test('arrives by itself and moves the figures with it', async () => {
    const school = goodSchool('330704');
    await signIn();
    const before = await card().getByRole('listitem').filter({ hasText: '护学岗配备率' }).textContent();
    server.world.say(school.id, indicator, 0);
    await row(school.name).waitFor();
    await alerts().getByText(`预警变化：${school.name} 护学岗配备率，触发。`).waitFor({ state: 'attached' });
    const member = card().getByRole('listitem').filter({ hasText: '护学岗配备率' });
    await member.filter({ hasNotText: before ?? '' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('is acknowledged and shows it at once in list and timeline', async () => {
    const school = goodSchool('330705');
    server.world.say(school.id, indicator, 0);
    await signIn();
    await row(school.name).click();
    await drawer().getByRole('button', { name: '确认', exact: true }).click();
    await drawer()
      .getByRole('listitem')
      .filter({ hasText: /确认.*演示市监测员/ })
      .waitFor();
    await page.keyboard.press('Escape');
    await row(school.name).filter({ hasText: '已确认' }).waitFor();
    expect(server.world.alerts.get(`${school.id}:${indicator}:1`)?.handling).toBe('acknowledged');
  });

  test('opens from the link of a notification', async () => {
    const school = goodSchool('330708');
    server.world.say(school.id, indicator, 0);
    await signIn();
    await page.goto(`${server.url}/alerts/${encodeURIComponent(`${school.id}:${indicator}:1`)}`);
    await drawer().getByText(school.name).first().waitFor();
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('that somebody else has moved on is not overwritten, and the reader is told', async () => {
    const school = goodSchool('330706');
    server.world.say(school.id, indicator, 0);
    await signIn();
    await page.route('**/api/v1/stream', (route) => route.abort());
    server.world.events.cut();
    await page.getByText(/起中断/).waitFor();
    await row(school.name).click();
    await drawer().getByRole('button', { name: '确认', exact: true }).waitFor();
    const assigned = { verb: 'assign', command: { assignee: '演示责任人' }, by: '别人', ifMatch: '"1"' } as const;
    server.world.act(`${school.id}:${indicator}:1`, assigned);
    await drawer().getByRole('button', { name: '确认', exact: true }).click();
    await drawer().getByRole('alert').filter({ hasText: '状态码 412' }).waitFor();
    await drawer()
      .getByRole('listitem')
      .filter({ hasText: /指派.*别人/ })
      .waitFor();
    expect(server.world.alerts.get(`${school.id}:${indicator}:1`)?.handling).toBe('assigned');
  });

  test('that came while the connection was broken is there once it heals', async () => {
    const school = goodSchool('330707');
    await signIn();
    await page.route('**/api/v1/stream', (route) => route.abort());
    server.world.events.cut();
    await page.getByText(/起中断/).waitFor();
    server.world.say(school.id, indicator, 0);
    await page.unroute('**/api/v1/stream');
    await row(school.name).waitFor();
    await page.getByText('实时', { exact: true }).waitFor();
  });
});

describe('a monthly report', () => {
  test('is made for the scope in view, once for the same data, and can be taken away', async () => {
    await signIn();
    await page.getByRole('button', { name: '月度通报' }).click();
    const make = drawer().getByRole('button', { name: /生成 演示市/ });
    await make.click();
    await drawer().getByRole('listitem').filter({ hasText: '第 1 版' }).waitFor();
    await make.click();
    const reports = drawer().getByRole('list', { name: '通报列表' }).getByRole('listitem');
    expect(await reports.count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      drawer().getByRole('button', { name: '下载 JSON' }).click(),
    ]);
    const saved: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(saved).toMatchObject({ scope: '3307', edition: 1 });
    expect(download.suggestedFilename()).toMatch(/^演示市-\d{4}-\d{2}-月度通报-第1版\.json$/);
  });
});
