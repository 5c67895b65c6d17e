import { capitalise } from '../reminders/index.js';
import type { NamedSchedule } from '../slots/index.js';

/** A slot that the ledger lacks, or that should have ended, is overdue after this, in minutes. */
export const SLOT_GRACE_MINUTES = 15;
/** A message that could have been tried is overdue after this, in minutes. */
export const OUTBOX_GRACE_MINUTES = 15;
/** Clocks of server and database may differ by this, in milliseconds. */
export const CLOCK_SKEW_LIMIT_MS = 5_000;

/** What is looked at. */
export type CheckName = 'SLOTS' | 'LAST_RUNS' | 'OUTBOX' | 'MAIL_SERVER' | 'RECIPIENTS' | 'CLOCK';

/** One finding about the installation. */
export interface OperationsCheck {
  readonly name: CheckName;
  readonly ok: boolean;
  /** In Vietnamese, with what was measured; names no person, address or path. */
  readonly message: string;
}

/** What is known of one schedule. */
export interface ScheduleFacts {
  readonly schedule: NamedSchedule;
  /** Latest instant at which it was due, `SLOT_GRACE_MINUTES` ago or earlier, since watching began; null: none yet. */
  readonly dueAt: Date | null;
  /** Whether the ledger has that instant. */
  readonly isWrittenDown: boolean;
  /** Earliest of its slots that still waits or runs, due longer ago than the grace; null when there is none. */
  readonly waitingSince: Date | null;
  /** Whether the last slot that ended was given up. */
  readonly hasFailed: boolean;
}

/** What is known of the outbox. */
export interface OutboxFacts {
  readonly queued: number;
  /** Since when the message is due that waits longest for a try; null when none waits. */
  readonly dueSince: Date | null;
  /** Queued messages whose last try failed. */
  readonly retrying: number;
  /** Since when a failed try is followed by no success at all: when the oldest of them was queued; null otherwise. */
  readonly failingSince: Date | null;
}

/** What is known of whom mail is for. */
export interface RecipientFacts {
  /** Addresses of posts valid today that returned a mail and were not released. */
  readonly marked: number;
  /** Units that owe something of which the last run could tell nobody. */
  readonly unreachableUnits: number;
}

/** Everything that the checks look at. */
export interface OperationsFacts {
  readonly schedules: readonly ScheduleFacts[];
  readonly outbox: OutboxFacts;
  readonly recipients: RecipientFacts;
  /** Server's clock minus the database's, in milliseconds. */
  readonly clockSkewMs: number;
}

/** The findings at `now`, in a fixed order. All must be ok for the installation to be ready. */
export function operationsChecks(
  { schedules, outbox, recipients, clockSkewMs }: OperationsFacts,
  now: Date,
): OperationsCheck[] {
  return [
    slotsCheck(schedules),
    lastRunsCheck(schedules),
    outboxCheck(outbox, now),
    mailCheck(outbox, now),
    recipientsCheck(recipients),
    clockCheck(clockSkewMs),
  ];
}

function slotsCheck(all: readonly ScheduleFacts[]): OperationsCheck {
  const unwritten = all.filter(({ dueAt, isWrittenDown }) => dueAt !== null && !isWrittenDown);
  const waiting = all.filter(({ waitingSince }) => waitingSince !== null);
  const late = [...new Set([...unwritten, ...waiting])];
  return {
    name: 'SLOTS',
    ok: late.length === 0,
    message:
      late.length === 0
        ? 'Mọi lượt chạy đến giờ đều đã được ghi sổ và chạy xong.'
        : `Quá giờ hơn ${SLOT_GRACE_MINUTES} phút mà chưa chạy xong: ${titlesOf(late)}. Kiểm tra worker có đang chạy.`,
  };
}

function lastRunsCheck(all: readonly ScheduleFacts[]): OperationsCheck {
  const failed = all.filter(({ hasFailed }) => hasFailed);
  return {
    name: 'LAST_RUNS',
    ok: failed.length === 0,
    message:
      failed.length === 0 ? 'Lượt chạy gần nhất của mọi lịch đều xong.' : `Lượt gần nhất bị lỗi: ${titlesOf(failed)}.`,
  };
}

function outboxCheck({ queued, dueSince }: OutboxFacts, now: Date): OperationsCheck {
  const waited = dueSince === null ? 0 : minutesBetween(dueSince, now);
  return {
    name: 'OUTBOX',
    ok: waited <= OUTBOX_GRACE_MINUTES,
    message:
      waited <= OUTBOX_GRACE_MINUTES
        ? `Thư chờ gửi: ${queued}.`
        : `Thư chờ gửi: ${queued}; có thư đến lượt đã ${waited} phút mà chưa được thử gửi.`,
  };
}

function mailCheck({ retrying, failingSince }: OutboxFacts, now: Date): OperationsCheck {
  if (failingSince === null) return { name: 'MAIL_SERVER', ok: true, message: 'Máy chủ thư nhận thư bình thường.' };
  return {
    name: 'MAIL_SERVER',
    ok: false,
    message: `${retrying} thư gửi lỗi, ${minutesBetween(failingSince, now)} phút qua không thư nào gửi được.`,
  };
}

function recipientsCheck({ marked, unreachableUnits }: RecipientFacts): OperationsCheck {
  const findings = [
    ...(unreachableUnits > 0 ? [`${unreachableUnits} đơn vị có việc đến hạn mà không vị trí nào nhận được thư`] : []),
    ...(marked > 0 ? [`${marked} địa chỉ bị trả lại thư, thư đang chuyển cho vị trí kế tiếp`] : []),
  ];
  const ok = findings.length === 0;
  return {
    name: 'RECIPIENTS',
    ok,
    message: ok ? 'Đơn vị nào có việc đến hạn cũng có vị trí nhận được thư.' : `${capitalise(findings.join('; '))}.`,
  };
}

function clockCheck(skewMs: number): OperationsCheck {
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1).replace('.', ',');
  return {
    name: 'CLOCK',
    ok: Math.abs(skewMs) <= CLOCK_SKEW_LIMIT_MS,
    message: `Đồng hồ máy chủ và cơ sở dữ liệu lệch ${seconds} giây.`,
  };
}

function titlesOf(facts: readonly ScheduleFacts[]): string {
  return facts.map(({ schedule }) => `«${schedule.title}»`).join(', ');
}

function minutesBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000);
}
