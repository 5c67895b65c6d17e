import { PlanError, type CivilDate, type TableFormat } from './base/index.js';
import { calendarTable } from './calendar/index.js';
import { procedureTable } from './catalogue/index.js';
import { recountingProcedureTable, type Recount } from './dossiers/index.js';
import { observationTable } from './observations/index.js';
import { lineageTable, postTable, unitTable } from './organisation/index.js';
import { DeadlineService, type DeadlineChanges } from './plan/index.js';

/** Who is told of what a changed table takes along. */
export interface TableFollowers {
  readonly onDeadlines?: (changes: DeadlineChanges) => void;
  readonly onRecounted?: (recounts: readonly Recount[]) => void;
}

/** The tables that can be imported and exported, by name. */
const formats: ReadonlyMap<string, TableFormat> = new Map(
  [calendarTable, unitTable, lineageTable, postTable, procedureTable].map((format) => [format.name, format]),
);

/** Their names. */
export const TABLE_NAMES: readonly string[] = [...formats.keys(), 'observations'];

/**
 * How a table is written to a file and taken back from one. A changed calendar takes the open deadlines along as
 * `DeadlineService.replan` tells; observations are taken of periods begun by `today`; changed procedures take the stored
 * dossiers along that they judge otherwise.
 * @throws PlanError NOT_FOUND when there is no such table.
 */
export function tableFormat(
  name: string,
  today: CivilDate,
  { onDeadlines, onRecounted }: TableFollowers = {},
): TableFormat {
  const format = name === 'observations' ? observationTable(today) : formats.get(name);
  if (!format)
    throw new PlanError('NOT_FOUND', `Không có bảng «${name}»; có ${TABLE_NAMES.join(', ')}.`, { field: 'table' });
  if (format === procedureTable) return recountingProcedureTable(onRecounted ?? (() => undefined));
  if (format !== calendarTable) return format;
  return {
    ...format,
    async apply(em, cells, act) {
      const done = await format.apply(em, cells, act);
      if (done.changes.some(({ kind }) => kind !== 'UNCHANGED')) {
        onDeadlines?.(await new DeadlineService(em).replan(today, act));
      }
      return done;
    },
  };
}
