import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataOf, errorCode } from '../support/answers.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
});
afterAll(() => server?.close());

describe('the calendar', () => {
  it('is public: days with source and certainty, both ends included', async () => {
    const answer = await server.request(
      '{ calendarDays(from: "2026-01-02", to: "2026-01-10") { day working source certainty } }',
    );
    const source = 'Văn bản 12729/VPCP-KGVX 25/12/2025';
    expect(dataOf(answer)).toEqual({
      calendarDays: [
        { day: '2026-01-02', working: false, source, certainty: 'CONFIRMED' },
        { day: '2026-01-10', working: true, source, certainty: 'CONFIRMED' },
      ],
    });
  });

  it.each([
    ['2026-02-17', false, 'Thứ Ba, 17/02/2026: nghỉ – Tết Bính Ngọ.', 'Thông báo 9441/TB-BNV'],
    ['2026-08-22', true, 'Thứ Bảy, 22/08/2026: làm bù – Làm bù cho ngày 31/8/2026.', 'Thông báo 9441/TB-BNV'],
    ['2025-11-24', true, 'Thứ Hai, 24/11/2025: ngày làm việc trong tuần.', expect.stringContaining('188/1999')],
    ['2025-12-14', false, 'Chủ nhật, 14/12/2025: ngày nghỉ hằng tuần.', expect.stringContaining('188/1999')],
  ])('says whether %s is a working day and why', async (day, working, reason, source) => {
    const answer = await server.request('query ($day: Date!) { workingDay(day: $day) { working reason source } }', {
      day,
    });
    expect(dataOf(answer)).toEqual({ workingDay: { working, reason, source } });
  });

  it('counts working days off: two after the cut-off of 14/02/2026 is 24/02/2026', async () => {
    const answer = await server.request(
      `{ two: addWorkingDays(day: "2026-02-14", count: 2) { day working }
        back: addWorkingDays(day: "2026-02-24", count: -2) { day } none: addWorkingDays(day: "2026-02-14", count: 0) { day } }`,
    );
    expect(dataOf(answer)).toEqual({
      two: { day: '2026-02-24', working: true },
      back: { day: '2026-02-13' },
      none: { day: '2026-02-14' },
    });
  });

  it('refuses ranges and counts out of all proportion', async () => {
    for (const query of [
      '{ calendarDays(from: "2000-01-01", to: "2030-01-01") { day } }',
      '{ calendarDays(from: "2026-01-02", to: "2026-01-01") { day } }',
      '{ addWorkingDays(day: "2026-01-01", count: 1001) { day } }',
    ]) {
      expect(errorCode(await server.request(query))).toBe('INVALID_INPUT');
    }
  });

  it('shows for a duty when its periods close and are due', async () => {
    const answer = await server.request(
      `{ plan(number: "457/KH-UBND") { duties { code
        duePreview(from: "2026-01-15", to: "2026-02-28") { period { id } cutOffOn dueOn workingDays warning } } } }`,
    );
    const { plan } = dataOf<{ plan: { duties: { code: string; duePreview: object[] }[] } }>(answer);
    expect(plan.duties.find(({ code }) => code === 'IV.9.e-MONTH')?.duePreview).toEqual([
      { period: { id: '2026-02' }, cutOffOn: '2026-02-14', dueOn: '2026-02-24', workingDays: 2, warning: null },
    ]);
  });
});
