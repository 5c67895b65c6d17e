import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../support/date-report.js', import.meta.url));

const reports = new Map<string, Promise<string>>();

function reportUnder(timeZone: string): Promise<string> {
  const report = reports.get(timeZone) ?? print(timeZone);
  reports.set(timeZone, report);
  return report;
}

async function print(timeZone: string): Promise<string> {
  const { stdout } = await run(process.execPath, [program], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], TZ: timeZone },
    maxBuffer: 64_000_000,
  });
  return stdout;
}

/** The parts of a line that are written out below. */
type Line = [
  day: string,
  instants: string[][],
  periods: { id: string; from: string; to: string }[][],
  workingDays: unknown[],
  dueDays: unknown[][],
  work: [unknown, [subject: string, text: string]],
];

function lineOf(report: string, day: string): Line {
  return JSON.parse(report.split('\n').find((line) => line.startsWith(`["${day}"`)) ?? 'null') as Line;
}

const DAYS = 3 * 365; // 2025–2027

it.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])(
  'every rule about dates says under %s, to the byte, what it says in the province',
  async (timeZone) => {
    const inTheProvince = await reportUnder('Asia/Ho_Chi_Minh');
    expect(inTheProvince.split('\n')).toHaveLength(DAYS + 1);
    expect((await reportUnder(timeZone)) === inTheProvince).toBe(true);
  },
);

it.each(['UTC', 'Asia/Ho_Chi_Minh', 'America/New_York', 'Pacific/Kiritimati'])(
  'under %s day, instant, period, due day and digest are the ones written here',
  async (timeZone) => {
    const [day, instants, periods, working, due, [, [subject]]] = lineOf(await reportUnder(timeZone), '2026-02-14');
    expect(day).toBe('2026-02-14');
    expect(instants[0]).toEqual(['2026-02-14', '00:00 ngày 14/02/2026', '2026-02-13T17:00:00.000Z']);
    expect(instants[3]).toEqual(['2026-02-15', '00:00 ngày 15/02/2026', '2026-02-14T17:00:00.000Z']);
    expect(periods[0]?.[0]).toMatchObject({ id: '2026-02', from: '2026-01-15', to: '2026-02-14' });
    expect(working.slice(0, 3)).toEqual([false, 'Thứ Bảy, 14/02/2026: ngày nghỉ hằng tuần.', '2026-02-24']);
    expect(due[0]?.[1]).toEqual([
      ['2026-02-24', null],
      ['2026-03-17', null],
    ]);
    expect(subject).toBe('[KH 457] Xã Thạch Hà: 1 việc sắp đến hạn');
  },
);
