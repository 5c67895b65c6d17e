import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { AccountService, passwordLink, Role } from '../../schema/access/index.js';
import { dataOf } from '../support/answers.js';
import { launchBrowser, openPage, type PageFaults } from '../support/browser.js';
import { fillDecember2025, reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const UNIT = '18562';
const PASSWORD = 'mùa thu ở quê rất êm';

let server: RunningServer;
let browser: Browser;
/** Folder of the pictures of the pages, to be looked at; each run takes them anew. */
const pictures = join(tmpdir(), `ke-hoach-457-pages-${userInfo().uid}`);

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  await fillDecember2025(server);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function invite(role: Role, unitCode: string | null): Promise<{ email: string; link: string }> {
  const email = `${role.toLowerCase()}.${unitCode ?? 'tinh'}@hatinh.example`;
  return server.orm.em.fork().transactional(async (em) => {
    const accounts = new AccountService(em);
    const user = await accounts.createUser({ email, name: 'Người <b>đứng</b> đầu', role, unitCode }, 'test');
    return { email, link: passwordLink(server.origin, await accounts.oneTimeLink(user.id, 'test', reportMorning)) };
  });
}

/** Path of a unit's deadline as mails link it: the report of December 2025, or another open thing. */
async function deadlinePath(unit: string, isReport: boolean): Promise<string> {
  const { token } = await server.createAccount(Role.Admin);
  const answer = await server.request(
    `{ unit(code: "${unit}") { deadlines(first: 200, status: [DUE_SOON, OVERDUE, UPCOMING]) { nodes { id kind periodId report { id } } } } }`,
    {},
    token,
  );
  const { nodes } = dataOf<{ unit: { deadlines: { nodes: OpenDeadline[] } } }>(answer).unit.deadlines;
  const found = nodes.find(
    ({ kind, periodId }) => (isReport ? periodId === '2025-12' : true) && isReport === (kind === 'REPORT'),
  );
  return `/viec/${found?.id}`;
}

interface OpenDeadline {
  id: string;
  kind: string;
  periodId: string;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Thư điện tử').fill(email);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

/** Pictures in the width of a phone and of a desk, where nothing may be wider than the window. */
async function picture(page: Page, name: string): Promise<void> {
  for (const width of [390, 1000]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }
}

/** Follows the way from a deadline to its report as a page, and back. */
async function openReport(page: Page): Promise<void> {
  const links = await page.locator('.files a').allInnerTexts();
  expect(links).toEqual(['Mở báo cáo', 'DOCX', 'XLSX', 'CSV', 'HTML', 'JSON']);
  await page.getByRole('link', { name: 'Mở báo cáo' }).click();
  await page.getByRole('heading', { level: 1, name: 'BÁO CÁO' }).waitFor();
  expect(await page.title()).toContain('Xã Thạch Hà');
  expect(await page.getByRole('img', { name: 'Các chỉ số so với mức giao' }).isVisible()).toBe(true);
  // The style sheet got through the policy.
  expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).textAlign')).toBe('center');
  await picture(page, 'report-document');
  await page.goBack();
}

const open = (): Promise<{ page: Page; faults: PageFaults }> => openPage(browser, server.origin);
const clean = { foreignRequests: [], errors: [] };

describe('the pages that mails lead to', () => {
  it('lead a head from the one-time link to the report sent', async () => {
    const { email, link } = await invite(Role.Head, UNIT);
    const { page, faults } = await open();
    await page.goto(link);
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await page.getByLabel('Nhập lại').fill('khác hẳn câu trên');
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    await page.getByText('Hai lần nhập mật khẩu không giống nhau.').waitFor();
    await picture(page, 'password');
    await page.getByLabel('Nhập lại').fill(PASSWORD);
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    await page.getByText('Đã đặt mật khẩu.').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await signIn(page, email, PASSWORD);
    await page.getByRole('heading', { name: 'Việc chưa xong' }).waitFor();
    await picture(page, 'list');
    expect(await page.evaluate('document.cookie')).toBe('');

    await page.goto(`${server.origin}${await deadlinePath(UNIT, true)}`);
    await page.getByRole('heading', { level: 1, name: 'Báo cáo' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const words of [
      'Xã Thạch Hà',
      'Thứ Ba, ngày 16/12/2025',
      'hết hạn hôm nay',
      'Sắp đến hạn',
      '50,00 %',
      '≥ 70 %',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('DỮ LIỆU MÔ PHỎNG');
    expect(await page.locator('header').innerText()).toContain('Người <b>đứng</b> đầu');
    await picture(page, 'report');
    await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
    await page.getByText('Đã ghi nhận hoàn thành lúc 08:00 ngày 16/12/2025').waitFor();
    expect(await page.getByRole('button', { name: 'Gửi báo cáo' }).count()).toBe(0);
    await picture(page, 'sent');
    const rows = await server.orm.em
      .fork()
      .execute(`select state from report where scope_key = '${UNIT}' and period_id = '2025-12'`);
    expect(rows).toEqual([{ state: 'SENT' }]);
    await openReport(page);
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(faults).toEqual(clean);
  });

  it('offer each viewer what can be done with a report, with a reason where one is needed, and tell its history', async () => {
    const unit = '18118';
    const path = `${server.origin}${await deadlinePath(unit, true)}`;
    const as = async (role: Role, unitCode: string | null) => {
      const { email, password } = await server.createAccount(role, unitCode);
      const { page, faults } = await open();
      await page.goto(path);
      await signIn(page, email, password);
      await page.getByRole('heading', { level: 1, name: 'Báo cáo' }).waitFor();
      return { page, faults };
    };
    const officer = await as(Role.Officer, unit);
    expect(await officer.page.locator('form.card button').allInnerTexts()).toEqual([
      'Trình lãnh đạo',
      'Tổng hợp lại số liệu',
    ]);
    await officer.page.getByRole('button', { name: 'Trình lãnh đạo' }).click();
    await officer.page.getByText('Đang trình lãnh đạo', { exact: true }).waitFor();
    const head = await as(Role.Head, unit);
    await picture(head.page, 'report-with-head');
    await head.page.getByRole('button', { name: 'Gửi báo cáo' }).click();
    await head.page.getByText('Đã ghi nhận hoàn thành').waitFor();
    const coordinator = await as(Role.Coordinator, null);
    await coordinator.page.locator('[data-operation="returnReport"] textarea').fill('Cột 7 <b>chưa</b> khớp');
    await picture(coordinator.page, 'report-to-decide');
    // Decided in another window meanwhile.
    await server.orm.em
      .fork()
      .execute(`update report set state = 'ACCEPTED' where scope_key = '${unit}' and period_id = '2025-12'`);
    await coordinator.page.getByRole('button', { name: 'Trả lại' }).click();
    await coordinator.page.getByText('Không trả lại được: báo cáo đã được duyệt.').waitFor();
    await server.orm.em
      .fork()
      .execute(`update report set state = 'SENT' where scope_key = '${unit}' and period_id = '2025-12'`);
    await coordinator.page.getByRole('button', { name: 'Trả lại' }).click();
    await coordinator.page.getByText('Bị trả lại', { exact: true }).waitFor();
    await head.page.reload();
    await head.page.getByText('Lịch sử báo cáo').click();
    await head.page.getByText('Lý do: Cột 7 <b>chưa</b> khớp').waitFor();
    await head.page.getByText('Việc chưa làm được lúc này').click();
    await picture(head.page, 'report-returned');
    await head.page.getByRole('button', { name: 'Mở lại để lập lần tiếp theo' }).click();
    await head.page.getByText('lần lập 2').first().waitFor();
    for (const { faults } of [officer, head, coordinator]) expect(faults).toEqual(clean);
  });

  it('ask for the sign-in first, say what was wrong with it, and then record other work', async () => {
    const { email, password } = await server.createAccount(Role.Coordinator);
    const { page, faults } = await open();
    const path = await deadlinePath('18073', false);
    await page.goto(`${server.origin}${path}`);
    await picture(page, 'sign-in');
    await signIn(page, email, 'sai mật khẩu rồi');
    await page.getByText('Địa chỉ e-mail hoặc mật khẩu không đúng.').waitFor();
    await signIn(page, email, password);
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
    // As from a mail read in a browser: another site leads here, and the browser keeps a strict cookie back.
    await page.goto(`data:text/html,<a href="${server.origin}${path}">mail</a>`);
    await page.getByRole('link', { name: 'mail' }).click();
    const evidence = page.getByLabel('Minh chứng');
    await evidence.fill('<img src=x onerror=alert(1)> số 12');
    await picture(page, 'evidence');
    await page.getByRole('button', { name: 'Ghi nhận hoàn thành' }).click();
    await page.getByText('Minh chứng: <img src=x onerror=alert(1)> số 12').waitFor();
    expect(faults).toEqual(clean);
  });

  it('show a dead link and a weak password as the refusals they are', async () => {
    const { link } = await invite(Role.Coordinator, null);
    const { page } = await open();
    const set = async (password: string) => {
      await page.getByLabel('Mật khẩu mới').fill(password);
      await page.getByLabel('Nhập lại').fill(password);
      await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    };
    await page.goto(link);
    await set('ngắn quá');
    await page.getByText('Mật khẩu phải có ít nhất 12 ký tự.').waitFor();
    await page.goto(`${server.origin}/dat-mat-khau`);
    await set(PASSWORD);
    await page.getByText('Liên kết không đầy đủ.').waitFor();
    await page.goto(`${server.origin}/dat-mat-khau#khong-phai`);
    await page.reload();
    await set(PASSWORD);
    await page.getByText('Liên kết đã được dùng hoặc hết hạn').waitFor();
  });

  it('show nothing of another unit, and no act that the policy forbids', async () => {
    const [path, cookieOf] = [await deadlinePath('18100', true), (token: string) => `ke_hoach_457_session=${token}`];
    const bodyFor = async (token: string, at = path) => {
      const response = await fetch(`${server.origin}${at}`, { headers: { cookie: cookieOf(token) } });
      return { status: response.status, text: await response.text() };
    };
    const other = await bodyFor((await server.createAccount(Role.Head, '18073')).token);
    expect(other.status).toBe(404);
    expect(other.text).not.toContain('Trần Phú');
    const officer = await bodyFor((await server.createAccount(Role.Officer, '18100')).token);
    expect(officer).toMatchObject({ status: 200, text: expect.stringContaining('Trần Phú') });
    expect(officer.text).not.toContain('data-operation="sendReport"');
    for (const at of ['/viec/x', '/viec/%3Cscript%3E', '/viec/RGVhZGxpbmU6eA']) {
      const { status, text } = await bodyFor((await server.createAccount(Role.Officer, '18100')).token, at);
      expect(status).toBe(404);
      expect(text).not.toContain('<script>');
    }
  });

  it('carry a strict policy, no inline script and no copy in caches', async () => {
    for (const path of ['/dat-mat-khau', '/viec', '/viec/x']) {
      const response = await fetch(`${server.origin}${path}`);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).not.toMatch(/<script(?![^>]* src=)|style="|\son\w+=/);
    }
    expect((await fetch(`${server.origin}/`, { redirect: 'manual' })).headers.get('location')).toBe('/viec');
  });

  it('say so when the figures are made up', async () => {
    const { token } = await server.createAccount(Role.Admin);
    const path = await deadlinePath('18115', true);
    await server.orm.em.fork().execute(`update report_revision set content = jsonb_set(content, '{synthetic}', 'true')
      from report where report.id = report_id and scope_key = '18115'`);
    const response = await fetch(`${server.origin}${path}`, { headers: { cookie: `ke_hoach_457_session=${token}` } });
    expect(await response.text()).toContain('DỮ LIỆU MÔ PHỎNG');
  });
});
