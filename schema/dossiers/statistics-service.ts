import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { PlanError, rowsOf, type CivilDate, type DayRange } from '../base/index.js';
import { isBucketStart } from '../calendar/index.js';
import { restatedUnits } from '../organisation/index.js';
import { NO_DOSSIERS, type StatisticsCounts } from './statistics.js';

const FLOWS = {
  receivedOnline: 'received_online',
  receivedInPerson: 'received_in_person',
  receivedPostal: 'received_postal',
  resolvedEarly: 'resolved_early',
  resolvedOnTime: 'resolved_on_time',
  resolvedLate: 'resolved_late',
  fullProcess: 'full_process',
  eligible: 'eligible',
  electronicResult: 'electronic_result',
  payable: 'payable',
  paidOnline: 'paid_online',
  rated: 'rated',
  satisfied: 'satisfied',
} as const satisfies Partial<Record<keyof StatisticsCounts, string>>;

const RECEIVED = '(received_online + received_in_person + received_postal)';
const RESOLVED = '(resolved_early + resolved_on_time + resolved_late)';

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
 * Reads form 06's columns and the plan's counts from the half-month rollups.
 *
 * Ranges are half-open and must begin and end on day 1 or 15; flows are summed inside the range, stocks are all flows
 * before its ends, so that what one period leaves open is what the next carries over.
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
      ? sql<Row>`select counted.unit_id as key, ${sums(range)} from unit_rollup
          join ${restatedUnits(restatedOn)} counted on counted.source_id = unit_rollup.unit_id
          where counted.unit_id = any(${ids}) and bucket < ${range.to} group by counted.unit_id`
      : sql<Row>`select unit_id as key, ${sums(range)} from unit_rollup
          where unit_id = any(${ids}) and bucket < ${range.to} group by unit_id`;
    return this.mapOf(unitIds, query, range);
  }

  /** Counts by procedure id over all units; a procedure without dossiers has zeros. */
  async countsByProcedure(procedureIds: readonly string[], range: DayRange): Promise<Map<string, StatisticsCounts>> {
    const query = sql<Row>`select procedure_id as key, ${sums(range)} from procedure_rollup
      where procedure_id = any(${[...procedureIds]}::uuid[]) and bucket < ${range.to} group by procedure_id`;
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
      ? sql<Row>`select counted.unit_id || '/' || procedure_id as key, ${sums(range)} from procedure_rollup
          join ${restatedUnits(restatedOn)} counted on counted.source_id = procedure_rollup.unit_id
          where (counted.unit_id, procedure_id) in ${asked}
            and bucket < ${range.to} group by counted.unit_id, procedure_id`
      : sql<Row>`select unit_id || '/' || procedure_id as key, ${sums(range)} from procedure_rollup
          where (unit_id, procedure_id) in ${asked}
            and bucket < ${range.to} group by unit_id, procedure_id`;
    return this.mapOf(pairs.map(unitProcedureKey), query, range);
  }

  /** Counts over all units of a province. */
  async countsOfProvince(provinceId: string, range: DayRange): Promise<StatisticsCounts> {
    const query = sql<Row>`select ${provinceId} as key, ${sums(range)} from unit_rollup
      join unit on unit.id = unit_id where province_id = ${provinceId} and bucket < ${range.to}`;
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
    if (!isBucketStart(range.from) || !isBucketStart(range.to)) {
      throw new PlanError('INVALID_INPUT', 'Khoảng thời gian phải bắt đầu và kết thúc ở ngày 01 hoặc ngày 15.', {
        ...range,
      });
    }
    const counts = new Map<string, StatisticsCounts>(keys.map((key) => [key, NO_DOSSIERS]));
    for (const { key, ...row } of await rowsOf(this.em, query)) counts.set(key, row);
    return counts;
  }
}

/** The sums of every column, as whole numbers. */
function sums({ from }: DayRange): RawBuilder<unknown> {
  const inRange = Object.entries(FLOWS).map(
    ([name, column]) =>
      sql`coalesce(sum(${sql.ref(column)}) filter (where bucket >= ${from}), 0)::int as ${sql.ref(name)}`,
  );
  const stocks = [
    sql`coalesce(sum(${sql.raw(`${RECEIVED} - ${RESOLVED}`)}) filter (where bucket < ${from}), 0)::int as "carriedOver"`,
    sql`coalesce(sum(${sql.raw(`${RECEIVED} - ${RESOLVED}`)}), 0)::int as "inProgress"`,
    sql`coalesce(sum(became_overdue - resolved_late), 0)::int as "inProgressLate"`,
  ];
  return sql.join([...inRange, ...stocks]);
}
