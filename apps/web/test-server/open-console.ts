import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { startTestServer, type TestServer } from './server.ts';
import { buildSite } from './site.ts';

/** The console as it is shipped, in a real browser, before a gateway that pretends. */
export type OpenConsole = {
  readonly server: TestServer;
  /** Errors of the pages, and what they asked of others than the gateway. */
  readonly faults: string[];
  readonly openPage: (width?: number, height?: number) => Promise<Page>;
  /** Ends every page. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

export async function openConsole(executablePath = '/usr/bin/chromium'): Promise<OpenConsole> {
  const siteDir = await buildSite(join(import.meta.dirname, '..'));
  const server = await startTestServer(siteDir);
  const browser = await chromium.launch({ executablePath, args: flags });
  const faults: string[] = [];
  const clear = async (): Promise<void> => {
    for (const context of browser.contexts()) await context.close();
    faults.length = 0;
  };
  return {
    server,
    faults,
    clear,
    openPage: async (width = 1366, height = 768) => {
      const viewport = { width, height };
      const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'America/New_York' });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('request', (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(server.url)) faults.push(request.url());
      });
      return page;
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(siteDir, { recursive: true });
    },
  };
}

/** Lets somebody in, and waits until the board is there. */
export async function signInAs(page: Page, url: string, token = 'demo-staff-city'): Promise<void> {
  await page.goto(url);
  await page.getByLabel('演示令牌').fill(token);
  await page.getByRole('button', { name: '进入' }).click();
  await page.getByRole('heading', { name: /演示/ }).first().waitFor();
  await page.getByText('实时', { exact: true }).waitFor();
}
