import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../base/index.js';
import { observedRows, type ObservedRow } from './observed-sql.js';

/** A value of a measure and how complete it is. */
export interface ObservedFigure {
  /** Sum of what was reported, a whole number; null when nobody reported. */
  readonly value: number | null;
  /** Units with a value, and units of which one is expected. */
  readonly reported: number;
  readonly expected: number;
  /** Whether any of it was made up for demonstration. */
  readonly synthetic: boolean;
}

/** What is there when nothing is. */
export const NOTHING_OBSERVED: ObservedFigure = { value: null, reported: 0, expected: 0, synthetic: false };

type ProvinceRow = Omit<ObservedFigure, 'value'> & { readonly measureCode: string; readonly value: string | null };

/**
 * Reads observed values in a range of days, half-open; null is not 0. A measure's aggregation says how: SUM adds the
 * periods whose last day lies in the range, LATEST takes the newest period that ended by its end. Values stand where
 * they were recorded; with `restatedOn` at the unit of that day that the recording unit has become. Either way the sum
 * over all units is the same. One statement each.
 */
export class ObservationService {
  constructor(private readonly em: EntityManager) {}

  /** Values by unit id and measure code; every unit and code asked for is there. Null when nothing was reported. */
  async observedByUnit(
    measureCodes: readonly string[],
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, Map<string, number | null>>> {
    const figures = await this.figuresByUnit(measureCodes, unitIds, range, restatedOn);
    return new Map(
      [...figures].map(([id, byCode]) => [id, new Map([...byCode].map(([code, { value }]) => [code, value]))]),
    );
  }

  /** The same with coverage (0 or 1 of 0 or 1) and mark. */
  async figuresByUnit(
    measureCodes: readonly string[],
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, Map<string, ObservedFigure>>> {
    const of = sql`unit.id = any(${[...unitIds]}::uuid[])`;
    const figures = new Map(unitIds.map((id) => [id, nothingOf(measureCodes)]));
    for (const row of await rowsOf(this.em, observedRows({ measureCodes, range, restatedOn, of }))) {
      const { value, synthetic, isOwed } = row;
      const coverage = { reported: Number(value !== null), expected: Number(isOwed) };
      figures.get(row.unitId)?.set(row.measureCode, { value: numberOf(value), ...coverage, synthetic });
    }
    return figures;
  }

  /** Sums over all units of a province with their coverage, by measure code; every code asked for is there. */
  async observedOfProvince(
    measureCodes: readonly string[],
    provinceId: string,
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, ObservedFigure>> {
    const of = sql`unit.province_id = ${provinceId}::uuid`;
    const figures = nothingOf(measureCodes);
    const rows = await rowsOf(this.em, provinceSums(observedRows({ measureCodes, range, restatedOn, of })));
    for (const { measureCode, value, ...rest } of rows) figures.set(measureCode, { ...rest, value: numberOf(value) });
    return figures;
  }
}

function provinceSums(rows: RawBuilder<ObservedRow>): RawBuilder<ProvinceRow> {
  return sql<ProvinceRow>`select "measureCode", sum(value::bigint)::text as value, bool_or(synthetic) as synthetic,
      count(value)::int as reported, count(*) filter (where "isOwed")::int as expected
    from (${rows}) observed group by "measureCode"`;
}

function nothingOf(measureCodes: readonly string[]): Map<string, ObservedFigure> {
  return new Map(measureCodes.map((code) => [code, NOTHING_OBSERVED]));
}

/** A sum of stored whole numbers; `GREATEST_VALUE` keeps it exact, and one that is not is a fault of ours. */
function numberOf(value: string | null): number | null {
  if (value === null) return null;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`A sum of observations is not exact: ${value}`);
  return number;
}
