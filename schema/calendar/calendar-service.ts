import type { EntityManager } from '@mikro-orm/postgresql';
import { CalendarDay } from './calendar-day.js';
import type { WorkingCalendar } from './working-day-rules.js';

/** Reads the working calendar. */
export class CalendarService {
  constructor(private readonly em: EntityManager) {}

  /** All stored closed and worked days, as the due-date rules take them. */
  async workingCalendar(): Promise<WorkingCalendar> {
    const days = await this.em.find(CalendarDay, {});
    return {
      closedDays: new Set(days.filter((day) => !day.working).map((day) => day.day)),
      extraWorkingDays: new Set(days.filter((day) => day.working).map((day) => day.day)),
    };
  }
}
