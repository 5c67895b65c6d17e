import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { checkRange } from '../../calendar/index.js';
import { restatedUnits } from '../../organisation/index.js';
import { flowRows, sums } from './flow-sql.js';
import { NO_DOSSIERS, type StatisticsCounts } from './statistics.js';

/** A unit and a procedure, by key. */
export interface UnitProcedure {
  readonly unitId: string;
  readonly procedureId: string;
}

/** Text that identifies a pair in the answer of `countsByUnitProcedure`. */
export function unitProcedureKey({ unitId, procedureId }: UnitProcedure): string {
  return `${unitId}/${procedureId}`;
}

type Row = StatisticsCounts & { readonly key: string };

/**
 * Reads form 06's columns and the plan's counts: whole half-months from the rollups, the rest from the dossiers.
 *
 * Ranges are half-open days, at most ten years (INVALID_INPUT otherwise); flows are summed inside the range, stocks are
 * all flows before its ends, so that what one range leaves open is what the next carries over.
 *
 * Figures stand where they were reported; with `restatedOn` they stand at the unit of that day that the reporting unit
 * has become, and either way each counts once.
 */
export class StatisticsService {
  constructor(private readonly em: EntityManager) {}

  /** Counts by unit id; a unit without dossiers has zeros. */
  async countsByUnit(
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, StatisticsCounts>> {
    const ids = sql`${[...unitIds]}::uuid[]`;
    const query = restatedOn
      ? sql<Row>`select counted.unit_id as key, ${sums(range)} from ${flowRows('unit_rollup', range)} flow
          join ${restatedUnits(restatedOn)} counted on counted.source_id = flow.unit_id
          where counted.unit_id = any(${ids}) group by counted.unit_id`
      : sql<Row>`select unit_id as key, ${sums(range)} from ${flowRows('unit_rollup', range)} flow
          where unit_id = any(${ids}) group by unit_id`;
    return this.mapOf(unitIds, query, range);
  }

  /** Counts by procedure id over all units; a procedure without dossiers has zeros. */
  async countsByProcedure(procedureIds: readonly string[], range: DayRange): Promise<Map<string, StatisticsCounts>> {
    const query = sql<Row>`select procedure_id as key, ${sums(range)} from ${flowRows('procedure_rollup', range)} flow
      where procedure_id = any(${[...procedureIds]}::uuid[]) group by procedure_id`;
    return this.mapOf(procedureIds, query, range);
  }

  /** Counts of pairs, keyed by `unitProcedureKey`; a pair without dossiers has zeros. */
  async countsByUnitProcedure(
    pairs: readonly UnitProcedure[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, StatisticsCounts>> {
    const asked = sql`(select * from unnest(
      ${pairs.map((pair) => pair.unitId)}::uuid[], ${pairs.map((pair) => pair.procedureId)}::uuid[]))`;
    const query = restatedOn
      ? sql<Row>`select counted.unit_id || '/' || procedure_id as key, ${sums(range)}
          from ${flowRows('procedure_rollup', range)} flow
          join ${restatedUnits(restatedOn)} counted on counted.source_id = flow.unit_id
          where (counted.unit_id, procedure_id) in ${asked} group by counted.unit_id, procedure_id`
      : sql<Row>`select unit_id || '/' || procedure_id as key, ${sums(range)}
          from ${flowRows('procedure_rollup', range)} flow
          where (unit_id, procedure_id) in ${asked} group by unit_id, procedure_id`;
    return this.mapOf(pairs.map(unitProcedureKey), query, range);
  }

  /** Counts over all units of a province. */
  async countsOfProvince(provinceId: string, range: DayRange): Promise<StatisticsCounts> {
    const query = sql<Row>`select ${provinceId} as key, ${sums(range)} from ${flowRows('unit_rollup', range)} flow
      join unit on unit.id = unit_id where province_id = ${provinceId}`;
    const counts = await this.mapOf([provinceId], query, range);
    return counts.get(provinceId) ?? NO_DOSSIERS;
  }

  /** Whether any stored or archived dossier was made by the generator; figures then say so wherever they show. */
  async hasSyntheticDossiers(): Promise<boolean> {
    const [row] = await rowsOf(
      this.em,
      sql<{ found: boolean }>`select exists (select from dossier where synthetic)
        or exists (select from dossier_archive where has_synthetic) as found`,
    );
    return row?.found ?? false;
  }

  private async mapOf(
    keys: readonly string[],
    query: RawBuilder<Row>,
    range: DayRange,
  ): Promise<Map<string, StatisticsCounts>> {
    checkRange(range);
    const counts = new Map<string, StatisticsCounts>(keys.map((key) => [key, NO_DOSSIERS]));
    for (const { key, ...row } of await rowsOf(this.em, query)) counts.set(key, row);
    return counts;
  }
}
