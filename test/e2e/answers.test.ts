import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate, rowsOf, toGlobalId } from '../../schema/base/index.js';
import { ReminderService, signAnswerLink } from '../../schema/reminders/index.js';
import { dataOf } from '../support/answers.js';
import { launchBrowser, openPage } from '../support/browser.js';
import { buildDeadline, buildPost, fulfil } from '../support/reminders.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const pictures = join(tmpdir(), `ke-hoach-457-pages-${userInfo().uid}`);
const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };
let now = new Date('2025-12-12T01:00:00Z');
let server: RunningServer;
let post: string;

beforeAll(async () => {
  server = await startRunningServer(() => now);
  await rowsOf(em(), sql`delete from deadline`);
  post = await buildPost(em(), { unit: 'SKHCN' });
});
afterAll(() => server?.close());

const em = () => server.orm.em.fork();
const noon = (day: string) => new Date(`${day}T05:00:00Z`);

/** What the worker mails on a day: the text of the digest, null when there is none. */
async function mailOf(day: string): Promise<string | null> {
  now = noon(day);
  const { messageIds } = await em().transactional((inside) =>
    new ReminderService(inside, settings).queueDue(parseCivilDate(day), now),
  );
  const [row] = await rowsOf(
    em(),
    sql<{ text: string }>`select text_body as text from message where id = any(${[...messageIds]}::uuid[])`,
  );
  return row?.text ?? null;
}

const linkIn = (mail: string | null) => /\/tra-loi\/[\w-]+/.exec(mail ?? '')?.[0] ?? 'no link';

async function open(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${server.origin}${path}`);
  return { status: response.status, text: await response.text() };
}

async function answer(path: string, committedOn: string, headers = {}): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams({ committedOn, note: 'Đang chờ số liệu\r\nBcc: x@example.vn' });
  const response = await fetch(`${server.origin}${path}`, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}

const commitments = () => rowsOf(em(), sql<{ note: string }>`select * from deadline_commitment`);

describe('answering a reminder without signing in', () => {
  it('commits by the link of a mail, once, and is silent until the day is over, then one rung higher', async () => {
    const id = await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16' });
    const link = linkIn(await mailOf('2025-12-12'));
    for (const opened of [await open(link), await open(link)]) {
      expect(opened).toMatchObject({ status: 200, text: expect.stringContaining('name="committedOn"') });
    }
    expect(await commitments()).toHaveLength(0);
    expect(await answer(link, '2025-12-11')).toMatchObject({
      status: 400,
      text: expect.stringContaining('12/12/2025'),
    });
    expect(await answer(link, '2026-03-01')).toMatchObject({ status: 400 });
    expect(await answer(link, '2025-12-17', { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
    expect(await commitments()).toHaveLength(0);
    expect(await answer(link, '2025-12-17')).toMatchObject({
      status: 200,
      text: expect.stringContaining('17/12/2025'),
    });
    expect(await answer(link, '2025-12-17')).toMatchObject({ status: 200 });
    expect(await answer(link, '2025-12-18')).toMatchObject({
      status: 409,
      text: expect.stringContaining('đã được dùng'),
    });
    expect(await open(link)).toMatchObject({ status: 200, text: expect.not.stringContaining('<form') });
    expect(await commitments()).toMatchObject([{ note: 'Đang chờ số liệu Bcc: x@example.vn' }]);
    const audit = await rowsOf(
      em(),
      sql<{ actor: string }>`select actor from audit_entry where action = 'DEADLINE_COMMITTED'`,
    );
    expect(audit).toEqual([{ actor: `post ${post}` }]);

    for (const day of ['2025-12-15', '2025-12-16', '2025-12-17']) expect(await mailOf(day)).toBeNull();
    // AFTER_1 is the 17th's rung and stands on the 18th; the promise not kept makes it AFTER_3.
    expect(await mailOf('2025-12-18')).toContain('Đôn đốc');
    expect(await rowsOf(em(), sql`select rung from reminder where decided_on = '2025-12-18'`)).toEqual([
      { rung: 'AFTER_3' },
    ]);

    const { token } = await server.createAccount(Role.Coordinator);
    const read = await server.request(
      `query ($id: ID!) { node(id: $id) { ... on Deadline { commitments { committedOn madeOn madeBy note } } } }`,
      { id: toGlobalId('Deadline', id) },
      token,
    );
    expect(dataOf(read)).toEqual({
      node: {
        commitments: [
          {
            committedOn: '2025-12-17',
            madeOn: '2025-12-12',
            madeBy: 'Đầu mối theo dõi',
            note: 'Đang chờ số liệu Bcc: x@example.vn',
          },
        ],
      },
    });
    await fulfil(em(), id, now);
  });

  it('says plainly why a link takes no answer', async () => {
    const id = await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2026-01-05', title: 'Việc khác' });
    const link = linkIn(await mailOf('2025-12-29'));
    now = noon('2026-01-28');
    expect((await open(link)).status).toBe(200);
    now = noon('2026-01-29');
    expect(await open(link)).toMatchObject({ status: 410, text: expect.stringContaining('đã hết hạn') });
    expect(await answer(link, '2026-01-30')).toMatchObject({
      status: 409,
      text: expect.stringContaining('đã hết hạn'),
    });
    now = noon('2025-12-30');
    await rowsOf(em(), sql`update post set valid_to = '2025-12-30' where id = ${post}`);
    expect((await open(link)).text).toContain('không còn giữ nhiệm vụ');
    await rowsOf(em(), sql`update post set valid_to = null where id = ${post}`);
    await rowsOf(em(), sql`update deadline set reminder_round = 1 where id = ${id}`);
    expect((await open(link)).text).toContain('đã thay đổi');
    await rowsOf(em(), sql`update deadline set reminder_round = 0 where id = ${id}`);
    await fulfil(em(), id, now);
    expect(await answer(link, '2025-12-31')).toMatchObject({
      status: 409,
      text: expect.stringContaining('đã được ghi nhận hoàn thành'),
    });
    expect(await commitments()).toHaveLength(1);
  });

  it('takes no link that this installation did not sign', async () => {
    const id = await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2026-01-09' });
    const parts = { deadlineId: id, postId: post, round: 0, expiresOn: parseCivilDate('2026-02-01') };
    const forged = signAnswerLink(parts, 'another key');
    for (const link of [forged, 'x', 'A'.repeat(72), 'A'.repeat(2000), '..%2f..%2fetc']) {
      expect((await open(`/tra-loi/${link}`)).status).toBe(404);
      expect((await answer(`/tra-loi/${link}`, '2026-01-05')).status).toBe(404);
    }
    expect((await answer(`/tra-loi/${forged}`, 'x'.repeat(20_000))).status).toBe(413);
    await fulfil(em(), id, now);
  });

  it('works in a browser without script, on a phone as on a desk', async () => {
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2026-01-14', title: 'Báo cáo Tháng 01/2026' });
    const link = linkIn(await mailOf('2026-01-09'));
    const browser = await launchBrowser();
    try {
      const { page, faults } = await openPage(browser, server.origin);
      await page.goto(`${server.origin}${link}`);
      for (const width of [390, 1000]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: join(pictures, `answer-${width}.png`), fullPage: true });
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
      await page.getByLabel(/Ngày hẹn xong/).fill('2026-01-13');
      await page.getByRole('button', { name: 'Xác nhận' }).click();
      await page.getByRole('status').waitFor();
      await page.screenshot({ path: join(pictures, 'answer-done-390.png'), fullPage: true });
      expect(await page.getByRole('status').innerText()).toContain('Thứ Ba, ngày 13/01/2026');
      expect(faults).toEqual({ foreignRequests: [], errors: [] });
    } finally {
      await browser.close();
    }
  });
});
