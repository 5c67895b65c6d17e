import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { rowsOf, type DayRange } from '../base/index.js';
import { checkRange } from '../calendar/index.js';
import type { Channel } from './dossier.js';

/**
 * Working days that the dossiers of a channel took which were resolved in a range. Sums, so that they can be added up;
 * all are 0 or more.
 */
export interface ChannelTime {
  readonly channel: Channel;
  readonly resolved: number;
  readonly workingDays: number;
  /** Median of working days; between two middle values their mean, so that it may end in ,5. */
  readonly medianDays: number;
  /** Dossiers whose procedure's in-person time limit on the day of reception is known, and their working days. */
  readonly withLimit: number;
  readonly withLimitDays: number;
  /** Sum of those limits, in working hours; 8 are a day. */
  readonly limitHours: number;
}

/** What processing times are grouped by; of a unit and a procedure the key is `unitProcedureKey`. */
export type TimeScope = 'province' | 'unit' | 'procedure' | 'pair';

type Row = ChannelTime & { readonly key: string };

const KEYS: Record<TimeScope, RawBuilder<unknown>> = {
  province: sql`(select unit.province_id::text from unit where unit.id = d.resolving_unit_id)`,
  unit: sql`d.resolving_unit_id::text`,
  procedure: sql`d.procedure_id::text`,
  pair: sql`d.resolving_unit_id || '/' || d.procedure_id`,
};

/**
 * Reads how long dossiers took.
 *
 * The day of reception is not counted, the day of finishing is when it is a working day; a dossier finished on the day
 * it was received took 0 days. Source: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2 (the first day of a term in days is
 * not counted); that it governs time limits of procedures is inferred. Working days are those of the stored calendar.
 */
export class ProcessingTimeService {
  constructor(private readonly em: EntityManager) {}

  /** Times by channel of every key, in one statement; a channel without resolved dossiers is left out. */
  async byChannel(scope: TimeScope, keys: readonly string[], range: DayRange): Promise<Map<string, ChannelTime[]>> {
    checkRange(range);
    const rows = await rowsOf(
      this.em,
      sql<Row>`with resolved as materialized (${resolved(scope, keys, range)}), working_day as (${workingDays(range)})
        select resolved.key, resolved.channel, count(*)::int as resolved, sum(used.days)::int as "workingDays",
          percentile_cont(0.5) within group (order by used.days) as "medianDays",
          count(version.limit_direct_hours)::int as "withLimit",
          coalesce(sum(used.days) filter (where version.limit_direct_hours is not null), 0)::int as "withLimitDays",
          coalesce(sum(version.limit_direct_hours), 0)::int as "limitHours"
        from resolved
          join working_day first on first.day = resolved.received_on
          join working_day last on last.day = resolved.finished_on
          cross join lateral (select last.ordinal - first.ordinal as days) used
          left join procedure_version version on version.procedure_id = resolved.procedure_id
            and coalesce(version.valid_from <= resolved.received_on, true)
            and coalesce(version.valid_to > resolved.received_on, true)
        group by resolved.key, resolved.channel order by resolved.channel`,
    );
    const byKey = Map.groupBy(rows, ({ key }) => key);
    return new Map(keys.map((key) => [key, (byKey.get(key) ?? []).map(({ key: _key, ...time }) => time)]));
  }
}

/** The dossiers that count as resolved in the range, as form 06 counts them. */
function resolved(scope: TimeScope, keys: readonly string[], { from, to }: DayRange): RawBuilder<unknown> {
  return sql`select ${KEYS[scope]} as key, d.channel, d.procedure_id, d.received_on, d.finished_on
    from dossier d, dossier_flow(d) f
    where ${narrowed(scope, keys)} and d.finished_on >= ${from}::date and d.finished_on < ${to}::date
      and d.received_on is not null
      and f.resolved_early + f.resolved_on_time + f.resolved_late > 0`;
}

/** The keys as conditions that an index can answer. */
function narrowed(scope: TimeScope, keys: readonly string[]): RawBuilder<unknown> {
  if (scope === 'unit') return sql`d.resolving_unit_id = any(${[...keys]}::uuid[])`;
  if (scope === 'procedure') return sql`d.procedure_id = any(${[...keys]}::uuid[])`;
  if (scope === 'province') {
    return sql`d.resolving_unit_id in (select unit.id from unit where unit.province_id = any(${[...keys]}::uuid[]))`;
  }
  const [units, procedures] = [0, 1].map((place) => keys.map((key) => key.split('/')[place] ?? ''));
  return sql`(d.resolving_unit_id, d.procedure_id) in (select * from unnest(${units}::uuid[], ${procedures}::uuid[]))`;
}

/** Every day that matters with the number of working days up to it, that day included. */
function workingDays({ to }: DayRange): RawBuilder<unknown> {
  return sql`select series.day::date as day,
      sum(coalesce(calendar_day.working, extract(isodow from series.day) <= 5)::int) over (order by series.day) as ordinal
    from generate_series((select min(received_on) from resolved)::timestamp, ${to}::timestamp, '1 day') series (day)
      left join calendar_day on calendar_day.day = series.day::date`;
}
