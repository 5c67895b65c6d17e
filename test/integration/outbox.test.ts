import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import {
  BounceService,
  OutboxService,
  ReminderService,
  timelinesOf,
  type DeliveryOptions,
} from '../../schema/reminders/index.js';
import { openMailer, type Mailer } from '../../worker/mail/transport.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildDeadline, buildPost, fulfil } from '../support/reminders.js';
import { startSmtp, type SmtpAnswer, type SmtpCatcher } from '../support/smtp.js';

const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };
const now = new Date('2025-12-16T00:30:00Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

let db: PlanDatabase;
let smtp: SmtpCatcher;
let mailer: Mailer;

beforeAll(async () => {
  db = await openPlanDatabase();
});
afterEach(async () => {
  mailer.close();
  await smtp.close();
  for (const table of ['reminder', 'message', 'deadline', 'post', 'mail_address_mark']) {
    await rowsOf(db.orm.em.fork(), sql`delete from ${sql.table(table)}`);
  }
});
afterAll(() => db.close());

/** A mail server and a queued digest about one deadline. */
async function queueDigest(answer?: SmtpAnswer, login?: boolean) {
  smtp = await startSmtp(answer, login);
  mailer = openMailer({ smtpUrl: smtp.url, from: { name: 'Theo dõi Kế hoạch 457', address: 'nhac@kh457.example.vn' } });
  const em = db.orm.em.fork();
  await buildPost(em, { unit: 'SKHCN' });
  const deadline = await buildDeadline(em, { unit: 'SKHCN', dueOn: '2025-12-16', title: 'Báo cáo Tháng 12/2025' });
  const { messageIds } = await em.transactional((inside) =>
    new ReminderService(inside, settings).queueDue(parseCivilDate('2025-12-16'), now),
  );
  return { id: messageIds[0] ?? '', deadline };
}

function deliver(id: string, at = now, options: Partial<DeliveryOptions> = {}) {
  const send = mailer.send;
  return db.orm.em.fork().transactional((em) => new OutboxService(em).deliver(id, { now: at, send, ...options }));
}

async function stored(id: string) {
  const [row] = await rowsOf(
    db.orm.em.fork(),
    sql<{ state: string; attempts: number; last_error: string | null }>`
      select state, attempts, last_error from message where id = ${id}`,
  );
  return row;
}

describe('deliver', () => {
  it('sends a mail that says the same in text and HTML, to one person, as automatic', async () => {
    const { id } = await queueDigest();
    expect(await deliver(id)).toEqual({ outcome: 'SENT' });
    expect(await stored(id)).toEqual({ state: 'SENT', attempts: 1, last_error: null });
    const [mail] = smtp.mails;
    expect(mail?.recipients).toEqual(['focal-point.skhcn@example.vn']);
    expect(mail?.parsed).toMatchObject({
      subject: expect.stringMatching(/^\[KH 457\] Sở Khoa học và Công nghệ: 1 việc hết hạn hôm nay$/),
      messageId: `<${id}@kh457.example.vn>`,
      from: { text: '"Theo dõi Kế hoạch 457" <nhac@kh457.example.vn>' },
      text: expect.stringContaining('Báo cáo Tháng 12/2025'),
      html: expect.stringContaining('Báo cáo Tháng 12/2025'),
    });
    expect(mail?.parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(await deliver(id)).toEqual({ outcome: 'NONE' });
    expect(smtp.mails).toHaveLength(1);
  });

  it('keeps a name with commas, quotes and line breaks out of the list of recipients', async () => {
    const { id } = await queueDigest();
    const name = 'Xã "A", <ai@example.vn>\r\nBcc: khac@example.vn';
    await rowsOf(db.orm.em.fork(), sql`update message set to_name = ${name} where id = ${id}`);
    await deliver(id);
    expect(smtp.mails.map(({ recipients }) => recipients)).toEqual([['focal-point.skhcn@example.vn']]);
    expect(smtp.mails[0]?.parsed.bcc).toBeUndefined();
    expect(smtp.mails[0]?.parsed.cc).toBeUndefined();
  });

  it('tries again after a temporary refusal, not before its time, under the same Message-ID', async () => {
    const { id } = await queueDigest((offered) => (offered === 1 ? 451 : null));
    expect(await deliver(id)).toMatchObject({ outcome: 'RETRY', nextAt: minutesLater(5) });
    expect(await stored(id)).toMatchObject({ state: 'QUEUED', attempts: 1 });
    expect(await deliver(id, minutesLater(4))).toEqual({ outcome: 'NONE' });
    expect(smtp.offered).toBe(1);
    expect(await deliver(id, minutesLater(5))).toEqual({ outcome: 'SENT' });
    expect(smtp.mails.map(({ parsed }) => parsed.messageId)).toEqual([`<${id}@kh457.example.vn>`]);
  });

  it('gives up at once after a permanent refusal and keeps the reason', async () => {
    const { id } = await queueDigest(() => 550);
    expect(await deliver(id)).toMatchObject({ outcome: 'FAILED' });
    expect(await stored(id)).toMatchObject({
      state: 'FAILED',
      attempts: 1,
      last_error: expect.stringContaining('550'),
    });
    expect(await deliver(id, minutesLater(60))).toEqual({ outcome: 'NONE' });
    expect(smtp.offered).toBe(1);
  });

  it('burns no try while the server refuses our login', async () => {
    const { id } = await queueDigest(undefined, true);
    expect(await deliver(id)).toMatchObject({ outcome: 'BLOCKED' });
    expect(await stored(id)).toMatchObject({ state: 'QUEUED', attempts: 0 });
    expect(smtp.offered).toBe(0);
  });

  it('does not send what was done meanwhile', async () => {
    const { id, deadline } = await queueDigest();
    await fulfil(db.orm.em.fork(), deadline, now);
    expect(await deliver(id)).toEqual({ outcome: 'CANCELLED' });
    expect(await stored(id)).toMatchObject({ state: 'CANCELLED' });
    expect(smtp.offered).toBe(0);
  });

  it('is sent by one worker when several try at once', async () => {
    const { id } = await queueDigest();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => deliver(id)));
    expect(outcomes.filter(({ outcome }) => outcome === 'SENT')).toHaveLength(1);
    expect(smtp.mails).toHaveLength(1);
  });

  it('stays queued when the mail server is away', async () => {
    const { id } = await queueDigest();
    await smtp.close();
    expect(await deliver(id)).toMatchObject({ outcome: 'RETRY' });
    expect(await stored(id)).toMatchObject({ state: 'QUEUED', attempts: 1 });
    expect(await new OutboxService(db.orm.em.fork()).waiting(minutesLater(4))).toEqual([]);
    expect(await new OutboxService(db.orm.em.fork()).waiting(minutesLater(5))).toEqual([id]);
  });
});

const told = async (id: string) =>
  (await timelinesOf(db.orm.em.fork(), [id]))
    .get(id)
    ?.map(({ kind, attempt, replyCode, fault }) =>
      [kind, attempt, replyCode, fault].filter((part) => part !== null).join(' '),
    );

describe('the timeline', () => {
  it('tells every step of a mail that was put off and then sent', async () => {
    const { id } = await queueDigest((offered) => (offered === 1 ? 451 : null));
    expect(await told(id)).toEqual(['DECIDED', 'QUEUED']);
    await deliver(id);
    await deliver(id, minutesLater(5));
    expect(await told(id)).toEqual([
      'DECIDED',
      'QUEUED',
      'TRIED 1',
      'ANSWERED 1 451 TEMPORARY',
      'DEFERRED 1 451 TEMPORARY',
      'TRIED 2',
      'ANSWERED 2 250',
      'SENT 2',
    ]);
  });

  it('tells of a mail that was given up', async () => {
    const { id } = await queueDigest(() => 554);
    await deliver(id);
    expect((await told(id))?.slice(2)).toEqual(['TRIED 1', 'ANSWERED 1 554 PERMANENT', 'DEAD 1 554 PERMANENT']);
  });

  it('tells of a mail that was no longer needed', async () => {
    const { id, deadline } = await queueDigest();
    await fulfil(db.orm.em.fork(), deadline, now);
    await deliver(id);
    expect((await told(id))?.slice(2)).toEqual(['CANCELLED']);
  });
});

describe('a returned mail', () => {
  const bounce = Object.assign(new Error('no such mailbox'), { command: 'RCPT TO', responseCode: 550 });
  const redirect = (id: string) =>
    db.orm.em.fork().transactional((em) => new BounceService(em).redirect(id, bounce, now, settings));
  const refused = (id: string) => deliver(id, now, { send: () => Promise.reject(bounce) });

  it('marks its address and goes to the next post of the unit, once', async () => {
    const { id } = await queueDigest();
    await buildPost(db.orm.em.fork(), { unit: 'SKHCN', kind: PostKind.Deputy });
    expect(await refused(id)).toMatchObject({ outcome: 'BOUNCED' });
    const copy = (await redirect(id)) ?? '';
    expect(await deliver(copy)).toEqual({ outcome: 'SENT' });
    expect(smtp.mails.map(({ recipients }) => recipients)).toEqual([['deputy.skhcn@example.vn']]);
    const marked = await new BounceService(db.orm.em.fork()).marked(['Focal-Point.SKHCN@example.vn']);
    expect([...marked]).toEqual(['focal-point.skhcn@example.vn']);
    expect(await redirect(id)).toBeNull();
  });

  it('goes nowhere when nobody else of the unit can be written to', async () => {
    const { id } = await queueDigest();
    await buildPost(db.orm.em.fork(), { unit: 'SKHCN', kind: PostKind.Head, email: 'khong phai dia chi' });
    await refused(id);
    expect(await redirect(id)).toBeNull();
  });
});
