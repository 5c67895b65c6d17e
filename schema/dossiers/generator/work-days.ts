import { addDays, daysBetween, type CivilDate } from '../../base/index.js';
import { isWorkingDay, type WorkingCalendar } from '../../calendar/index.js';

/** Working days around a range, counted once so that a due date is two look-ups instead of a walk. */
export class WorkDays {
  private readonly working: CivilDate[] = [];
  /** For each day since `from`, how many working days lie before or on it. */
  private readonly upTo: number[] = [];

  /** Knows the days of `[from, to]`; `to` must be later than every answer asked for. */
  constructor(
    private readonly from: CivilDate,
    to: CivilDate,
    calendar: WorkingCalendar,
  ) {
    for (let day = from; day <= to; day = addDays(day, 1)) {
      if (isWorkingDay(day, calendar)) this.working.push(day);
      this.upTo.push(this.working.length);
    }
  }

  /** The `count`-th working day after `day`; with 0, `day` itself or the next working day. */
  after(day: CivilDate, count: number): CivilDate {
    const passed = this.upTo[daysBetween(this.from, day)] ?? 0;
    const isWorking = this.working[passed - 1] === day;
    const place = passed - 1 + (count === 0 && !isWorking ? 1 : count);
    const answer = this.working[place];
    if (answer === undefined) throw new RangeError(`No working day ${count} after ${day} in the range`);
    return answer;
  }
}
