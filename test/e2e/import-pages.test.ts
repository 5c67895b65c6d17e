import { readFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { rowsOf } from '../../schema/base/index.js';
import { launchBrowser, openPage } from '../support/browser.js';
import { csvOf } from '../support/dossier-rows.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const now = new Date('2026-06-30T08:00:00+07:00');
const pictures = join(tmpdir(), `ke-hoach-457-pages-${userInfo().uid}`);
const clean = { foreignRequests: [], errors: [] };
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startRunningServer(now);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const stored = async (code: string) =>
  (await rowsOf(server.orm.em.fork(), sql`select from dossier where code = ${code}`)).length;

/** Three good rows; one with two faults, one of which a spreadsheet would run. */
const file = csvOf([
  { code: 'H27.14-251103-0001' },
  { code: 'H27.14-251103-0002' },
  { code: 'H27.14-251103-0003' },
  { code: 'H27.14-251103-0004', due_on: '31/12/2025', rating: '=1+1' },
]);

async function signedIn(role: Role, unit: string | null, path: string) {
  const { email, password } = await server.createAccount(role, unit);
  const opened = await openPage(browser, server.origin);
  await opened.page.goto(`${server.origin}${path}`);
  await opened.page.getByLabel('Thư điện tử').fill(email);
  await opened.page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await opened.page.getByRole('button', { name: 'Đăng nhập' }).click();
  await opened.page.locator('.viewer').waitFor();
  return opened;
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.getByLabel('Tệp').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Xem trước' }).click();
}

async function picture(page: Page, name: string): Promise<void> {
  for (const width of [390, 1000]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }
}

describe('the pages of imports', () => {
  it('tell what a file would do, take it in, and give back what was rejected until nothing is', async () => {
    const { page, faults } = await signedIn(Role.Coordinator, null, '/nap-ho-so');
    await page.goto(`${server.origin}/nap-ho-so`);
    await choose(page, 'hồ sơ tháng 11.csv', file);
    await page.getByRole('heading', { name: 'Dòng bị từ chối' }).waitFor();
    await picture(page, 'import-preview');
    expect(await stored('H27.14-251103-0001')).toBe(0);

    await page.getByRole('button', { name: 'Nạp vào hệ thống' }).click();
    await page.getByRole('heading', { level: 1, name: 'hồ sơ tháng 11.csv' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const words of ['31/12/2025', 'due_on', 'DATE_FORMAT', '=1+1', 'RATING_UNKNOWN', 'Từ chối']) {
      expect(text).toContain(words);
    }
    await picture(page, 'import-report');
    expect(await stored('H27.14-251103-0001')).toBe(1);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải các dòng bị từ chối' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('loi-hồ sơ tháng 11.csv');
    const rejected = await readFile(await download.path(), 'utf8');
    expect(rejected.split('\r\n')).toHaveLength(3);
    expect(rejected).toContain("'=1+1");
    const mended = rejected.replace('31/12/2025', '2025-12-31').replace("'=1+1", 'SATISFIED');

    await page.goto(`${server.origin}/nap-ho-so`);
    await choose(page, 'đã sửa.csv', mended);
    await page.getByRole('button', { name: 'Nạp vào hệ thống' }).click();
    await page.getByRole('heading', { level: 1, name: 'đã sửa.csv' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Dòng bị từ chối');
    expect(await stored('H27.14-251103-0004')).toBe(1);
    await page.goto(`${server.origin}/nap-ho-so`);
    await picture(page, 'imports');
    expect(faults).toEqual(clean);
    await page.close();
  });

  it('refuse to take in what was looked at on another state of the data', async () => {
    const { page } = await signedIn(Role.Admin, null, '/nap-ho-so');
    await page.goto(`${server.origin}/nap-ho-so`);
    await choose(page, 'a.csv', csvOf([{ code: 'H27.14-251103-0101' }]));
    await page.getByRole('button', { name: 'Nạp vào hệ thống' }).waitFor();
    await rowsOf(server.orm.em.fork(), sql`update installation set data_version = data_version + 1`);
    await page.getByRole('button', { name: 'Nạp vào hệ thống' }).click();
    await page.getByText('hãy xem trước lại rồi nạp').waitFor();
    expect(await stored('H27.14-251103-0101')).toBe(0);
    await page.close();
  });

  it('say why a file cannot be read', async () => {
    const { page } = await signedIn(Role.Admin, null, '/nap-ho-so');
    await page.goto(`${server.origin}/nap-ho-so`);
    await choose(page, 'a.csv', 'khong,phai\n1,2\n');
    await page.getByText('Dòng tiêu đề không đúng').waitFor();
    await page.close();
  });

  it('are not there for a head of a unit, by link or by address', async () => {
    const { page } = await signedIn(Role.Head, '18562', '/viec');
    expect(await page.getByRole('link', { name: 'Nạp hồ sơ' }).count()).toBe(0);
    const response = await page.goto(`${server.origin}/nap-ho-so`);
    expect(response?.status()).toBe(404);
    await page.close();
  });
});
