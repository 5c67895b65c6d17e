import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readModelOf, rowsOf, type CivilDate } from '../base/index.js';
import { ProcedureCode } from './procedure-code.js';
import type { ProcedureGroup } from './procedure-enums.js';
import { ProcedureGroupList, ProcedureGroupMembership } from './procedure-group.js';
import { ProcedureVersion } from './procedure-version.js';
import { Procedure } from './procedure.js';

type DatabaseRow = Readonly<Record<string, unknown>>;

/** Condition that the half-open span of a table's row holds a day; an end without a day is open. */
export function holdsOn(alias: string, day: CivilDate): RawBuilder<boolean> {
  const [from, to] = [sql.ref(`${alias}.valid_from`), sql.ref(`${alias}.valid_to`)];
  return sql`(${from} is null or ${from} <= ${day}::date) and (${to} is null or ${to} > ${day}::date)`;
}

/**
 * The table `procedure` for a FROM clause: one row for each procedure that exists on a day, with the facts of that day.
 * The planner takes the subquery apart, so conditions and joins on it are as quick as on a table.
 */
export function proceduresOn(day: CivilDate): RawBuilder<unknown> {
  return sql`(select identity.id, identity.field, identity.owner_id, ${day}::date as as_of, version.name_key, ${versionColumns}
    from procedure identity join procedure_version version on version.procedure_id = identity.id
    where ${holdsOn('version', day)}) procedure`;
}

const VERSION_COLUMNS = `valid_from valid_to code name status competence service_level service_level_certainty
  limit_online_text limit_online_hours limit_direct_text limit_direct_hours limit_postal_text limit_postal_hours
  published_national published_province restructured eform boundary_independent enterprise payment_obligation
  payment_integrated electronic_result data_reuse eligible low_frequency low_frequency_reference decision
  document_number certainty source_note`.split(/\s+/);
const versionColumns = sql.join(VERSION_COLUMNS.map((column) => sql.ref(`version.${column}`)));

/** Columns of `proceduresOn` that `readProcedure` reads. */
export const PROCEDURE_COLUMNS = sql.join(
  [...VERSION_COLUMNS, 'id', 'field', 'owner_id', 'as_of'].map((column) => sql.ref(`procedure.${column}`)),
);

const PROPERTIES = [...VERSION_COLUMNS, 'id', 'field', 'as_of'].map(
  (column) => [column, column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())] as const,
);

/** The procedure of a row of `proceduresOn`. */
export function readProcedure(row: DatabaseRow): Procedure {
  const procedure = new Procedure() as Procedure & Record<string, unknown>;
  for (const [column, property] of PROPERTIES) procedure[property] = row[column];
  procedure.owner = { id: String(row['owner_id']) };
  return procedure;
}

/** Procedures by any national code they ever had, as they stand on a day; keyed by the code asked for. One statement. */
export async function proceduresByCode(
  em: EntityManager,
  codes: readonly string[],
  day: CivilDate,
): Promise<Map<string, Procedure>> {
  const query = sql<DatabaseRow>`select asked.code as asked_code, ${PROCEDURE_COLUMNS}
    from procedure_code asked join ${proceduresOn(day)} on procedure.id = asked.procedure_id
    where asked.code = any(${[...codes]}::text[])`;
  return new Map((await rowsOf(em, query)).map((row) => [String(row['asked_code']), readProcedure(row)]));
}

/** Procedures by id as they stand on a day. One statement. */
export async function proceduresById(
  em: EntityManager,
  ids: readonly string[],
  day: CivilDate,
): Promise<Map<string, Procedure>> {
  const query = sql<DatabaseRow>`select ${PROCEDURE_COLUMNS} from ${proceduresOn(day)}
    where procedure.id = any(${[...ids]}::uuid[])`;
  return new Map((await rowsOf(em, query)).map((row) => [String(row['id']), readProcedure(row)]));
}

/** All versions of procedures, earliest first, keyed by procedure id. One statement. */
export async function versionsOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, ProcedureVersion[]>> {
  const model = readModelOf(em, ProcedureVersion);
  const query = sql<DatabaseRow>`select ${model.columns('procedure_version')} from procedure_version
    where procedure_id = any(${[...ids]}::uuid[]) order by valid_from nulls first`;
  return Map.groupBy(
    (await rowsOf(em, query)).map((row) => model.read(row)),
    ({ procedure }) => procedure.id,
  );
}

/** All codes of procedures, earliest first, keyed by procedure id. One statement. */
export async function codesOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, ProcedureCode[]>> {
  const model = readModelOf(em, ProcedureCode);
  const query = sql<DatabaseRow>`select ${model.columns('procedure_code')} from procedure_code
    where procedure_id = any(${[...ids]}::uuid[]) order by valid_from nulls first, code`;
  return Map.groupBy(
    (await rowsOf(em, query)).map((row) => model.read(row)),
    ({ procedure }) => procedure.id,
  );
}

/** Memberships of procedures that hold on a day, by group code, keyed by procedure id. One statement. */
export async function membershipsOf(
  em: EntityManager,
  ids: readonly string[],
  day: CivilDate,
): Promise<Map<string, ProcedureGroupMembership[]>> {
  const model = readModelOf(em, ProcedureGroupMembership);
  const query = sql<DatabaseRow>`select ${model.columns('membership')} from procedure_group_membership membership
    where membership.procedure_id = any(${[...ids]}::uuid[]) and ${holdsOn('membership', day)}
    order by membership.group_code, membership.item`;
  return Map.groupBy(
    (await rowsOf(em, query)).map((row) => model.read(row)),
    ({ procedure }) => procedure.id,
  );
}

/** The lists that the plan names, by code. */
export async function procedureGroups(em: EntityManager): Promise<ProcedureGroupList[]> {
  const model = readModelOf(em, ProcedureGroupList);
  const query = sql<DatabaseRow>`select ${model.columns('procedure_group')} from procedure_group order by code`;
  return (await rowsOf(em, query)).map((row) => model.read(row));
}

/** Condition that the row `procedure` belongs to a group on a day. */
export function belongsToGroup(group: ProcedureGroup, day: CivilDate): RawBuilder<boolean> {
  return sql`exists (select from procedure_group_membership membership
    where membership.procedure_id = procedure.id and membership.group_code = ${group} and ${holdsOn('membership', day)})`;
}
