import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { keyMatchesWords, readModelOf, type CivilDate, type ListQuery, type OrderColumn } from '../base/index.js';
import { Unit, UnitKind, validOn } from '../organisation/index.js';
import type { CompetenceLevel, ProcedureGroup, ProcedureStatus, ServiceLevel } from './procedure-enums.js';
import { belongsToGroup, PROCEDURE_COLUMNS, proceduresOn } from './procedure-reads.js';

/** Orders of a list of procedures. */
export enum ProcedureOrder {
  Name = 'NAME',
  Code = 'CODE',
}

/** Which procedures. */
export interface ProcedureFilter {
  readonly name?: string | null;
  readonly field?: string | null;
  readonly serviceLevel?: ServiceLevel | null;
  readonly competence?: CompetenceLevel | null;
  readonly group?: ProcedureGroup | null;
  readonly eligible?: boolean | null;
  readonly status?: ProcedureStatus | null;
}

const ORDERS: Record<ProcedureOrder, OrderColumn> = {
  [ProcedureOrder.Name]: { expression: sql`procedure.name collate "vi-x-icu"`, type: 'text' },
  [ProcedureOrder.Code]: { expression: sql`procedure.code`, type: 'text' },
};

/**
 * Condition that a unit handles a procedure: a commune those of its level, another unit those it manages. `procedure`
 * is a row of `proceduresOn`.
 */
export const UNIT_HANDLES_PROCEDURE: RawBuilder<unknown> = sql`case when unit.kind = 'COMMUNE'
  then procedure.competence in ('COMMUNE', 'BOTH') else procedure.owner_id = unit.id end`;

/** The same for a list's parent: the key of `procedureListParent`. */
const PARENT_HANDLES_PROCEDURE: RawBuilder<unknown> = sql`case when parent.id = 'COMMUNE'
  then procedure.competence in ('COMMUNE', 'BOTH') else procedure.owner_id::text = parent.id end`;

/** Parent key of the list that all communes share: they all handle the same procedures, so it is read once. */
const EVERY_COMMUNE = 'COMMUNE';

/** Key of a unit as the parent of `procedureList`; communes share one. */
export function procedureListParent(unit: Unit): string {
  return unit.kind === UnitKind.Commune ? EVERY_COMMUNE : unit.id;
}

/** What a list of procedures holds. */
export interface ProcedureListQuestion {
  readonly filter: ProcedureFilter;
  readonly order: ProcedureOrder;
  /** Only those that the parent unit handles, the parent being given as `procedureListParent`. */
  readonly ofUnit: boolean;
  /** Day of which the facts are told, and filtered by. */
  readonly day: CivilDate;
}

/** Procedures as they stand on a day; rows for `readProcedure`. */
export function procedureList({ filter, order, ofUnit, day }: ProcedureListQuestion): ListQuery {
  return {
    columns: PROCEDURE_COLUMNS,
    from: proceduresOn(day),
    where: [...(ofUnit ? [PARENT_HANDLES_PROCEDURE] : []), ...conditions(filter, day)],
    order: [ORDERS[order], { expression: sql`procedure.id`, type: 'uuid' }],
  };
}

function conditions(filter: ProcedureFilter, day: CivilDate): RawBuilder<unknown>[] {
  const { name, field, serviceLevel, competence, group, eligible, status } = filter;
  return [
    ...(name ? [keyMatchesWords(sql`procedure.name_key`, name)] : []),
    ...(field ? [sql`procedure.field = ${field}`] : []),
    ...(serviceLevel ? [sql`procedure.service_level = ${serviceLevel}`] : []),
    ...(competence ? [sql`procedure.competence = ${competence}`] : []),
    ...(group ? [belongsToGroup(group, day)] : []),
    ...((eligible ?? null) !== null ? [sql`procedure.eligible = ${eligible}`] : []),
    ...(status ? [sql`procedure.status = ${status}`] : []),
  ];
}

/** Units of a day that handle the parent procedure as it stands on it, in Vietnamese name order. */
export function unitsOfProcedure(em: EntityManager, day: CivilDate): ListQuery {
  return {
    columns: readModelOf(em, Unit).columns('unit'),
    from: sql`${proceduresOn(day)} join unit on ${UNIT_HANDLES_PROCEDURE}`,
    where: [sql`procedure.id = parent.id::uuid`, validOn('unit', day)],
    order: [
      { expression: sql`unit.short_name collate "vi-x-icu"`, type: 'text' },
      { expression: sql`unit.id`, type: 'uuid' },
    ],
  };
}
