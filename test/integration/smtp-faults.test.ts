import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  deliveryFaultOf,
  isSingleAddress,
  oneLine,
  replyCodeOf,
  type DeliveryFault,
} from '../../schema/reminders/index.js';
import { openMailer } from '../../worker/mail/transport.js';
import { SMTP_FAULTS, SMTP_STAGES, startFaultySmtp, type SmtpFault, type SmtpStage } from '../support/faulty-smtp.js';
import { INJECTIONS } from '../support/mail-injections.js';
import { startSmtp, type SmtpCatcher } from '../support/smtp.js';

const from = { name: 'Theo dõi Kế hoạch 457', address: 'nhac@kh457.example.vn' };
const mail = {
  to: { name: 'Đầu mối, Xã Thạch Hà', address: 'dau-moi@thachha.example.vn' },
  subject: 'Nhắc việc',
  text: 'Kính gửi',
  html: '<p>Kính gửi</p>',
  messageId: '<m1@kh457.example.vn>',
};

let smtp: SmtpCatcher;

beforeAll(async () => {
  smtp = await startSmtp();
});
afterAll(() => smtp.close());

/** What a reply of 5xx means where it is given; all else says nothing final. */
const REFUSED: Readonly<Record<SmtpStage, DeliveryFault>> = {
  CONNECT: 'CONFIGURATION',
  EHLO: 'CONFIGURATION',
  AUTH: 'CONFIGURATION',
  MAIL: 'CONFIGURATION',
  RCPT: 'BOUNCED',
  DATA: 'PERMANENT',
  DOT: 'PERMANENT',
};
const cells = SMTP_STAGES.flatMap((stage) =>
  SMTP_FAULTS.map((fault): [SmtpStage, SmtpFault, DeliveryFault] => [
    stage,
    fault,
    fault === '5xx' ? REFUSED[stage] : 'TEMPORARY',
  ]),
);

/** What one try through a failing server comes to. */
async function faultOfTry(
  stage: SmtpStage,
  fault: SmtpFault,
): Promise<{ kind: DeliveryFault | 'SENT'; replyCode: number | null }> {
  const port = Number(new URL(smtp.url).port);
  const proxy = await startFaultySmtp(port, stage, fault);
  const login = stage === 'AUTH' ? 'user:secret@' : '';
  const mailer = openMailer({
    smtpUrl: `smtp://${login}127.0.0.1:${proxy.port}`,
    from,
    timeouts: { connectMs: 400, answerMs: 400 },
  });
  try {
    await mailer.send(mail);
    return { kind: 'SENT', replyCode: null };
  } catch (error) {
    return { kind: deliveryFaultOf(error), replyCode: replyCodeOf(error) };
  } finally {
    mailer.close();
    await proxy.close();
  }
}

describe('a mail server that fails', () => {
  it.each(cells)('at %s by %s means %s', async (stage, fault, expected) => {
    const { kind, replyCode } = await faultOfTry(stage, fault);
    expect(kind).toBe(expected);
    // Without the answer that was given the kind would be right by chance.
    expect(replyCode === null ? fault : `${Math.floor(replyCode / 100)}xx`).toBe(fault);
  });

  it('has been tried in 28 ways, and takes a mail when it does not', async () => {
    expect(cells).toHaveLength(28);
    const before = smtp.mails.length;
    const mailer = openMailer({ smtpUrl: smtp.url, from });
    await mailer.send(mail);
    mailer.close();
    expect(smtp.mails).toHaveLength(before + 1);
  });
});

/** Names of the headers of a raw mail, in alphabetical order. */
function headersOf(raw: string): string[] {
  const lines = raw.slice(0, raw.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
  return lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).toSorted();
}

let sent = 0;

/** Sends a mail changed so and gives what the server took; null when nothing was sent. */
async function sendWith(change: Partial<typeof mail>, sender = from) {
  sent += 1;
  const messageId = `<hostile-${sent}@kh457.example.vn>`;
  const mailer = openMailer({ smtpUrl: smtp.url, from: sender });
  try {
    await mailer.send({ ...mail, ...change, messageId });
  } catch {
    return null;
  } finally {
    mailer.close();
  }
  const taken = smtp.mails.filter(({ parsed }) => parsed.messageId === messageId);
  expect(taken).toHaveLength(1);
  return taken[0] ?? null;
}

describe('hostile texts', () => {
  it('number at least 60', () => expect(new Set(INJECTIONS).size).toBeGreaterThanOrEqual(60));

  it('in the subject, in names and in the sender’s name add no recipient and no header', async () => {
    const plain = await sendWith({});
    const expected = headersOf(plain?.raw ?? '');
    const all = INJECTIONS.map(async (text) => {
      const caught = await sendWith({ subject: text, to: { ...mail.to, name: text } }, { ...from, name: text });
      expect([text, caught?.recipients]).toEqual([text, [mail.to.address]]);
      expect([text, headersOf(caught?.raw ?? '')]).toEqual([text, expected]);
    });
    expect(await Promise.all(all)).toHaveLength(INJECTIONS.length);
  });

  it('as an address are no address to us, and even so reach one recipient at most', async () => {
    expect(INJECTIONS.filter(isSingleAddress)).toEqual([]);
    const expected = headersOf((await sendWith({}))?.raw ?? '');
    const all = INJECTIONS.map(async (text) => {
      const caught = await sendWith({ to: { name: 'Đầu mối', address: text } });
      if (caught === null) return;
      expect([text, caught.recipients.length]).toEqual([text, 1]);
      expect([text, headersOf(caught.raw)]).toEqual([text, expected]);
    });
    expect(await Promise.all(all)).toHaveLength(INJECTIONS.length);
  });

  it('do not cost Vietnamese a letter, in any header', async () => {
    const names = [
      'Đặng Thị Hưởng, Phó Chủ tịch UBND xã Kỳ Xuân',
      'ỘỞỮẶ đĩa «ngoặc» “kép” 100 %',
      'Sở Nội vụ'.normalize('NFD'),
    ];
    for (const text of names) {
      const wished = oneLine(text);
      const caught = await sendWith({ subject: wished, to: { ...mail.to, name: wished } }, { ...from, name: wished });
      const { subject, from: sender, to } = caught?.parsed ?? {};
      expect(subject).toBe(wished);
      expect(sender?.value[0]?.name).toBe(wished);
      expect(Array.isArray(to) ? undefined : to?.value[0]?.name).toBe(wished);
    }
  });
});
