import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate, rowsOf, toGlobalId } from '../../schema/base/index.js';
import { BounceService, OutboxService, ReminderService } from '../../schema/reminders/index.js';
import { dataOf } from '../support/answers.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';
import { buildDeadline, buildPost } from '../support/reminders.js';

const now = new Date('2025-12-16T01:00:00Z');
const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };
const refusal = Object.assign(new Error('550 5.1.1 no such mailbox'), { command: 'RCPT TO', responseCode: 550 });
let server: RunningServer;
let admin: string;
let coordinator: string;
let deadline: string;
let message: string;

beforeAll(async () => {
  server = await startRunningServer(now);
  ({ token: admin } = await server.createAccount(Role.Admin));
  ({ token: coordinator } = await server.createAccount(Role.Coordinator));
  const em = server.orm.em.fork();
  await buildPost(em, { unit: 'SKHCN' });
  deadline = await buildDeadline(em, { unit: 'SKHCN', dueOn: '2025-12-16', title: 'Báo cáo Tháng 12/2025' });
  const queued = await em.transactional((inner) =>
    new ReminderService(inner, settings).queueDue(parseCivilDate('2025-12-16'), now),
  );
  message = queued.messageIds[0] ?? '';
  await server.orm.em.fork().transactional(async (inner) => {
    await new OutboxService(inner).deliver(message, { now, send: () => Promise.reject(refusal) });
    await new BounceService(inner).redirect(message, refusal, now, settings);
  });
});
afterAll(() => server?.close());

const ask = async <Data>(query: string, token = admin) => dataOf<Data>(await server.request(query, {}, token));
const why = async (args: string) =>
  (
    await ask<{ whyNotSent: { code: string }[] }>(
      `{ whyNotSent(deadline: "${toGlobalId('Deadline', deadline)}", ${args}) { code message } }`,
    )
  ).whyNotSent.map(({ code }) => code);
const requeue = () =>
  ask<{ requeueMessage: { message?: object; userErrors?: { code: string }[] } }>(`mutation {
    requeueMessage(id: "${message}", reason: "Hộp thư đã mở lại") {
      ... on RequeueMessagePayload { message { state attempts timeline { kind } } }
      ... on UserErrors { userErrors { code message } } } }`);

interface Mails {
  readonly mailMessages: { readonly totalCount: number; readonly nodes: Record<string, unknown>[] };
}

describe('mailMessages', () => {
  it('shows a returned mail with its timeline, its text to administrators alone', async () => {
    const query = `{ mailMessages(first: 5, filter: { state: [FAILED], unit: "SKHCN" }) { totalCount nodes {
      toAddress state textBody timeline { kind attempt replyCode fault } } } }`;
    const { mailMessages } = await ask<Mails>(query);
    expect(mailMessages.nodes).toMatchObject([
      {
        toAddress: 'focal-point.skhcn@example.vn',
        textBody: expect.stringContaining('Báo cáo Tháng 12/2025'),
        timeline: [
          { kind: 'DECIDED', attempt: null },
          { kind: 'QUEUED', attempt: null },
          { kind: 'TRIED', attempt: 1 },
          { kind: 'ANSWERED', replyCode: 550, fault: 'BOUNCED' },
          { kind: 'BOUNCED', replyCode: 550, fault: 'BOUNCED' },
          { kind: 'DEAD', replyCode: 550, fault: 'BOUNCED' },
        ],
      },
    ]);
    expect((await ask<Mails>(query, coordinator)).mailMessages.nodes).toMatchObject([
      { state: 'FAILED', textBody: null },
    ]);
    expect(
      (await ask<Mails>('{ mailMessages(filter: { state: [SENT] }) { totalCount nodes { id } } }')).mailMessages,
    ).toEqual({ totalCount: 0, nodes: [] });
  });
});

describe('whyNotSent', () => {
  it('names the mark of the address and the dead letter', async () => {
    expect(await why('post: FOCAL_POINT')).toEqual(['ADDRESS_BOUNCED', 'DEAD']);
  });

  it('names a post that nobody holds, and a day that is too early', async () => {
    expect(await why('post: HEAD')).toEqual(['NO_POST']);
    expect(await why('post: FOCAL_POINT, day: "2025-09-01"')).toContain('TOO_EARLY');
    expect(await why('post: DEPUTY')).toEqual(['NOT_ON_THIS_RUNG', 'NO_POST']);
  });
});

describe('a dead letter', () => {
  it('is taken up again once its address is released, both audited', async () => {
    expect((await requeue()).requeueMessage.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    const lift = `mutation { liftAddressMark(address: "Focal-Point.SKHCN@example.vn", reason: "Hộp thư đã mở lại") {
      ... on LiftAddressMarkPayload { mark { address liftedBy } } ... on UserErrors { userErrors { code } } } }`;
    expect(await ask(lift)).toMatchObject({ liftAddressMark: { mark: { address: 'focal-point.skhcn@example.vn' } } });
    expect(await ask(lift)).toMatchObject({ liftAddressMark: { userErrors: [{ code: 'NOT_FOUND' }] } });
    const { message: taken } = (await requeue()).requeueMessage;
    expect(taken).toMatchObject({ state: 'QUEUED', attempts: 0 });
    expect((await requeue()).requeueMessage.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await why('post: FOCAL_POINT')).toEqual(['QUEUED']);
    const actions = await rowsOf(
      server.orm.em.fork(),
      sql<{ action: string }>`select action from audit_entry where action like 'M%' order by id`,
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'MAIL_ADDRESS_MARKED',
      'MAIL_ADDRESS_RELEASED',
      'MESSAGE_REQUEUED',
    ]);
  });
});
