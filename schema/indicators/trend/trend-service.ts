import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { FLOWS, OPEN_SQL, OVERDUE_SQL, type StatisticsCounts } from '../../dossiers/index.js';
import { restatedUnits, validOn } from '../../organisation/index.js';
import { hasDossiers } from '../evaluation/evaluation-rules.js';
import type { CoveredCounts } from '../values/indicator-service.js';

/** A unit in a range of days. */
export interface UnitRange {
  readonly unitId: string;
  readonly range: DayRange;
}

/** Text that identifies a unit in a range in the answer of `ofUnits`. */
export function unitRangeKey({ unitId, range }: UnitRange): string {
  return `${range.from}/${range.to}/${unitId}`;
}

/** The unit and range of a key. */
export function unitRangeOf(key: string): UnitRange {
  const [from = '', to = '', unitId = ''] = key.split('/');
  return { unitId, range: { from: from as CivilDate, to: to as CivilDate } };
}

type Row = StatisticsCounts & { readonly key: string; readonly place: number; readonly existed: boolean };

/** Reads what indicators are evaluated on for many ranges at once: trends, comparisons, changes of rank. */
export class TrendService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Counts with coverage, as `IndicatorService.ofUnits` answers for one range, of every unit in every range, keyed by
   * `unitRangeKey`; one statement whatever the number of units and ranges. Ranges must begin and end on day 1 or 15.
   */
  async ofUnits(
    unitIds: readonly string[],
    ranges: readonly DayRange[],
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, CoveredCounts>> {
    const rollup = restatedOn
      ? sql`(select counted.unit_id, ${flowColumns()} from unit_rollup r
          join ${restatedUnits(restatedOn)} counted on counted.source_id = r.unit_id)`
      : sql`unit_rollup`;
    const rows = await rowsOf(
      this.em,
      sql<Row>`select asked.place::int, unit.id as key, bool_and(${existed(restatedOn)}) as existed, ${sums()}
        from unnest(${ranges.map(({ from }) => from)}::date[], ${ranges.map(({ to }) => to)}::date[])
            with ordinality asked (from_day, to_day, place)
          cross join unit left join ${rollup} r on r.unit_id = unit.id and r.bucket < asked.to_day
        where unit.id = any(${[...unitIds]}::uuid[]) group by asked.place, unit.id`,
    );
    return new Map(rows.flatMap((row) => coveredCounts(row, ranges)));
  }
}

function coveredCounts({ key, place, existed: wasThere, ...counts }: Row, ranges: readonly DayRange[]) {
  const range = ranges[place - 1];
  if (!range) return [];
  const reported = hasDossiers(counts);
  const coverage = { reported: Number(reported), expected: Number(reported || wasThere) };
  const missing = reported || !wasThere ? [] : [key];
  return [[unitRangeKey({ unitId: key, range }), { counts, coverage, missing }] as const];
}

/** Whether the unit existed in the range, or on the day that figures are restated to. */
function existed(restatedOn: CivilDate | null): RawBuilder<unknown> {
  return restatedOn
    ? validOn('unit', restatedOn)
    : sql`coalesce(unit.valid_from < asked.to_day, true) and coalesce(unit.valid_to > asked.from_day, true)`;
}

function sums(): RawBuilder<unknown> {
  const inRange = Object.entries(FLOWS).map(
    ([name, column]) =>
      sql`coalesce(sum(${sql.ref(column)}) filter (where r.bucket >= asked.from_day), 0)::int as ${sql.ref(name)}`,
  );
  return sql.join([
    ...inRange,
    sql`coalesce(sum(${OPEN_SQL}) filter (where r.bucket < asked.from_day), 0)::int as "carriedOver"`,
    sql`coalesce(sum(${OPEN_SQL}), 0)::int as "inProgress"`,
    sql`coalesce(sum(${OVERDUE_SQL}), 0)::int as "inProgressLate"`,
  ]);
}

function flowColumns(): RawBuilder<unknown> {
  const columns = [...Object.values(FLOWS), 'bucket', 'became_overdue'];
  return sql.join(columns.map((column) => sql.ref(`r.${column}`)));
}
