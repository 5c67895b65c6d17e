import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, readBy, readModelOf, rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { proceduresOn, UNIT_HANDLES_PROCEDURE } from '../../catalogue/index.js';
import { flowRows, StatisticsService, type StatisticsCounts } from '../../dossiers/index.js';
import { restatedUnits, validOn, validWithin } from '../../organisation/index.js';
import { Target } from '../../plan/index.js';
import { hasDossiers, type UnitCoverage } from '../evaluation/evaluation-rules.js';
import { earlierRanges } from '../evaluation/missing-rules.js';

/** Counts of a scope and how complete they are. */
export interface CoveredCounts {
  readonly counts: StatisticsCounts;
  readonly coverage: UnitCoverage;
  /** Ids of the units expected that have not reported, by code; left out for procedures. */
  readonly missing?: readonly string[];
}

type CoverageRow = UnitCoverage & { readonly key: string };

/** Reads what indicators are evaluated on. */
export class IndicatorService {
  private readonly statistics: StatisticsService;

  constructor(private readonly em: EntityManager) {
    this.statistics = new StatisticsService(em);
  }

  /** All targets that an indicator measures, of every plan and in every version, in code order. */
  async measuredTargets(): Promise<Target[]> {
    const model = readModelOf(this.em, Target);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select ${model.columns('target')} from target
        where indicator_code is not null order by code collate "C", valid_from`,
    );
    return rows.map((row) => model.read(row));
  }

  /** All targets of the plans of provinces, in every version, by province id; in code order. One statement. */
  async targetsOfProvinces(provinceIds: readonly string[]): Promise<Map<string, Target[]>> {
    const model = readModelOf(this.em, Target);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select plan.province_id, ${model.columns('target')}
        from target join plan on plan.id = target.plan_id where plan.province_id = any(${[...provinceIds]}::uuid[])
        order by target.code collate "C", target.valid_from`,
    );
    const byProvince = Map.groupBy(rows, (row) => String(row['province_id']));
    return new Map([...byProvince].map(([id, of]) => [id, of.map((row) => model.read(row))]));
  }

  /** Targets by id. */
  targetsBy(ids: readonly string[]): Promise<Map<string, Target>> {
    return readBy(this.em, Target, 'id', ids);
  }

  /**
   * Counts of units with coverage 1 of 1, or 0 of 1 when the unit had no dossier in the range. Nothing is expected of a
   * unit that did not exist in it (restated: on the day to whose units the figures are restated).
   */
  async ofUnits(
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, CoveredCounts>> {
    const counts = await this.statistics.countsByUnit(unitIds, range, restatedOn);
    const idle = [...counts].filter(([, value]) => !hasDossiers(value)).map(([id]) => id);
    const absent = await this.absent(idle, range, restatedOn);
    return new Map(
      [...counts].map(([id, value]) => {
        const coverage = { reported: Number(hasDossiers(value)), expected: Number(!absent.has(id)) };
        return [id, { counts: value, coverage, missing: coverage.reported < coverage.expected ? [id] : [] }];
      }),
    );
  }

  /** Counts of a province with the coverage of its units that handle any procedure, and exist or have dossiers. */
  async ofProvince(provinceId: string, range: DayRange, restatedOn: CivilDate | null = null): Promise<CoveredCounts> {
    const exists = restatedOn ? validOn('unit', restatedOn) : validWithin('unit', range);
    const flows = sql`${flowRows('unit_rollup', range)} r`;
    const reporting = restatedOn
      ? sql`select counted.unit_id from ${flows}
          join ${restatedUnits(restatedOn)} counted on counted.source_id = r.unit_id where r.day >= ${range.from}`
      : sql`select r.unit_id from ${flows} where r.day >= ${range.from}`;
    const [counts, [coverage]] = await Promise.all([
      this.statistics.countsOfProvince(provinceId, range),
      rowsOf(
        this.em,
        sql<
          UnitCoverage & { readonly missing: string[] }
        >`select count(*) filter (where exists_then or reported)::int as expected,
            count(*) filter (where reported)::int as reported,
            coalesce(array_agg(id order by code collate "C") filter (where exists_then and not reported), '{}') as missing
          from (select unit.id, unit.code, ${exists} as exists_then, unit.id in (${reporting}) as reported
            from unit where province_id = ${provinceId}
              and exists (select from ${proceduresOn(addDays(range.to, -1))} where ${UNIT_HANDLES_PROCEDURE})) unit_state`,
      ),
    ]);
    const { reported = 0, expected = 0, missing = [] } = coverage ?? {};
    return { counts, coverage: { reported, expected }, missing };
  }

  /**
   * Counts of missing units in the ranges of the same length before a range (`earlierRanges`), one item for each unit
   * that had anything to do with dossiers in them. One statement when none had, else one more for every range.
   */
  async earlierCounts(
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<StatisticsCounts[][]> {
    const ranges = earlierRanges(range);
    const first = ranges.at(-1);
    if (unitIds.length === 0 || !first) return [];
    const whole = await this.statistics.countsByUnit(unitIds, { from: first.from, to: range.from }, restatedOn);
    const known = [...whole].filter(([, counts]) => hasDossiers(counts)).map(([id]) => id);
    if (known.length === 0) return [];
    const all = await Promise.all(ranges.map((one) => this.statistics.countsByUnit(known, one, restatedOn)));
    return known.map((id) => all.flatMap((counts) => counts.get(id) ?? []));
  }

  /** Counts of procedures over all units, with the coverage of the units that handle them. */
  async ofProcedures(procedureIds: readonly string[], range: DayRange): Promise<Map<string, CoveredCounts>> {
    const [counts, coverages] = await Promise.all([
      this.statistics.countsByProcedure(procedureIds, range),
      rowsOf(
        this.em,
        sql<CoverageRow>`select procedure.id as key, count(*)::int as expected, count(r.unit_id)::int as reported
          from ${proceduresOn(addDays(range.to, -1))} join unit on ${UNIT_HANDLES_PROCEDURE}
          left join (select distinct unit_id, procedure_id from ${flowRows('procedure_rollup', range)} flow
            where procedure_id = any(${[...procedureIds]}::uuid[]) and day >= ${range.from}
          ) r on r.unit_id = unit.id and r.procedure_id = procedure.id
          where procedure.id = any(${[...procedureIds]}::uuid[])
            and (r.unit_id is not null or ${validWithin('unit', range)}) group by procedure.id`,
      ),
    ]);
    const byProcedure = new Map(coverages.map(({ key, reported, expected }) => [key, { reported, expected }]));
    return new Map(
      [...counts].map(([id, value]) => [
        id,
        { counts: value, coverage: byProcedure.get(id) ?? { reported: 0, expected: 0 } },
      ]),
    );
  }

  /** Those of the units that did not exist when the figures are of. */
  private async absent(
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null,
  ): Promise<ReadonlySet<string>> {
    if (unitIds.length === 0) return new Set();
    const exists = restatedOn ? validOn('unit', restatedOn) : validWithin('unit', range);
    const rows = await rowsOf(
      this.em,
      sql<{ id: string }>`select id from unit where id = any(${[...unitIds]}::uuid[]) and not (${exists})`,
    );
    return new Set(rows.map(({ id }) => id));
  }
}
