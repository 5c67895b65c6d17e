import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { ReminderService } from '../../schema/reminders/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildDeadline, buildPost, fulfil } from '../support/reminders.js';

const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };
const now = new Date('2025-12-16T00:30:00Z');
const statements: string[] = [];
let db: PlanDatabase;

beforeAll(async () => {
  db = await openPlanDatabase((statement) => statements.push(statement));
  await rowsOf(db.orm.em.fork(), sql`update installation set go_live_on = '2025-12-10'`);
});
afterEach(async () => {
  for (const table of ['reminder', 'message', 'deadline', 'post']) {
    await rowsOf(db.orm.em.fork(), sql`delete from ${sql.table(table)}`);
  }
});
afterAll(() => db.close());

const em = () => db.orm.em.fork();
const run = (day: string) =>
  em().transactional((inside) => new ReminderService(inside, settings).queueDue(parseCivilDate(day), now));
const messages = () =>
  rowsOf(
    em(),
    sql<{ to_address: string; subject: string; message_id: string; id: string; text_body: string }>`
      select * from message order by to_address`,
  );
const rungs = () => rowsOf(em(), sql<{ rung: string }>`select rung from reminder order by rung`);

async function statementsOfRun(): Promise<number> {
  statements.length = 0;
  await run('2025-12-16');
  return statements.length;
}

describe('queueDue', () => {
  it('writes one digest to a post, however many things are due and however often the day is run', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16', title: 'Việc một' });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-19', title: 'Việc hai' });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2026-06-30', title: 'Việc xa' });
    expect(await run('2025-12-16')).toMatchObject({ reminders: 2, messageIds: [expect.any(String)] });
    expect(await run('2025-12-16')).toEqual({ reminders: 0, messageIds: [], unitsWithoutRecipient: 0 });
    const [message] = await messages();
    expect(message?.subject).toMatch(/^\[KH 457\] Sở .*: 1 việc hết hạn hôm nay, 1 việc sắp đến hạn$/);
    expect(message?.message_id).toBe(`<${message?.id}@kh457.example.vn>`);
    expect(message?.text_body).not.toContain('Việc xa');
    expect(await rungs()).toEqual([{ rung: 'BEFORE_3' }, { rung: 'ON_DAY' }]);
  });

  it('writes again only when something reaches a new rung', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16' });
    const sent: Record<string, number> = {};
    for (const day of [
      '2025-12-10',
      '2025-12-11',
      '2025-12-12',
      '2025-12-15',
      '2025-12-16',
      '2025-12-17',
      '2025-12-18',
    ]) {
      sent[day] = (await run(day)).messageIds.length;
    }
    expect(Object.values(sent)).toEqual([1, 1, 0, 1, 1, 1, 0]);
  });

  it('writes to the head from the due day on', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    await buildPost(em(), { unit: 'SKHCN', kind: PostKind.Head });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16' });
    expect((await run('2025-12-15')).messageIds).toHaveLength(1);
    expect((await run('2025-12-16')).messageIds).toHaveLength(2);
  });

  it('sends a worker that was away one mail with the highest rung, not a pile', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16' });
    expect((await run('2025-12-30')).messageIds).toHaveLength(1);
    expect(await rungs()).toEqual([{ rung: 'AFTER_WEEK_2' }]);
  });

  it('tells once, in one digest, of what was overdue when watching began', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    for (const dueOn of ['2025-09-16', '2025-10-16', '2025-11-17']) await buildDeadline(em(), { unit: 'SKHCN', dueOn });
    expect(await run('2025-12-10')).toMatchObject({ reminders: 3, messageIds: [expect.any(String)] });
    expect((await messages())[0]?.text_body).toContain('Tồn từ trước khi theo dõi');
    expect((await run('2025-12-17')).messageIds).toEqual([]);
    expect((await run('2026-03-17')).messageIds).toEqual([]);
  });

  it('writes to nobody who is done, and to nobody else than the unit that owes', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    await buildPost(em(), { unit: 'SNV' });
    await fulfil(em(), await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16' }), now);
    await buildDeadline(em(), { unit: 'SNV', dueOn: '2025-12-16' });
    await run('2025-12-16');
    expect((await messages()).map(({ to_address }) => to_address)).toEqual(['focal-point.snv@example.vn']);
  });

  it('counts the units that cannot be reached: no post, one that has ended, or no single address', async () => {
    await buildPost(em(), { unit: 'SNV', validTo: parseCivilDate('2025-12-16') });
    await buildPost(em(), { unit: 'SXD', email: 'a@example.vn, b@example.vn' });
    await buildPost(em(), { unit: 'SYT' });
    for (const unit of ['SKHCN', 'SNV', 'SXD', 'SYT']) await buildDeadline(em(), { unit, dueOn: '2025-12-16' });
    expect(await run('2025-12-16')).toMatchObject({ unitsWithoutRecipient: 3, reminders: 1 });
  });

  it('writes to whoever holds the post on the day: a transfer changes the recipient of the days after', async () => {
    await buildPost(em(), { unit: 'SNV', email: 'cu@example.vn', validTo: parseCivilDate('2025-12-17') });
    await buildPost(em(), { unit: 'SNV', email: 'moi@example.vn' });
    await rowsOf(em(), sql`update post set valid_from = '2025-12-17' where email = 'moi@example.vn'`);
    await buildDeadline(em(), { unit: 'SNV', dueOn: '2025-12-16' });
    await run('2025-12-16');
    expect((await messages()).map(({ to_address }) => to_address)).toEqual(['cu@example.vn']);
    await run('2025-12-17');
    expect((await messages()).map(({ to_address }) => to_address)).toEqual(['cu@example.vn', 'moi@example.vn']);
  });

  it('writes to the next post of the unit while an address is marked', async () => {
    await buildPost(em(), { unit: 'SNV', email: 'tra-lai@example.vn' });
    await buildPost(em(), { unit: 'SNV', kind: PostKind.Deputy, email: 'pho@example.vn' });
    await rowsOf(em(), sql`insert into mail_address_mark values ('tra-lai@example.vn', 550, '550', now())`);
    await buildDeadline(em(), { unit: 'SNV', dueOn: '2025-12-19' });
    await run('2025-12-16');
    expect((await messages()).map(({ to_address }) => to_address)).toEqual(['pho@example.vn']);
    await rowsOf(em(), sql`delete from mail_address_mark`);
  });

  it('queues each digest once when two run at the same moment', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16' });
    const runs = await Promise.all([run('2025-12-16'), run('2025-12-16'), run('2025-12-16')]);
    expect(runs.flatMap(({ messageIds }) => messageIds)).toHaveLength(1);
    expect(await rungs()).toHaveLength(1);
  });

  it('needs no more statements for all units than for one', async () => {
    await buildPost(em(), { unit: 'SKHCN' });
    await buildDeadline(em(), { unit: 'SKHCN', dueOn: '2025-12-16' });
    const one = await statementsOfRun();
    const units = await rowsOf(
      em(),
      sql<{ code: string }>`select code from unit where code <> 'SKHCN' and valid_to is null`,
    );
    for (const { code } of units) {
      await buildPost(em(), { unit: code });
      await buildDeadline(em(), { unit: code, dueOn: '2025-12-16' });
      await buildDeadline(em(), { unit: code, dueOn: '2025-12-19' });
    }
    expect(await statementsOfRun()).toBe(one);
    expect(await messages()).toHaveLength(units.length + 1);
  });
});
