import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Role } from '../../schema/access/index.js';
import { savedQueryList } from '../../server/playground/saved-query-list.js';
import { launchBrowser, openPage, type PageFaults } from '../support/browser.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openPlayground(): Promise<{ page: Page; faults: PageFaults }> {
  const opened = await openPage(browser, server.origin);
  await opened.page.goto(`${server.origin}/playground`);
  await opened.page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return opened;
}

/** The part of the answer in sight. */
function responseText(page: Page): Promise<string> {
  return page.locator('.graphiql-response .view-lines').innerText();
}

/** The editor draws only the lines in sight: ask for what stands near the top. */
async function waitForResponse(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-response .view-line', { hasText: text }).first().waitFor();
}

describe('the playground in a browser', () => {
  it('opens without asking any other host and without an error', async () => {
    const { page, faults } = await openPlayground();
    const list = page.getByRole('navigation', { name: 'Truy vấn có sẵn' });
    expect(await list.getByRole('button').count()).toBe(savedQueryList.length);
    await page.getByRole('button', { name: 'Mở tài liệu lược đồ' }).click();
    await page.getByRole('link', { name: 'Query', exact: true }).click();
    await page.getByText('Các tỉnh trong hệ thống (provinces).').waitFor();
    expect(faults).toEqual({ foreignRequests: [], errors: [] });
  });

  it('shows the answer of a saved query', async () => {
    const { page, faults } = await openPlayground();
    await page.locator('[data-query="province-tree"]').click();
    await waitForResponse(page, 'Hà Tĩnh');
    expect(await responseText(page)).toContain('resolvedLate');
    expect(faults).toEqual({ foreignRequests: [], errors: [] });
  });

  it('signs in and out with a cookie that scripts cannot read', async () => {
    const { email, password } = await server.createAccount(Role.Coordinator);
    const { page } = await openPlayground();
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByLabel('Thư điện tử').fill(email);
    await page.getByLabel('Mật khẩu').fill('sai mật khẩu rồi');
    await page.locator('.sign-in button').click();
    await page.locator('.sign-in [role=alert]').waitFor();
    await page.getByLabel('Mật khẩu').fill(password);
    await page.locator('.sign-in button').click();
    await page.getByText('điều phối cấp tỉnh').waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.locator('[data-query="monthly-report"]').click();
    await waitForResponse(page, 'DRAFT');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByText('Chưa đăng nhập').waitFor();
    await page.reload();
    await page.getByText('Chưa đăng nhập').waitFor();
  });
});
