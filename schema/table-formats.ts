import { PlanError, type CivilDate, type TableFormat } from './base/index.js';
import { calendarTable } from './calendar/index.js';
import { procedureTable } from './catalogue/index.js';
import { recountingProcedureTable, type Recount } from './dossiers/index.js';
import { lineageTable, postTable, unitTable } from './organisation/index.js';
import { DeadlineService, type DeadlineMove } from './plan/index.js';

/** The tables that can be imported and exported, by name. */
const formats: ReadonlyMap<string, TableFormat> = new Map(
  [calendarTable, unitTable, lineageTable, postTable, procedureTable].map((format) => [format.name, format]),
);

/** Their names. */
export const TABLE_NAMES: readonly string[] = [...formats.keys()];

/**
 * How a table is written to a file and taken back from one. A changed calendar takes the deadlines along that are open
 * and not yet due on `today`; `onMoved` is told of them. Changed procedures take the stored dossiers along that they judge
 * otherwise; `onRecounted` is told of them.
 * @throws PlanError NOT_FOUND when there is no such table.
 */
export function tableFormat(
  name: string,
  today: CivilDate,
  onMoved: (moved: readonly DeadlineMove[]) => void = () => undefined,
  onRecounted: (recounts: readonly Recount[]) => void = () => undefined,
): TableFormat {
  const format = formats.get(name);
  if (!format)
    throw new PlanError('NOT_FOUND', `Không có bảng «${name}»; có ${TABLE_NAMES.join(', ')}.`, { field: 'table' });
  if (format === procedureTable) return recountingProcedureTable(onRecounted);
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
