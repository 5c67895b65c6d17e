import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import {
  PlanError,
  rowsOf,
  type CivilDate,
  type TableAct,
  type TableChange,
  type TableFormat,
  type TablePlan,
} from '../base/index.js';
import type { RawTable } from './table-file.js';
import { tableRows, type FileFault, type TableRows } from './table-rows.js';

/** What a file does to a stored table, row by row in file order. */
export interface TableImport {
  readonly table: TableFormat['name'];
  /** Day from which changed facts hold. */
  readonly from: CivilDate;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows with at least one fault; they are left out. */
  readonly rejected: number;
  readonly changes: readonly TableChange[];
  readonly faults: readonly FileFault[];
  /** Stands for exactly these changes and faults: what was looked at is what is done. */
  readonly planToken: string;
}

const LONGEST_REASON = 500;

/** Takes files of a table in. Rows that a file does not have stay as they are: nothing ends by being left out. */
export class TableImportService {
  constructor(
    private readonly em: EntityManager,
    private readonly format: TableFormat,
  ) {}

  /**
   * What the file would do, from a day on; nothing is changed.
   * @throws PlanError INVALID_INPUT when the header is wrong.
   */
  async plan(file: RawTable, from: CivilDate): Promise<TableImport> {
    const rows = tableRows(file, this.format.columns);
    return this.told(rows, await this.format.plan(this.em, rows.cells, from), from);
  }

  /**
   * Does what the file does, audited row by row and as a whole; a file that changes nothing leaves no trace. Must run in
   * a transaction.
   *
   * `planToken` is what `plan` gave; null when nobody looked at a plan first.
   * @throws PlanError INVALID_INPUT when the header is wrong or the reason missing; CONFLICT when it would do something
   * else than the plan said, because the stored table has changed since.
   */
  async commit(file: RawTable, act: TableAct, planToken: string | null): Promise<TableImport> {
    checkReason(act.reason);
    await rowsOf(this.em, sql`select pg_advisory_xact_lock(hashtextextended('table import', 0))`);
    const rows = tableRows(file, this.format.columns);
    const done = this.told(rows, await this.format.apply(this.em, rows.cells, act), act.from);
    if (planToken !== null && planToken !== done.planToken) {
      throw new PlanError('CONFLICT', 'Dữ liệu hoặc tệp đã khác với lần xem trước; hãy xem trước lại.', {
        field: 'planToken',
      });
    }
    await this.record(done, act);
    return done;
  }

  private told(rows: TableRows, plan: TablePlan, from: CivilDate): TableImport {
    const { name } = this.format;
    const strange = plan.changes.find(({ row }) => rows.takenOut.has(row));
    if (strange) throw new Error(`Table ${name} changes row ${strange.row}, which was taken out`);
    const faults = [
      ...rows.faults,
      ...plan.faults
        .filter(({ row }) => !rows.takenOut.has(row))
        .map((fault) => ({ ...fault, cell: rows.addressOf(fault.column, fault.row) })),
    ].toSorted((left, right) => left.row - right.row);
    const { changes } = plan;
    const count = (kind: TableChange['kind']) => changes.filter((change) => change.kind === kind).length;
    return {
      table: name,
      from,
      added: count('ADDED'),
      changed: count('CHANGED'),
      unchanged: count('UNCHANGED'),
      rejected: new Set(faults.map(({ row }) => row)).size,
      changes,
      faults,
      planToken: createHash('sha256')
        .update(JSON.stringify([name, from, changes, faults]))
        .digest('base64url'),
    };
  }

  private async record(
    { table, from, added, changed, unchanged, rejected }: TableImport,
    act: TableAct,
  ): Promise<void> {
    if (added + changed === 0) return;
    await new AuditService(this.em).recordChange({
      actor: act.actor,
      action: 'TABLE_IMPORTED',
      subjectType: 'Table',
      subjectId: table,
      before: null,
      after: { from, added, changed, unchanged, rejected },
      reason: act.reason,
    });
  }
}

function checkReason(reason: string): void {
  if (reason.trim() !== '' && reason.length <= LONGEST_REASON) return;
  throw new PlanError('INVALID_INPUT', `Hãy ghi lý do, từ 1 đến ${LONGEST_REASON} ký tự.`, { field: 'reason' });
}
