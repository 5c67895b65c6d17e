import type { EntityManager } from '@mikro-orm/postgresql';
import { rehearse, type CivilDate } from '../base/index.js';
import { CalendarService, type CalendarAct, type CalendarDayChange, type CalendarDayFacts } from '../calendar/index.js';
import type { DeadlineChanges } from './deadline-changes.js';
import { DeadlineService } from './deadline-service.js';

/** Who changes the calendar and why, on which day, and whether it is only asked what would happen. */
export interface CalendarChangeAct extends CalendarAct {
  /** Day on which deadlines must be open and not yet due to move. */
  readonly today: CivilDate;
  /** True: nothing is kept. */
  readonly dryRun: boolean;
}

/** What a change of the calendar did, or would do: to the day, and to all deadlines. */
export interface CalendarChange extends CalendarDayChange, DeadlineChanges {}

/** Changes the working calendar together with what hangs on it. */
export class CalendarChangeService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Saves a day of the calendar, and has the deadlines that are open and not yet due follow. Must run in a transaction.
   * @throws PlanError as `CalendarService.save`; INVALID_INPUT when the calendar would have no working days left.
   */
  save(facts: CalendarDayFacts, act: CalendarChangeAct): Promise<CalendarChange> {
    return this.change(act, (em) => new CalendarService(em).save(facts, act));
  }

  /** Removes a day of the calendar, otherwise as `save`. @throws PlanError as `CalendarService.remove`. */
  remove(day: CivilDate, act: CalendarChangeAct): Promise<CalendarChange> {
    return this.change(act, (em) => new CalendarService(em).remove(day, act));
  }

  private change(
    { today, dryRun, ...act }: CalendarChangeAct,
    write: (em: EntityManager) => Promise<CalendarDayChange>,
  ): Promise<CalendarChange> {
    const work = async (em: EntityManager) => {
      const change = await write(em);
      return { ...change, ...(await new DeadlineService(em).replan(today, act)) };
    };
    return dryRun ? rehearse(this.em, work) : work(this.em);
  }
}
