import { describe, expect, it } from '@jest/globals';
import { operationsChecks, type OperationsFacts, type ScheduleFacts } from '../../schema/operations/index.js';
import { schedules } from '../../schema/slots/index.js';

const now = new Date('2026-03-06T08:00:00+07:00');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const fine: ScheduleFacts = {
  schedule: schedules.compileReports,
  dueAt: ago(120),
  isWrittenDown: true,
  waitingSince: null,
  hasFailed: false,
};
const quiet = { queued: 0, dueSince: null, retrying: 0, failingSince: null };
const facts: OperationsFacts = {
  schedules: [fine],
  outbox: quiet,
  recipients: { marked: 0, unreachableUnits: 0 },
  clockSkewMs: 0,
};

function failing(changed: Partial<OperationsFacts>): Record<string, string> {
  const checks = operationsChecks({ ...facts, ...changed }, now).filter(({ ok }) => !ok);
  return Object.fromEntries(checks.map(({ name, message }) => [name, message]));
}

describe('operationsChecks', () => {
  it('finds nothing where everything runs, nor before anything is watched', () => {
    expect(failing({})).toEqual({});
    expect(failing({ schedules: [{ ...fine, dueAt: null, isWrittenDown: false }] })).toEqual({});
    expect(operationsChecks(facts, now).map(({ name }) => name)).toEqual([
      'SLOTS',
      'LAST_RUNS',
      'OUTBOX',
      'MAIL_SERVER',
      'RECIPIENTS',
      'CLOCK',
    ]);
  });

  it('names each schedule once that was not written down, or does not end', () => {
    const both = { ...fine, isWrittenDown: false, waitingSince: ago(20) };
    expect(failing({ schedules: [both] }).SLOTS).toBe(
      'Quá giờ hơn 15 phút mà chưa chạy xong: «Mở nghĩa vụ và tổng hợp báo cáo». Kiểm tra worker có đang chạy.',
    );
    expect(Object.keys(failing({ schedules: [{ ...fine, waitingSince: ago(16) }] }))).toEqual(['SLOTS']);
  });

  it('names what failed for the last time', () => {
    expect(failing({ schedules: [{ ...fine, hasFailed: true }] })).toEqual({
      LAST_RUNS: 'Lượt gần nhất bị lỗi: «Mở nghĩa vụ và tổng hợp báo cáo».',
    });
  });

  it.each([
    [15, false],
    [16, true],
  ])('a message that is due for %i minutes: not ok is %s', (minutes, isBad) => {
    expect('OUTBOX' in failing({ outbox: { ...quiet, queued: 3, dueSince: ago(minutes) } })).toBe(isBad);
  });

  it('tells of a mail server that takes nothing', () => {
    expect(failing({ outbox: { ...quiet, queued: 2, retrying: 2, failingSince: ago(45) } })).toEqual({
      MAIL_SERVER: '2 thư gửi lỗi, 45 phút qua không thư nào gửi được.',
    });
  });

  it.each([
    [5_000, false],
    [5_001, true],
    [-5_001, true],
  ])('clocks that differ by %i ms: not ok is %s', (clockSkewMs, isBad) => {
    expect('CLOCK' in failing({ clockSkewMs })).toBe(isBad);
  });

  it.each([
    [{ marked: 1, unreachableUnits: 0 }, '1 địa chỉ bị trả lại thư'],
    [{ marked: 0, unreachableUnits: 2 }, '2 đơn vị có việc đến hạn mà không vị trí nào nhận được thư'],
  ])('is not ready while %j', (recipients, message) => {
    const found = operationsChecks({ ...facts, recipients }, now).filter(({ ok }) => !ok);
    expect(found).toEqual([{ name: 'RECIPIENTS', ok: false, message: expect.stringContaining(message) }]);
  });
});
