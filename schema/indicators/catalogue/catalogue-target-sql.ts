import { sql, type RawBuilder } from 'kysely';
import type { CivilDate, DayRange } from '../../base/index.js';
import { holdsOn, proceduresOn } from '../../catalogue/index.js';
import type { CatalogueDefinition } from './catalogue-definition.js';
import type { ProcedureCondition } from '../formula/formula.js';

type Condition = RawBuilder<boolean | null>;

/** The conditions over a row `procedure`; SQL's null is «unknown», and `and` carries it on. */
const CONDITIONS: Record<ProcedureCondition, Condition> = {
  PUBLISHED_NATIONAL: sql`procedure.published_national`,
  PUBLISHED_PROVINCE: sql`procedure.published_province`,
  ONLINE: sql`procedure.service_level in ('FULL', 'PARTIAL')`,
  FULL: sql`procedure.service_level = 'FULL'`,
  RESTRUCTURED: sql`procedure.restructured`,
  EFORM: sql`procedure.eform`,
  BOUNDARY_INDEPENDENT: sql`procedure.boundary_independent`,
  ENTERPRISE: sql`procedure.enterprise`,
  PAYMENT_OBLIGATION: sql`procedure.payment_obligation`,
  PAYMENT_INTEGRATED: sql`procedure.payment_integrated`,
  ELECTRONIC_RESULT: sql`procedure.electronic_result`,
  DATA_REUSE: sql`procedure.data_reuse`,
  ELIGIBLE: sql`procedure.eligible`,
  HAS_DOSSIERS: sql`procedure.dossiers > 0`,
  BOTH_LIMITS: sql`procedure.limit_online_hours is not null and procedure.limit_direct_hours is not null`,
};

/** `in force`, and the dossiers received in a year, beside every procedure of a day. */
export function countedProcedures(day: CivilDate, year: DayRange): RawBuilder<unknown> {
  return sql`(select procedure.*, coalesce(received.dossiers, 0)::int as dossiers from ${proceduresOn(day)}
    left join (select procedure_id, sum(received_online + received_in_person + received_postal) as dossiers
      from procedure_rollup where bucket >= ${year.from} and bucket < ${year.to} group by procedure_id
    ) received on received.procedure_id = procedure.id
    where procedure.status = 'PUBLISHED') procedure`;
}

/** Whether a definition leaves a procedure out for its low frequency; never unknown: without a document it does not. */
function exempts({ exemptsLowFrequency }: CatalogueDefinition): RawBuilder<boolean> {
  return exemptsLowFrequency
    ? sql`(procedure.low_frequency is true and procedure.low_frequency_reference is not null)`
    : sql`false`;
}

function all(conditions: readonly ProcedureCondition[]): Condition {
  return conditions.length === 0
    ? sql`true`
    : sql`(${sql.join(
        conditions.map((name) => CONDITIONS[name]),
        sql` and `,
      )})`;
}

/**
 * `(values …) verdict (target_code, counted, met, exempt)` for a lateral join with `countedProcedures`: what each
 * definition says of a procedure. Definitions of lists count only the procedures on the list.
 */
export function verdicts(definitions: readonly CatalogueDefinition[], day: CivilDate): RawBuilder<unknown> {
  const rows = definitions.map((definition) => {
    const onList = definition.group === null ? all(definition.counted) : isOnList(definition, day);
    return sql`(${definition.targetCode}, ${onList}, ${all(definition.met)}, ${exempts(definition)})`;
  });
  return sql`(values ${sql.join(rows)}) verdict (target_code, counted, met, exempt)`;
}

function isOnList({ group }: CatalogueDefinition, day: CivilDate): Condition {
  return sql`exists (select from procedure_group_membership membership
    where membership.procedure_id = procedure.id and membership.group_code = ${group} and ${holdsOn('membership', day)})`;
}

/** Items of a list on a day and what each comes to: met only when every one of its procedures is. One row an item. */
export function listItems(
  { group, met, targetCode }: CatalogueDefinition,
  day: CivilDate,
  procedures: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select ${targetCode}::text as target_code, membership.item,
      array_agg(distinct procedure.owner_id) as owners,
      case when bool_or(${all(met)} is false) then false when bool_or(${all(met)} is null) then null else true end as met
    from procedure_group_membership membership join ${procedures} on procedure.id = membership.procedure_id
    where membership.group_code = ${group} and membership.item is not null and ${holdsOn('membership', day)}
    group by membership.item`;
}
