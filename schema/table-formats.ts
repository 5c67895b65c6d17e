import { PlanError, type CivilDate, type TableFormat } from './base/index.js';
import { calendarTable } from './calendar/index.js';
import { procedureTable } from './catalogue/index.js';
import { observationTable } from './observations/index.js';
import { lineageTable, postTable, unitTable } from './organisation/index.js';
import { DeadlineService, type DeadlineMove } from './plan/index.js';

/** The tables that can be imported and exported, by name. */
const formats: ReadonlyMap<string, TableFormat> = new Map(
  [calendarTable, unitTable, lineageTable, postTable, procedureTable].map((format) => [format.name, format]),
);

/** Their names. */
export const TABLE_NAMES: readonly string[] = [...formats.keys(), 'observations'];

/**
 * How a table is written to a file and taken back from one. A changed calendar takes the deadlines along that are open
 * and not yet due on `today`; `onMoved` is told of them. Observations are taken of periods that have begun by `today`.
 * @throws PlanError NOT_FOUND when there is no such table.
 */
export function tableFormat(
  name: string,
  today: CivilDate,
  onMoved: (moved: readonly DeadlineMove[]) => void = () => undefined,
): TableFormat {
  const format = name === 'observations' ? observationTable(today) : formats.get(name);
  if (!format)
    throw new PlanError('NOT_FOUND', `Không có bảng «${name}»; có ${TABLE_NAMES.join(', ')}.`, { field: 'table' });
  if (format !== calendarTable) return format;
  return {
    ...format,
    async apply(em, cells, act) {
      const done = await format.apply(em, cells, act);
      if (done.changes.some(({ kind }) => kind !== 'UNCHANGED')) {
        onMoved(await new DeadlineService(em).replan(today));
      }
      return done;
    },
  };
}
