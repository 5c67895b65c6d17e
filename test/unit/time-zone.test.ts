import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../support/date-report.js', import.meta.url));

async function reportUnder(timeZone: string): Promise<string> {
  const { stdout } = await run(process.execPath, [program], {
    env: { PATH: process.env['PATH'], TZ: timeZone },
    maxBuffer: 16_000_000,
  });
  return stdout;
}

it('dates do not depend on the time zone of the machine', async () => {
  const inTheProvince = await reportUnder('Asia/Ho_Chi_Minh');
  expect(inTheProvince.split('\n')).toHaveLength(3 * 365 + 1);
  for (const timeZone of ['America/New_York', 'Pacific/Kiritimati']) {
    expect((await reportUnder(timeZone)) === inTheProvince).toBe(true);
  }
});
