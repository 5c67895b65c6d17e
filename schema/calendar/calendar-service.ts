import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../base/index.js';
import { CalendarDay } from './calendar-day.js';
import { workingCalendarOf, type SeedCalendarDay } from './calendar-data.js';
import type { WorkingCalendar } from './working-day-rules.js';

/** Reads and loads the working calendar. */
export class CalendarService {
  constructor(private readonly em: EntityManager) {}

  /** All stored closed and worked days, as the due-date rules take them. */
  async workingCalendar(): Promise<WorkingCalendar> {
    return workingCalendarOf(await this.em.find(CalendarDay, {}));
  }

  /**
   * Keeps others from changing the calendar until the transaction ends: what is computed from it now is still right
   * when it is committed. Must run in a transaction.
   */
  async hold(): Promise<void> {
    await rowsOf(this.em, sql`lock table calendar_day in share mode`);
  }

  /** Adds the days that are not stored yet; stored ones stay as administrators left them. Number of days added. */
  async load(days: readonly SeedCalendarDay[]): Promise<number> {
    const stored = new Set((await this.em.find(CalendarDay, {}, { fields: ['day'] })).map(({ day }) => day));
    const missing = days.filter(({ day }) => !stored.has(day));
    await this.em.insertMany(
      CalendarDay,
      missing.map((day) => ({ ...day })),
    );
    return missing.length;
  }
}
