import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { ObservationService, type ObservedFigure } from '../../observations/index.js';
import type { UnitCoverage } from '../evaluation/evaluation-rules.js';
import { termsOf, type Formula, type Sum } from '../formula/formula.js';
import type { Indicator } from './indicator.js';

/** What an indicator over observed measures comes to. */
export interface ObservedSums {
  /** Null when no unit reported every measure. */
  readonly numerator: number | null;
  /** Null too when the value is the numerator itself. */
  readonly denominator: number | null;
  readonly coverage: UnitCoverage;
  /** Ids of the units expected that have not reported every measure. */
  readonly missing: readonly string[];
  readonly synthetic: boolean;
  /** Sums of the measures over the units that count, by code. */
  readonly measures: ReadonlyMap<string, number>;
}

type FiguresOfUnit = ReadonlyMap<string, ObservedFigure>;

/**
 * Adds up observed measures. Only units that reported every measure of a formula count, above the line and below it:
 * else the ratio would be of different units.
 */
export class ObservedIndicatorService {
  constructor(private readonly em: EntityManager) {}

  /** Sums by unit id, then by indicator code. One statement. */
  async ofUnits(
    indicators: readonly Indicator[],
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, Map<string, ObservedSums>>> {
    const figures = await this.figures(indicators, unitIds, range, restatedOn);
    return new Map([...figures].map(([id, of]) => [id, sumsOf(indicators, new Map([[id, of]]))]));
  }

  /** The same, and the sums over all the units given, by indicator code. One statement. */
  async ofAll(
    indicators: readonly Indicator[],
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<{ byUnit: Map<string, Map<string, ObservedSums>>; total: Map<string, ObservedSums> }> {
    const figures = await this.figures(indicators, unitIds, range, restatedOn);
    const byUnit = new Map([...figures].map(([id, of]) => [id, sumsOf(indicators, new Map([[id, of]]))]));
    return { byUnit, total: sumsOf(indicators, figures) };
  }

  /** Sums over the units of a province, by indicator code. Two statements. */
  async ofProvince(
    indicators: readonly Indicator[],
    provinceId: string,
    range: DayRange,
    restatedOn: CivilDate | null = null,
  ): Promise<Map<string, ObservedSums>> {
    const units = await rowsOf(
      this.em,
      sql<{ id: string }>`select id from unit where province_id = ${provinceId} order by code collate "C"`,
    );
    const ids = units.map(({ id }) => id);
    return sumsOf(indicators, await this.figures(indicators, ids, range, restatedOn));
  }

  private figures(
    indicators: readonly Indicator[],
    unitIds: readonly string[],
    range: DayRange,
    restatedOn: CivilDate | null,
  ): Promise<Map<string, Map<string, ObservedFigure>>> {
    const codes = [...new Set(indicators.flatMap(({ parsed }) => measuresIn(parsed)))];
    return new ObservationService(this.em).figuresByUnit(codes, unitIds, range, restatedOn);
  }
}

/** Codes of the measures of a formula. */
export function measuresIn(formula: Formula): string[] {
  return [...new Set(termsOf(formula).flatMap((term) => (term.kind === 'OBSERVED' ? [term.measure] : [])))];
}

function sumsOf(
  indicators: readonly Indicator[],
  figures: ReadonlyMap<string, FiguresOfUnit>,
): Map<string, ObservedSums> {
  return new Map(indicators.map(({ code, parsed }) => [code, sumOverUnits(parsed, figures)]));
}

/** What a formula comes to over units. */
export function sumOverUnits(formula: Formula, figures: ReadonlyMap<string, FiguresOfUnit>): ObservedSums {
  const measures = measuresIn(formula);
  const units = [...figures].map(([id, of]) => ({ id, of, all: measures.map((code) => of.get(code)) }));
  const reporting = units.filter(({ all }) => all.every((figure) => typeof figure?.value === 'number'));
  const missing = units.filter(
    (unit) => !reporting.includes(unit) && unit.all.some((figure) => (figure?.expected ?? 0) > 0),
  );
  const sums = new Map(
    measures.map((code) => [code, reporting.reduce((all, { of }) => all + (of.get(code)?.value ?? 0), 0)]),
  );
  const total = (sum: Sum) => sumOfMeasures(sum, sums);
  const hasValue = reporting.length > 0;
  return {
    numerator: hasValue ? total(formula.numerator) : null,
    denominator: hasValue && formula.denominator ? total(formula.denominator) : null,
    coverage: { reported: reporting.length, expected: reporting.length + missing.length },
    missing: missing.map(({ id }) => id),
    measures: sums,
    synthetic: reporting.some(({ all }) => all.some((figure) => figure?.synthetic)),
  };
}

function sumOfMeasures(sum: Sum, sums: ReadonlyMap<string, number>): number {
  return sum.reduce((total, { sign, term }) => {
    if (term.kind === 'OBSERVED') return total + sign * (sums.get(term.measure) ?? 0);
    return term.kind === 'CONSTANT' ? total + sign * term.value : total;
  }, 0);
}
