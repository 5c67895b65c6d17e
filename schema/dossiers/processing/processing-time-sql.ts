import { sql, type RawBuilder } from 'kysely';
import type { CivilDate, DayRange } from '../../base/index.js';
import { restatedUnits } from '../../organisation/index.js';
import { COUNTS_AS_RESOLVED } from '../statistics/flow-sql.js';

/** What processing times are grouped by; of a unit and a procedure the key is `unitProcedureKey`. */
export type TimeScope = 'province' | 'unit' | 'procedure' | 'pair';

/** Whose times are asked for. */
export interface TimeQuestion {
  readonly scope: TimeScope;
  readonly keys: readonly string[];
  readonly range: DayRange;
  /** Day to whose units times are restated; null leaves them at the units that reported. */
  readonly restatedOn: CivilDate | null;
}

/** What a scope adds to the statement: where dossiers `d` belong, which ones are asked for, and under which key. */
interface ScopeSql {
  readonly join: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  readonly key: RawBuilder<unknown>;
}

/**
 * A statement of one row a key and channel: `key` as text, `channel` and the sums and the median of `ChannelTime`.
 *
 * The days of a dossier are a difference of two places in an array with one number a day, made once; so the dossiers
 * are read, judged and added up in one pass that sorts none of them. What is left is a number of dossiers by length, from
 * which the median is read.
 */
export function timesByChannel(question: TimeQuestion): RawBuilder<unknown> {
  return sql`with calendar as materialized (${calendar(question.range)}),
      by_length as (select key, channel, days, count(*) as dossiers, count(limit_hours) as limited,
          sum(limit_hours) as limit_hours
        from (${taken(question)}) taken group by key, channel, days),
      placed as (select by_length.*, sum(dossiers) over (partition by key, channel order by days) as last_place,
          sum(dossiers) over (partition by key, channel) as resolved from by_length)
    select key::text, channel, sum(dossiers)::int as resolved, sum(days * dossiers)::int as "workingDays",
      ((min(days) filter (where 2 * last_place >= resolved)
        + min(days) filter (where 2 * last_place > resolved)) / 2.0)::float8 as "medianDays",
      coalesce(sum(limited), 0)::int as "withLimit", coalesce(sum(days * limited), 0)::int as "withLimitDays",
      coalesce(sum(limit_hours), 0)::int as "limitHours"
    from placed group by key, channel order by channel`;
}

/**
 * One row a dossier: key, channel, in-person limit on the day of reception, and working days taken. Without `offset 0` the
 * planner expects a group for every pair of days instead of one for every length, and sorts the dossiers on disk.
 */
function taken({ scope, keys, range: { from, to }, restatedOn }: TimeQuestion): RawBuilder<unknown> {
  const { join, where, key } = scopeSql(scope, keys, restatedOn);
  return sql`select ${key} as key, d.channel, version.limit_direct_hours as limit_hours,
      ${ordinal(sql`d.finished_on`)} - ${ordinal(sql`d.received_on`)} as days
    from dossier d ${join}
      left join procedure_version version on version.procedure_id = d.procedure_id
        and coalesce(version.valid_from <= d.received_on, true) and coalesce(version.valid_to > d.received_on, true)
    where ${where} and ${COUNTS_AS_RESOLVED} and d.finished_on >= ${from}::date and d.finished_on < ${to}::date
      and d.received_on <= ${to}::date offset 0`;
}

/** The number of working days up to a day, that day included, counted from the first day of `calendar`. */
function ordinal(day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select ordinals from calendar)[${day} - (select day_before from calendar)]`;
}

/** One row: the day before the first reception of any dossier, and an ordinal for every day from then on. */
function calendar({ to }: DayRange): RawBuilder<unknown> {
  return sql`select min(day) - 1 as day_before, array_agg(ordinal order by day) as ordinals
    from (select series.day::date as day, (sum(coalesce(calendar_day.working, extract(isodow from series.day) <= 5)::int)
          over (order by series.day))::int as ordinal
        from generate_series((select min(received_on) from dossier)::timestamp, ${to}::timestamp, '1 day') series (day)
          left join calendar_day on calendar_day.day = series.day::date) working_day`;
}

/** Conditions are such as an index can answer. */
function scopeSql(scope: TimeScope, keys: readonly string[], restatedOn: CivilDate | null): ScopeSql {
  const ids = sql`${[...keys]}::uuid[]`;
  if (scope === 'province') {
    const join = sql`join unit on unit.id = d.resolving_unit_id`;
    return { join, where: sql`unit.province_id = any(${ids})`, key: sql`unit.province_id` };
  }
  if (scope === 'procedure') {
    return { join: sql``, where: sql`d.procedure_id = any(${ids})`, key: sql`d.procedure_id` };
  }
  const join = restatedOn
    ? sql`join ${restatedUnits(restatedOn)} counted on counted.source_id = d.resolving_unit_id`
    : sql``;
  const unitId = restatedOn ? sql`counted.unit_id` : sql`d.resolving_unit_id`;
  if (scope === 'unit') return { join, where: sql`${unitId} = any(${ids})`, key: unitId };
  const [units, procedures] = [0, 1].map((place) => keys.map((key) => key.split('/')[place] ?? ''));
  const asked = sql`(select * from unnest(${units}::uuid[], ${procedures}::uuid[]))`;
  return { join, where: sql`(${unitId}, d.procedure_id) in ${asked}`, key: sql`${unitId} || '/' || d.procedure_id` };
}
