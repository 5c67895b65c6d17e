import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { civilDateAt, formatVietnameseDate, projectFile, rowsOf, type CivilDate } from '../../schema/base/index.js';
import { addWorkingDays, CalendarService } from '../../schema/calendar/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { ReminderService } from '../../schema/reminders/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { buildPost } from '../support/reminders.js';

const settings = { publicUrl: 'https://kh457.example.vn', mailDomain: 'kh457.example.vn' };

let file: TestDatabase;
let orm: Database;
let folder: string;
/** The next day on which reports are due, and the working day after it. */
let due: CivilDate;
let next: CivilDate;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url });
  folder = mkdtempSync(join(tmpdir(), 'calendar-'));
  const now = new Date();
  const today = civilDateAt(now);
  const em = orm.em.fork();
  await em.transactional((inner) => new DeadlineService(inner).openDue(today));
  const [row] = await rowsOf(
    em,
    sql<{ due: CivilDate }>`select min(due_on)::text as due from deadline where kind = 'REPORT' and due_on > ${today}`,
  );
  if (!row) throw new Error('no report is due');
  ({ due } = row);
  const calendar = await new CalendarService(em).workingCalendar();
  next = addWorkingDays(due, 1, calendar);
  await buildPost(em, { unit: 'SNV' });
  const reminded = addWorkingDays(due, -3, calendar);
  await em.transactional((inner) => new ReminderService(inner, settings).queueDue(reminded, now));
});
afterAll(async () => {
  if (folder) rmSync(folder, { recursive: true });
  await orm?.close();
  await file?.drop();
});

async function importCalendar(...args: string[]): Promise<string[]> {
  const table = join(folder, 'lich.csv');
  writeFileSync(table, `day,working,name,source,certainty\n${due},false,Nghỉ tránh bão,Công điện,CONFIRMED\n`);
  const script = projectFile('dist/server/commands/import-table.js');
  const env = { ...process.env, DATABASE_URL: file.url, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'calendar', table, ...args], { env });
  return stdout.trimEnd().split('\n');
}

const dueDays = () =>
  rowsOf(
    orm.em.fork(),
    sql<{ day: string; count: number }>`select due_on::text as day, count(*)::int as count from deadline
      where kind = 'REPORT' and due_on in (${due}, ${next}) group by due_on order by due_on`,
  );
const mailText = async () =>
  (await rowsOf(orm.em.fork(), sql<{ text: string }>`select text_body as text from message`))[0]?.text ?? '';

it('the calendar by command tells each deadline it moves and the mails it mends, tried out and done', async () => {
  const before = await dueDays();
  const count = before.find(({ day }) => day === due)?.count ?? 0;
  expect(count).toBeGreaterThan(50);
  const [dueText, nextText] = [formatVietnameseDate(due), formatVietnameseDate(next)];

  const tried = await importCalendar('--dry-run');
  expect(tried[0]).toMatch(/^Xem trước bảng calendar.* 1 thêm mới/);
  expect(tried).toContain(`${count} việc được tính lại hạn:`);
  const moves = tried.filter((line) => line.includes(' → '));
  expect(moves).toHaveLength(50);
  for (const line of moves) expect(line).toMatch(new RegExp(`^  «Báo cáo .+», .+: ${dueText} → ${nextText}$`));
  expect(moves.join('\n')).toMatch(/(Sở|Xã|Phường) /);
  expect(tried).toContain(`  … và ${count - 50} dòng khác.`);
  expect(tried.at(-1)).toBe('1 thư đang chờ gửi được viết lại.');
  expect(await dueDays()).toEqual(before);
  expect(await mailText()).toContain(dueText);

  const done = await importCalendar('--reason', 'Bão');
  expect(done[0]).toMatch(/^Đã nhập bảng calendar/);
  expect(done.slice(1)).toEqual(tried.slice(1));
  expect((await dueDays()).find(({ day }) => day === next)?.count).toBeGreaterThanOrEqual(count);
  expect(await mailText()).toContain(nextText);
  expect(await importCalendar('--reason', 'Bão')).toHaveLength(1);
});
