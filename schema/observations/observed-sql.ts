import { sql, type RawBuilder } from 'kysely';
import { addDays, type CivilDate, type DayRange } from '../base/index.js';
import { periodContaining, PeriodKind, PeriodScheme } from '../calendar/index.js';
import { restatedUnits, validOn } from '../organisation/index.js';
import { measuresOn } from './measure-service.js';

/** A value of a measure at a unit, as the statement tells it. */
export interface ObservedRow {
  readonly unitId: string;
  readonly measureCode: string;
  /** Whole number as text; null when nothing was reported. */
  readonly value: string | null;
  readonly synthetic: boolean;
  /** Whether a value is expected of the unit: it exists, has to enter the measure, and a period of it has closed. */
  readonly isOwed: boolean;
}

/** What to read. */
export interface ObservedQuery {
  readonly measureCodes: readonly string[];
  readonly range: DayRange;
  /** Day to whose units values are restated; null: they stand where they were recorded. */
  readonly restatedOn: CivilDate | null;
  /** Condition on `unit`: whose values. */
  readonly of: RawBuilder<unknown>;
}

/**
 * Statement of one `ObservedRow` for every unit and measure asked for that holds on the range's last day.
 *
 * SUM: all periods whose last day lies in the range. LATEST: the newest period that ended by the range's end; of a unit
 * that was merged, until a unit that it went into has recorded a period after that, so that nobody counts twice; of a
 * unit that ended otherwise, no more.
 */
export function observedRows({ measureCodes, range, restatedOn, of }: ObservedQuery): RawBuilder<ObservedRow> {
  const lastDay = addDays(range.to, -1);
  const standing = restatedOn
    ? sql`select c.*, r.unit_id as at_id from counted c join ${restatedUnits(restatedOn)} r on r.source_id = c.unit_id`
    : sql`select c.*, c.unit_id as at_id from counted c`;
  return sql<ObservedRow>`with recursive
    m as (select measure.*, closed.day as closed_on from ${measuresOn(lastDay)} measure
      join ${lastClosed(range.to)} on closed.cycle = measure.cycle and closed.scheme = measure.scheme
      where measure.code = any(${[...measureCodes]}::text[])),
    current as (
      select distinct on (o.unit_id, o.measure_code, o.period_id)
        o.unit_id, o.measure_code, o.period_to, o.value, o.synthetic, m.aggregation
      from observation o join m on m.code = o.measure_code and m.scheme = o.scheme
      where o.period_to <= ${range.to}::date and (m.aggregation = 'LATEST' or o.period_to > ${range.from}::date)
      order by o.unit_id, o.measure_code, o.period_id, o.revision desc),
    latest as (
      select distinct on (unit_id, measure_code) * from current where aggregation = 'LATEST'
      order by unit_id, measure_code, period_to desc),
    heir (source_id, heir_id, since) as (
      select predecessor_id, successor_id, effective_on from unit_lineage where kind = 'MERGED_INTO'
      union select heir.source_id, l.successor_id, greatest(heir.since, l.effective_on) from heir
        join unit_lineage l on l.predecessor_id = heir.heir_id and l.kind = 'MERGED_INTO'),
    counted as (
      select * from current where aggregation = 'SUM'
      union all
      select latest.* from latest join unit on unit.id = latest.unit_id
      where (${validOn('unit', lastDay)} or exists (select from heir where heir.source_id = latest.unit_id))
        and not exists (select from heir
          join latest taken on taken.unit_id = heir.heir_id and taken.measure_code = latest.measure_code
          where heir.source_id = latest.unit_id and taken.period_to > heir.since)),
    standing as (${standing}),
    total as (
      select at_id, measure_code, sum(value) as value, bool_or(synthetic) as synthetic
      from standing group by at_id, measure_code)
    select unit.id as "unitId", m.code as "measureCode", total.value::text as value,
      coalesce(total.synthetic, false) as synthetic,
      (total.value is not null or (${validOn('unit', restatedOn ?? lastDay)} and ${isBound}
        and m.closed_on > m.valid_from and (m.aggregation = 'LATEST' or m.closed_on > ${range.from}::date))) as "isOwed"
    from m cross join unit left join total on total.at_id = unit.id and total.measure_code = m.code
    where ${of}`;
}

/** Condition that the unit has to enter the measure `m`. */
const isBound = sql`(unit.kind = any(m.unit_kinds) or unit.code = any(m.unit_codes))
  and not unit.code = any(m.except_units)`;

/** Table expression `(cycle, scheme, day)`: first day after the last period of each kind that ended by a day. */
function lastClosed(to: CivilDate): RawBuilder<unknown> {
  const kinds = Object.values(PeriodKind).flatMap((cycle) =>
    Object.values(PeriodScheme).map(
      (scheme) => sql`(${cycle}, ${scheme}, ${periodContaining(to, cycle, scheme).from}::date)`,
    ),
  );
  return sql`(values ${sql.join(kinds)}) as closed (cycle, scheme, day)`;
}
