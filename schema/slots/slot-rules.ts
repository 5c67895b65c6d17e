import { CronExpressionParser } from 'cron-parser';

/** Time zone of every schedule; Vietnam has no daylight saving. */
export const SCHEDULE_TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** Later than this, in milliseconds, a run no longer counts as on time. */
const ON_TIME_WITHIN_MS = 10 * 60_000;

/** What to do with due instants that nobody saw: run only the newest, run the newest `max`, or run none that is late. */
export type CatchUp =
  | { readonly policy: 'RUN_LATEST' }
  | { readonly policy: 'RUN_ALL'; readonly max: number }
  | { readonly policy: 'SKIP' };

/** When something is to run, and what happens when its time was missed. */
export interface Schedule {
  /** Key in the slot ledger: kebab-case, never reused. */
  readonly name: string;
  /** Five fields, in the province's time zone. */
  readonly cron: string;
  readonly catchUp: CatchUp;
}

/** What becomes of one due instant; `reason` is null exactly when it is to run. */
export interface SlotDecision {
  readonly dueAt: Date;
  readonly reason: string | null;
}

/**
 * Due instants of a schedule, earliest first.
 *
 * Dates: instants in `(after, until]`.
 * @throws Error when the cron line is not valid.
 */
export function dueInstants(schedule: Schedule, after: Date, until: Date): Date[] {
  const instants: Date[] = [];
  const expression = CronExpressionParser.parse(schedule.cron, { currentDate: after, tz: SCHEDULE_TIME_ZONE });
  for (let next = expression.next().toDate(); next <= until; next = expression.next().toDate()) instants.push(next);
  return instants;
}

/** Decides which of the missing instants (earliest first) run at `now` and why the others do not; same order. */
export function decideSlots(schedule: Schedule, missing: readonly Date[], now: Date): SlotDecision[] {
  return missing.map((dueAt, index) => ({
    dueAt,
    reason: reasonToSkip(schedule.catchUp, missing.length - index, isOnTime(dueAt, now)),
  }));
}

/** Whether a run that began at `startedAt` still counts as on time, not as caught up. */
export function isOnTime(dueAt: Date, startedAt: Date): boolean {
  return startedAt.getTime() - dueAt.getTime() <= ON_TIME_WITHIN_MS;
}

/** `age` is 1 for the newest instant, 2 for the one before it. */
function reasonToSkip(catchUp: CatchUp, age: number, onTime: boolean): string | null {
  switch (catchUp.policy) {
    case 'RUN_LATEST':
      return age > 1 ? 'đã có lượt mới hơn' : null;
    case 'RUN_ALL':
      return age > catchUp.max ? `lỡ quá ${catchUp.max} lượt gần nhất` : null;
    case 'SKIP':
      return onTime ? null : 'lỡ giờ, lịch này không chạy bù';
  }
}
