import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { projectFile } from '../../schema/base/index.js';

/** Hashes of every file of one report, drawn by another process with its own zone and language. */
async function hashesUnder(settings: Record<string, string>): Promise<string[]> {
  const env = { ...process.env, NODE_OPTIONS: '', ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, [projectFile('dist/test/support/report-bytes.js')], {
    env,
  });
  return stdout.trim().split('\n');
}

it('the files of a report are the same bytes in every process, zone and language', async () => {
  const here = await hashesUnder({ TZ: 'Asia/Ho_Chi_Minh', LANG: 'vi_VN.UTF-8' });
  const there = await hashesUnder({ TZ: 'America/New_York', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
  expect(here.map((line) => line.split(' ')[0])).toEqual(['DOCX', 'XLSX', 'CSV', 'HTML', 'JSON']);
  expect(there).toEqual(here);
});
