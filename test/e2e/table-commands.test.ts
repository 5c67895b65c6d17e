import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** What a command prints; a refusal as its message. */
async function run(command: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' };
  const script = projectFile(`dist/server/commands/${command}.js`);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...args], { env }).catch(
    (failure: { stdout: string; stderr: string }) => failure,
  );
  return stdout + stderr;
}

it('tables go out by a command, and changed lines come back by another one', async () => {
  const file = join(folder, 'lich.csv');
  expect(await run('export-table', 'calendar', '--out', file, '--separator', ';')).toMatch(/Đã xuất bảng calendar/);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('Quốc khánh', 'Ngày Quốc khánh'));

  const sent = ['calendar', file, '--separator', ';'];
  expect(await run('import-table', ...sent)).toMatch(/^Cách dùng/);
  expect(await run('import-table', ...sent, '--dry-run')).toMatch(
    /Xem trước .* 0 thêm mới, 1 thay đổi.*\n.*«Quốc khánh.*» → «Ngày Quốc khánh/,
  );
  expect(await run('import-table', ...sent, '--reason', 'Sửa tên')).toMatch(/Đã nhập .* 1 thay đổi/);
  expect(await run('import-table', ...sent, '--reason', 'Sửa tên')).toMatch(/Đã nhập .* 0 thay đổi/);
  expect(await run('import-table', 'calendar', file, '--reason', 'Sửa tên')).toMatch(/Dấu ngăn cách/);
  expect(await run('export-table', 'kho-bac', '--out', file)).toMatch(/Không có bảng «kho-bac»/);
});
