import { CalendarService, type WorkingCalendar } from '../../schema/calendar/index.js';
import type { RequestContext } from '../context.js';

/** The working calendar, read once a request. */
export async function calendarOf({ em, loaders }: RequestContext): Promise<WorkingCalendar> {
  const calendar = await loaders.load('working calendar', 'all', async (keys) => {
    const read = await new CalendarService(em).workingCalendar();
    return new Map(keys.map((key) => [key, read]));
  });
  return calendar ?? { closedDays: new Set(), extraWorkingDays: new Set() };
}
