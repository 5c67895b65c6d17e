import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { rowsOf, type CivilDate, type TableChange, type TableFault, type TableFormat } from '../base/index.js';
import { Unit } from '../organisation/index.js';
import { ProcedureCode } from './procedure-code.js';
import { holdsOn, proceduresOn } from './procedure-reads.js';
import {
  faultsOfProcedureRow,
  orderedGroups,
  PROCEDURE_TABLE_COLUMNS,
  procedureCell,
} from './procedure-table-rules.js';
import { ProcedureTableWriter, type ProcedureTableRow } from './procedure-table-writer.js';

/** Column of `proceduresOn` that a column of the table shows, where the names differ. */
const STORED_AS: Readonly<Record<string, string>> = {
  limit_online: 'limit_online_text',
  limit_direct: 'limit_direct_text',
  limit_postal: 'limit_postal_text',
};

/**
 * The catalogue as a table, as it stands on a day. A row is about the procedure that has or once had its code; changed
 * facts hold from the day of the act, which may lie in the past: whoever imports names the day and the reason.
 * Procedures that a file does not name stay as they are.
 */
export const procedureTable: TableFormat = {
  name: 'procedures',
  columns: PROCEDURE_TABLE_COLUMNS,

  async rows(em, day) {
    return (await storedRows(em, day)).map(({ cells }) => cells);
  },

  async plan(em, cells, from) {
    const { good, faults } = await check(em, cells, from);
    return { changes: good.map(changeOf), faults };
  },

  async apply(em, cells, act) {
    // The lock comes first: what is compared must still be stored when it is written.
    await rowsOf(em, sql`select id from procedure order by id for update`);
    const { good, faults } = await check(em, cells, act.from);
    const changes = good.map(changeOf);
    const changed = good.filter((_row, index) => changes[index]?.kind !== 'UNCHANGED');
    if (changed.length > 0) await new ProcedureTableWriter(em, act).write(changed);
    await new AuditService(em).recordChanges(
      changes
        .filter(({ kind }) => kind !== 'UNCHANGED')
        .map(({ key, kind, fields }) => ({
          actor: act.actor,
          action: kind === 'ADDED' ? 'PROCEDURE_ADDED' : 'PROCEDURE_CHANGED',
          subjectType: 'Procedure',
          subjectId: key,
          before: kind === 'ADDED' ? null : Object.fromEntries(fields.map(({ column, before }) => [column, before])),
          after: { from: act.from, ...Object.fromEntries(fields.map(({ column, after }) => [column, after])) },
          reason: act.reason,
        })),
    );
    return { changes, faults };
  },
};

interface StoredRow {
  readonly id: string;
  readonly cells: string[];
}

async function storedRows(em: EntityManager, day: CivilDate): Promise<StoredRow[]> {
  const query = sql<Record<string, unknown>>`select procedure.*, unit.code as owner, (
      select string_agg(concat_ws(':', membership.group_code, membership.item), ';')
      from procedure_group_membership membership
      where membership.procedure_id = procedure.id and ${holdsOn('membership', day)}) as groups
    from ${proceduresOn(day)} join unit on unit.id = procedure.owner_id order by procedure.code`;
  return (await rowsOf(em, query)).map((row) => ({
    id: String(row['id']),
    cells: comparable(
      PROCEDURE_TABLE_COLUMNS.map(({ name }) => String(row[STORED_AS[name] ?? name] ?? '')),
      null,
    ),
  }));
}

async function check(
  em: EntityManager,
  rows: readonly (readonly string[])[],
  day: CivilDate,
): Promise<{ good: ProcedureTableRow[]; faults: TableFault[] }> {
  const stored = new Map((await storedRows(em, day)).map(({ id, cells }) => [id, cells]));
  const codes = new Map((await em.find(ProcedureCode, {})).map(({ code, procedure }) => [code, procedure.id]));
  const owners = new Map((await em.find(Unit, {})).map(({ code, id }) => [code, id]));
  const good: ProcedureTableRow[] = [];
  const faults: TableFault[] = [];
  const rowOf = new Map<string, number>();
  for (const [index, raw] of rows.entries()) {
    if (raw.every((cell) => cell === '')) continue;
    const [row, cells] = [index + 2, raw.map((cell) => cell.normalize('NFC'))];
    const [code, owner] = [procedureCell(cells, 'code'), procedureCell(cells, 'owner')];
    const id = codes.get(code) ?? null;
    const before = id === null ? null : (stored.get(id) ?? null);
    const found = faultsOfProcedureRow(cells);
    const fault = (column: string, rule: string, message: string) =>
      found.push({ column, rule, message, value: procedureCell(cells, column) });
    const earlier = rowOf.get(id ?? code);
    if (earlier !== undefined) fault('code', 'DUPLICATE', `Thủ tục này đã có ở dòng ${earlier}; mỗi thủ tục một dòng.`);
    if (!owners.has(owner) && owner !== '') fault('owner', 'UNIT', `Không có đơn vị mã «${owner}».`);
    if (id !== null && before === null) fault('code', 'NOT_YET', `Thủ tục chưa có dữ kiện vào ngày ${day}.`);
    rowOf.set(id ?? code, earlier ?? row);
    faults.push(...found.map((one) => ({ row, ...one })));
    if (found.length === 0)
      good.push({ row, id, cells: comparable(cells, before), before, ownerId: owners.get(owner) ?? '' });
  }
  return { good, faults };
}

/**
 * Cells as they are compared: letters composed (NFC), groups in order, and the present code, because an old one in a file only says which
 * procedure is meant.
 */
function comparable(cells: readonly string[], before: readonly string[] | null): string[] {
  return PROCEDURE_TABLE_COLUMNS.map(({ name }, place) => {
    const cell = ((name === 'code' && before ? before : cells)[place] ?? '').normalize('NFC');
    return name === 'groups' ? orderedGroups(cell) : cell;
  });
}

function changeOf({ row, cells, before }: ProcedureTableRow): TableChange {
  const fields = PROCEDURE_TABLE_COLUMNS.flatMap(({ name }, place) => {
    const [old, now] = [before?.[place] ?? '', cells[place] ?? ''];
    return old === now ? [] : [{ column: name, before: old || null, after: now || null }];
  });
  const kind = fields.length === 0 ? 'UNCHANGED' : before === null ? 'ADDED' : 'CHANGED';
  return { row, key: procedureCell(cells, 'code'), kind, fields };
}
