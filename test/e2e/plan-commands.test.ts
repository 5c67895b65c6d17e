import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { civilDateAt, projectFile, rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const AMENDED = projectFile('test/fixtures/plan-amended');

let file: TestDatabase;
let orm: Database;
let spoiled: string;

beforeAll(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url });
  spoiled = mkdtempSync(join(tmpdir(), 'plan-'));
  cpSync(AMENDED, spoiled, { recursive: true });
  const clauses = join(spoiled, 'clauses.yaml');
  writeFileSync(clauses, readFileSync(clauses, 'utf8').replace('kinds: [RESPONSIBILITY]', 'kinds: []'));
  const tasks = join(spoiled, 'tasks.yaml');
  writeFileSync(tasks, readFileSync(tasks, 'utf8').replace('quote: Các xã, phường', 'quote: Mọi xã, phường'));
});
afterAll(async () => {
  rmSync(spoiled, { recursive: true });
  await orm?.close();
  await file?.drop();
});

interface Ended {
  stdout: string;
  stderr: string;
  code?: number;
}

function run(command: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: file.url, LOG_LEVEL: 'silent' };
  return promisify(execFile)(process.execPath, [projectFile(`dist/server/commands/${command}.js`), ...args], {
    env,
  }).then(
    (ended) => ({ ...ended, code: 0 }),
    (ended: unknown) => ended as Ended,
  );
}

async function stored(): Promise<unknown[]> {
  return rowsOf(
    orm.em.fork(),
    sql`select number, (select count(*)::int from clause where plan_id = plan.id) as clauses from plan order by number`,
  );
}

const ONLY_457 = [{ number: '457/KH-UBND', clauses: 88 }];

it('prints what became of every clause of the plan and ends with the counts', async () => {
  const { stdout, code } = await run('plan-coverage');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^II\.1\.9 +chỉ tiêu +chỉ tiêu II\.1\.9-ELIGIBLE «Tỷ lệ hồ sơ trực tuyến toàn trình/m);
  expect(stdout).toMatch(/^II\.3\.a\.1 +nhiệm vụ +nhiệm vụ II\.3\.a \(ở điểm trên\)/m);
  expect(stdout).toMatch(/\n88 điểm: 23 chỉ tiêu, 29 nhiệm vụ, 11 nghĩa vụ, 4 thời hạn; 0 lỗi\.\n$/);
});

it('refuses a plan with an unclassified clause and a quote that is not verbatim, naming file, line and reason', async () => {
  for (const command of ['plan-coverage', 'plan-load']) {
    const { stderr, code } = await run(command, spoiled);
    expect(code).toBe(1);
    expect(stderr).toContain('clauses.yaml:19: «kinds»: điểm chưa được phân loại');
    expect(stderr).toContain('tasks.yaml:11: không phải nguyên văn trong II.2');
  }
  expect(await stored()).toEqual(ONLY_457);
});

it('tries a second plan out, loads it beside the first, and finds nothing left to do', async () => {
  const tried = await run('plan-load', AMENDED, '--dry-run');
  expect([tried.code, tried.stderr]).toEqual([0, '']);
  expect(tried.stdout).toMatch(/^\+ chỉ tiêu I\.1 \(15\/KH-UBND\)$/m);
  expect(tried.stdout).toMatch(/^Nạp thử, không lưu gì: 17 dòng mới, 0 dòng đổi, 0 dòng bỏ/m);
  expect(await stored()).toEqual(ONLY_457);
  expect((await run('plan-load', AMENDED)).stdout).toMatch(/^Đã nạp: 17 dòng mới/m);
  expect(await stored()).toEqual([...ONLY_457, { number: '88/KH-UBND', clauses: 8 }]);
  expect((await run('plan-load', AMENDED)).stdout).toMatch(/^Đã nạp: 0 dòng mới, 0 dòng đổi, 0 dòng bỏ/m);
});

it('tells of which units an amendment withdraws what they owed, with the document, and that nothing is left', async () => {
  const folder = join(spoiled, 'ended');
  cpSync(AMENDED, folder, { recursive: true });
  await run('plan-load', folder);
  const em = orm.em.fork();
  await em.transactional((inner) => new DeadlineService(inner).openDue(civilDateAt(new Date())));
  writeFileSync(
    join(folder, 'amendments', '20-kh-ubnd.yaml'),
    [
      'number: 20/KH-UBND',
      'title: Bãi bỏ báo cáo tháng',
      'issuedOn: 2025-12-25',
      'effectiveOn: 2026-01-01',
      'ended: { clauses: [II.1], tasks: [II.1], duties: [II.1-MONTH] }',
    ].join('\n'),
  );
  const line =
    /^ {2}«Báo cáo Tháng 01\/2026», Sở Nội vụ, hạn 16\/01\/2026: Chấm dứt từ ngày 01\/01\/2026 theo 20\/KH-UBND ngày 25\/12\/2025$/m;
  const tried = await run('plan-load', folder, '--dry-run');
  expect([tried.code, tried.stderr]).toEqual([0, '']);
  expect(tried.stdout).toMatch(/^\d+ việc không còn phải làm:$/m);
  expect(tried.stdout).toMatch(line);
  expect((await run('plan-load', folder)).stdout).toMatch(line);
  expect((await run('plan-load', folder)).stdout).not.toMatch(/không còn phải làm/);
});

it('says how it is used, and that a folder is not there', async () => {
  expect(await run('plan-load')).toMatchObject({ code: 1, stderr: expect.stringContaining('Cách dùng') });
  expect(await run('plan-load', join(spoiled, 'khong-co'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Không có thư mục kế hoạch'),
  });
});
