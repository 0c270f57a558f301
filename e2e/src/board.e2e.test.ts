import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { openBrowser } from './harness/browser.ts';
import { guardsOnDuty, loadCity, monthsAgo, pushAll, safety, schools } from './harness/city.ts';
import { eventually } from './harness/eventually.ts';
import { scorecardOf } from './harness/scorecards.ts';
import { startStack, type Stack } from './harness/stack.ts';

const failing = '330702001-01';
const failingName = '演示一街道演示学校01';
const nextName = '演示四镇演示学校07';
const month = monthsAgo(1);

describe('the board in a browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;

  const region = (name: string): Locator => page.getByRole('region', { name });
  const alertRows = (): Locator => page.getByRole('list', { name: '预警列表' }).getByRole('listitem');

  beforeAll(async () => {
    stack = await startStack();
    await loadCity(stack);
    await pushAll(
      stack,
      schools.map((id) => safety(id, month, id === failing ? [guardsOnDuty(3, 4)] : [])),
    );
    const leader = { stack, bearer: stack.tokenOf('leader') };
    await eventually(15_000, async () => {
      const { coverage } = await scorecardOf(leader, '3307', month);
      if (coverage.reported !== schools.length) throw new Error(`${String(coverage.reported)} reported`);
    });
    browser = await openBrowser();
    page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1600, height: 1000 } });
    page.setDefaultTimeout(30_000);
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  }, 120_000);

  it('lets a monitoring officer in and shows the groups with their numbers', async () => {
    await page.goto(`${stack.url}/?scope=3307&period=${month}`);
    await page.getByLabel('演示令牌').fill(stack.tokenOf('staff', '3307'));
    await page.getByRole('button', { name: '进入' }).click();
    await page.getByRole('heading', { name: '4个100%' }).waitFor();
    await region('4个100%').getByText('39/40 所').waitFor();
    for (const member of ['封闭化管理率', '专职保安配备率', '联网达标率', '护学岗配备率']) {
      await region('4个100%').getByText(member).first().waitFor();
    }
  }, 120_000);

  it('leads from the city down to the school that fails', async () => {
    await region('分级情况').getByRole('button', { name: '进入 演示甲区' }).click();
    await region('分级情况').getByRole('button', { name: '进入 演示一街道' }).click();
    await region('分级情况')
      .getByRole('tab', { name: /未达标学校/ })
      .click();
    await region('分级情况').getByRole('button', { name: failingName }).click();
    await page.getByRole('dialog').getByText('3/4').first().waitFor();
    await page.keyboard.press('Escape');
  }, 120_000);

  it('shows a new alert by itself', async () => {
    await page.goto(`${stack.url}/?scope=3307&period=${month}`);
    await alertRows().filter({ hasText: failingName }).waitFor();
    expect(await alertRows().count()).toBe(1);
    await pushAll(stack, [safety('330703002-07', month, [guardsOnDuty(2, 4)])]);
    await alertRows().filter({ hasText: nextName }).waitFor({ timeout: 3000 });
    await region('4个100%').getByText('38/40 所').waitFor({ timeout: 5000 });
  }, 120_000);

  it('makes the monthly report and downloads it', async () => {
    await page.getByRole('button', { name: '月度通报' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: /生成/ }).click();
    const waiting = page.waitForEvent('download', { timeout: 30_000 });
    await drawer.getByRole('button', { name: /PDF/ }).click();
    const file = await (await waiting).path();
    expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
  }, 120_000);
});
