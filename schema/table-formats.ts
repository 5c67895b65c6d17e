import { PlanError, type CivilDate, type TableFormat } from './base/index.js';
import { calendarTable } from './calendar/index.js';
import { DeadlineService } from './plan/index.js';

/** Names of the tables that can be imported and exported. */
export const TABLE_NAMES = ['calendar', 'units', 'posts', 'procedures'] as const satisfies TableFormat['name'][];

const formats: Partial<Record<TableFormat['name'], TableFormat>> = { calendar: calendarTable };

/**
 * How a table is written to a file and taken back from one. A changed calendar takes the deadlines along that are open
 * and not yet due on `today`.
 * @throws PlanError NOT_FOUND when there is no such table.
 */
export function tableFormat(name: string, today: CivilDate): TableFormat {
  const format = Object.values(formats).find((known) => known.name === name);
  if (!format)
    throw new PlanError('NOT_FOUND', `Không có bảng «${name}»; có ${TABLE_NAMES.join(', ')}.`, { field: 'table' });
  if (format !== calendarTable) return format;
  return {
    ...format,
    async apply(em, cells, act) {
      const done = await format.apply(em, cells, act);
      if (done.changes.some(({ kind }) => kind !== 'UNCHANGED')) await new DeadlineService(em).replan(today);
      return done;
    },
  };
}
