import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { AuditService } from '../audit/index.js';
import { PlanError, readModelOf, rowsOf, type CivilDate } from '../base/index.js';
import { CalendarDay } from './calendar-day.js';
import { dayInWords, explainDay, faultsOfCalendarDay, type CalendarDayFacts } from './calendar-day-rules.js';
import { workingCalendarOf } from './calendar-data.js';
import { WorkingDay } from './working-day.js';
import type { WorkingCalendar } from './working-day-rules.js';

/** Who changes the calendar and why. */
export interface CalendarAct {
  readonly actor: string;
  readonly reason: string;
}

/** A day of the calendar before and after a change; null where the calendar keeps nothing of it. */
export interface CalendarDayChange {
  readonly day: CivilDate;
  readonly before: CalendarDay | null;
  readonly after: CalendarDay | null;
}

const LONGEST_REASON = 500;

/**
 * Reads, loads and changes the working calendar. What deadlines owe to it is changed with it only by
 * `CalendarChangeService` of the plan.
 */
export class CalendarService {
  constructor(private readonly em: EntityManager) {}

  /** All stored closed and worked days, as the due-date rules take them. */
  async workingCalendar(): Promise<WorkingCalendar> {
    return workingCalendarOf(await this.all());
  }

  /** Every stored day, earliest first. */
  all(): Promise<CalendarDay[]> {
    return this.read(sql`true`);
  }

  /** Stored days from `from` to `to`, both included, earliest first. */
  days(from: CivilDate, to: CivilDate): Promise<CalendarDay[]> {
    return this.read(sql`day >= ${from}::date and day <= ${to}::date`);
  }

  /** Whether offices work on a day, and what says so. */
  async workingDay(day: CivilDate): Promise<WorkingDay> {
    const [listed] = await this.days(day, day);
    return new WorkingDay(explainDay(day, listed ?? null));
  }

  /**
   * Keeps others from changing the calendar until the transaction ends: what is computed from it now is still right
   * when it is committed. Must run in a transaction.
   */
  async hold(): Promise<void> {
    await rowsOf(this.em, sql`lock table calendar_day in share mode`);
  }

  /** The same, for whoever is going to change it. */
  async holdForChange(): Promise<void> {
    await rowsOf(this.em, sql`lock table calendar_day in share row exclusive mode`);
  }

  /**
   * Closes a weekday, or has a Saturday or Sunday worked; a day that is kept already is rewritten. Audited; the same
   * facts again change and audit nothing. Must run in a transaction.
   * @throws PlanError INVALID_INPUT naming the field.
   */
  async save(facts: CalendarDayFacts, act: CalendarAct): Promise<CalendarDayChange> {
    const [fault] = faultsOfCalendarDay(facts);
    if (fault) throw new PlanError('INVALID_INPUT', fault.message, { field: fault.field, rule: fault.rule });
    const { day, ...rest } = facts;
    const before = await this.take(day, act);
    if (before && isSame(before, facts)) return { day, before, after: before };
    if (before) await this.em.nativeUpdate(CalendarDay, { day }, rest);
    else await this.em.insert(CalendarDay, { ...facts });
    return this.changed(day, before, act);
  }

  /**
   * Takes a day out of the calendar, so that its weekday alone decides again. Audited. Must run in a transaction.
   * @throws PlanError NOT_FOUND when the calendar does not keep it; INVALID_INPUT without a reason.
   */
  async remove(day: CivilDate, act: CalendarAct): Promise<CalendarDayChange> {
    const before = await this.take(day, act);
    if (!before) {
      const message = `Lịch không ghi gì về ${dayInWords(day)}; ngày này theo tuần làm việc bình thường.`;
      throw new PlanError('NOT_FOUND', message, { field: 'day' });
    }
    await this.em.nativeDelete(CalendarDay, { day });
    return this.changed(day, before, act);
  }

  /**
   * Adds the days that are not stored yet. What somebody saved or removed stays as it was left. Number of days added.
   */
  async load(days: readonly CalendarDayFacts[]): Promise<number> {
    const decided = await rowsOf(
      this.em,
      sql<{ day: string }>`select day::text as day from calendar_day
        union select subject_id from audit_entry where subject_type = 'CalendarDay'`,
    );
    const known = new Set(decided.map(({ day }) => day));
    const missing = days.filter(({ day }) => !known.has(day));
    await this.em.insertMany(
      CalendarDay,
      missing.map((day) => ({ ...day })),
    );
    return missing.length;
  }

  /** The stored day, nobody else changing the calendar until the end of the transaction; null without one. */
  private async take(day: CivilDate, { reason }: CalendarAct): Promise<CalendarDay | null> {
    if (reason.trim() === '' || reason.length > LONGEST_REASON) {
      throw new PlanError('INVALID_INPUT', `Cần ghi lý do, không quá ${LONGEST_REASON} ký tự.`, { field: 'reason' });
    }
    await this.holdForChange();
    const [stored] = await this.days(day, day);
    return stored ?? null;
  }

  private async changed(day: CivilDate, before: CalendarDay | null, act: CalendarAct): Promise<CalendarDayChange> {
    const [after = null] = await this.days(day, day);
    await new AuditService(this.em).recordChange({
      actor: act.actor,
      action: after ? 'CALENDAR_DAY_SAVED' : 'CALENDAR_DAY_REMOVED',
      subjectType: 'CalendarDay',
      subjectId: day,
      before: before && { ...before },
      after: after && { ...after },
      reason: act.reason.trim(),
    });
    return { day, before, after };
  }

  private async read(condition: RawBuilder<unknown>): Promise<CalendarDay[]> {
    const model = readModelOf(this.em, CalendarDay);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select ${model.columns('calendar_day')} from calendar_day
        where ${condition} order by day`,
    );
    return rows.map((row) => model.read(row));
  }
}

/** Whether the calendar keeps these facts of a day already. */
export function isSame(stored: CalendarDayFacts, facts: CalendarDayFacts): boolean {
  return (['working', 'name', 'source', 'certainty'] as const).every((field) => stored[field] === facts[field]);
}
