import { PlanError, type CivilDate, type TableFormat } from './base/index.js';
import { calendarTable } from './calendar/index.js';
import { procedureTable } from './catalogue/index.js';
import { observationTable } from './observations/index.js';
import { lineageTable, postTable, unitTable } from './organisation/index.js';
import { DeadlineService, type DeadlineChanges } from './plan/index.js';

/** The tables that can be imported and exported, by name. */
const formats: ReadonlyMap<string, TableFormat> = new Map(
  [calendarTable, unitTable, lineageTable, postTable, procedureTable].map((format) => [format.name, format]),
);

/** Their names. */
export const TABLE_NAMES: readonly string[] = [...formats.keys(), 'observations'];

/**
 * How a table is written to a file and taken back from one. A changed calendar takes the open deadlines along as
 * `DeadlineService.replan` tells; `onChanged` is told of them. Observations are taken of periods begun by `today`.
 * @throws PlanError NOT_FOUND when there is no such table.
 */
export function tableFormat(
  name: string,
  today: CivilDate,
  onChanged: (changes: DeadlineChanges) => void = () => undefined,
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
        onChanged(await new DeadlineService(em).replan(today, act));
      }
      return done;
    },
  };
}
