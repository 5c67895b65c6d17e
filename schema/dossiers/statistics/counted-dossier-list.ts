import { sql, type RawBuilder } from 'kysely';
import type { CivilDate, DayRange, ListQuery } from '../../base/index.js';
import { restatedUnits } from '../../organisation/index.js';
import { EVENT_DAY, FLOWS, OPEN_SQL, OVERDUE_SQL } from './flow-sql.js';
import { StatisticsCount } from './statistics-count.js';

/** Which dossiers figures are of: those that fit every part given. At least one part is. */
export interface DossierScope {
  readonly provinceId?: string;
  readonly unitId?: string;
  readonly procedureId?: string;
  /** Lĩnh vực of the procedure. */
  readonly field?: string;
}

/** Figures whose dossiers can be listed: a scope, at reporting units or at those of a day. */
export interface StatisticsOrigin {
  readonly scope: DossierScope;
  readonly range: DayRange;
  readonly restatedOn: CivilDate | null;
}

const EVENT_OF_FLOW: Record<keyof typeof FLOWS, 'received_on' | 'finished_on'> = {
  receivedOnline: 'received_on',
  receivedInPerson: 'received_on',
  receivedPostal: 'received_on',
  resolvedEarly: 'finished_on',
  resolvedOnTime: 'finished_on',
  resolvedLate: 'finished_on',
  fullProcess: 'finished_on',
  eligible: 'finished_on',
  electronicResult: 'finished_on',
  payable: 'finished_on',
  paidOnline: 'finished_on',
  rated: 'finished_on',
  satisfied: 'finished_on',
};

const COLUMNS = sql.raw(`d.code, d.channel, d.status, d.rating, d.synthetic, d.eligible, d.payable,
  (select procedure.code from procedure where procedure.id = d.procedure_id) as "procedureCode",
  d.received_on as "receivedOn", d.due_on as "dueOn", d.finished_on as "finishedOn", d.full_process as "fullProcess",
  d.paid_online as "paidOnline", d.electronic_result as "electronicResult", d.procedure_id as "procedureId",
  d.receiving_unit_id as "receivingUnitId", d.resolving_unit_id as "resolvingUnitId"`);

/** Parent key of the list of a scope; lists of the same parts can share one statement. */
export function scopeKey(scope: DossierScope): string {
  return JSON.stringify(scope);
}

/**
 * The dossiers that a count of figures counts, by code; parents are `scopeKey` of scopes with the same parts as the
 * origin's. Whether one counts is asked of `dossier_flow`, as for the figures; days only narrow what is looked at.
 */
export function countedDossierList({ scope, range, restatedOn }: StatisticsOrigin, count: StatisticsCount): ListQuery {
  return {
    columns: COLUMNS,
    from: sql`dossier d`,
    where: [...scopeConditions(scope, restatedOn), ...countConditions(count, range)],
    order: [{ expression: sql`d.code`, type: 'text' }],
  };
}

function scopeConditions(scope: DossierScope, restatedOn: CivilDate | null): RawBuilder<unknown>[] {
  const part = (name: keyof DossierScope) => sql`(parent.id::jsonb ->> ${sql.lit(name)})`;
  const conditions: RawBuilder<unknown>[] = [];
  if (scope.provinceId !== undefined) {
    conditions.push(sql`d.resolving_unit_id in (select unit.id from unit
      where unit.province_id = ${part('provinceId')}::uuid)`);
  }
  if (scope.unitId !== undefined && restatedOn) {
    conditions.push(sql`d.resolving_unit_id in (select counted.source_id from ${restatedUnits(restatedOn)} counted
      where counted.unit_id = ${part('unitId')}::uuid)`);
  }
  if (scope.unitId !== undefined && !restatedOn) conditions.push(sql`d.resolving_unit_id = ${part('unitId')}::uuid`);
  if (scope.procedureId !== undefined) conditions.push(sql`d.procedure_id = ${part('procedureId')}::uuid`);
  if (scope.field !== undefined) {
    conditions.push(
      sql`d.procedure_id in (select procedure.id from procedure where procedure.field = ${part('field')})`,
    );
  }
  return conditions;
}

function countConditions(count: StatisticsCount, range: DayRange): RawBuilder<unknown>[] {
  switch (count) {
    case StatisticsCount.Received:
      return within('received_on', range, sql`f.received_online + f.received_in_person + f.received_postal`);
    case StatisticsCount.Resolved:
      return within('finished_on', range, sql`f.resolved_early + f.resolved_on_time + f.resolved_late`);
    case StatisticsCount.CarriedOver:
      return openBefore(range.from);
    case StatisticsCount.InProgress:
      return openBefore(range.to);
    case StatisticsCount.InProgressLate:
      return [...openBefore(range.to), sql`${summedBefore(OVERDUE_SQL, range.to)} > 0`];
    case StatisticsCount.InProgressOnTime:
      return [...openBefore(range.to), sql`${summedBefore(OVERDUE_SQL, range.to)} = 0`];
    default:
      return within(EVENT_OF_FLOW[count], range, sql.ref(`f.${FLOWS[count]}`));
  }
}

/** That an event of a dossier in the range counts. */
function within(
  event: 'received_on' | 'finished_on',
  { from, to }: DayRange,
  flow: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const day = sql.ref(`d.${event}`);
  return [
    sql`${day} >= ${from}::date and ${day} < ${to}::date`,
    sql`exists (select from dossier_flow(d) f where ${flow} > 0)`,
  ];
}

/** That a dossier was open when a day began. */
function openBefore(day: CivilDate): RawBuilder<unknown>[] {
  return [
    sql`d.received_on < ${day}::date and (d.finished_on is null or d.finished_on >= ${day}::date)`,
    sql`${summedBefore(OPEN_SQL, day)} > 0`,
  ];
}

function summedBefore(flow: RawBuilder<number>, day: CivilDate): RawBuilder<number> {
  return sql`(select sum(${flow}) from dossier_flow(d) f where ${EVENT_DAY} < ${day}::date)`;
}
