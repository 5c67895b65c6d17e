import { Field, ObjectType } from 'type-graphql';
import { SafeIntScalar, type CivilDate, type DayRange } from '../../base/index.js';
import { isPeriod, PeriodType } from '../../calendar/index.js';
import { Unit } from '../../organisation/index.js';
import { Target } from '../../plan/index.js';
import type { CatalogueDefinition } from '../catalogue/catalogue-definition.js';
import type { CatalogueTargetValue } from '../catalogue/catalogue-target-value.js';
import {
  evaluateIndicator,
  evaluateSums,
  gapTo,
  inPercent,
  NOTHING_REPORTED,
  type IndicatorOutcome,
  type UnitCoverage,
} from '../evaluation/evaluation-rules.js';
import type { CoveredCounts } from './indicator-service.js';
import { dossierTerms, IndicatorExplanation, termsWith, type ExplanationParts } from './explanation.js';
import type { Term } from '../formula/formula.js';
import { Coverage } from './indicator-value.js';
import { Indicator, TargetStatus } from './indicator.js';
import type { ObservedSums } from './observed-indicator-service.js';
import { ValueBounds } from '../evaluation/value-bounds.js';

/** What a value of a target is about. */
export interface TargetValueScope {
  readonly target: Target;
  /** Null when nothing measures it. */
  readonly indicator: Indicator | null;
  readonly provinceId: string;
  /** Null for the province. */
  readonly unit: Unit | null;
  readonly period: DayRange;
  /** Day to whose units the figures are restated; null: they stand where they were reported. */
  readonly restatedOn: CivilDate | null;
}

/** What every value of a target is made of. */
export interface TargetValueParts extends TargetValueScope {
  readonly outcome: IndicatorOutcome;
  readonly coverage: UnitCoverage;
  readonly missing: readonly string[];
  readonly synthetic: boolean;
  readonly unknown?: number;
  readonly exempt?: number;
  /** The same counted from the catalogue. */
  readonly catalogue?: CatalogueTargetValue;
  /** Values of the terms of the formula. */
  readonly terms: ExplanationParts['terms'];
}

/** The value of a target of the plan for a province or a unit that it binds, whatever measures it. */
@ObjectType('TargetValue', {
  description: 'Giá trị của một chỉ tiêu trong một kỳ, dù đo từ hồ sơ, danh mục hay số liệu quan sát (target value).',
})
export class TargetValue {
  @Field(() => Target, { description: 'Chỉ tiêu, ở phiên bản của ngày cuối kỳ (target).' })
  readonly target: Target;

  @Field(() => Indicator, {
    nullable: true,
    description: 'Chỉ số đo chỉ tiêu, ở phiên bản của ngày cuối kỳ; trống khi chưa có chỉ số nào đo (indicator).',
  })
  readonly indicator: Indicator | null;

  @Field(() => Unit, { nullable: true, description: 'Đơn vị; trống khi tính cho cả tỉnh (unit).' })
  readonly unit: Unit | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Tử số, hoặc chính số đếm được; trống khi chưa có số liệu (numerator).',
  })
  readonly numerator: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Mẫu số; với chỉ tiêu số lượng là số phải đạt; trống khi chưa có số liệu (denominator).',
  })
  readonly denominator: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Phần trăm cắt ở hai chữ số thập phân; trống khi không phải tỷ lệ hoặc không tính được (percent).',
  })
  readonly percent: string | null;

  @Field(() => TargetStatus, {
    description: 'Kết quả, so bằng số nguyên; INSUFFICIENT khi phần còn thiếu có thể làm thay đổi kết quả (status).',
  })
  readonly status: TargetStatus;

  @Field(() => Coverage, { description: 'Mức đầy đủ của số liệu theo đơn vị (coverage).' })
  readonly coverage: UnitCoverage;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Còn thiếu ở tử số để đạt, mẫu số giữ nguyên; 0 khi đã đạt (gap to target).',
  })
  readonly gapToTarget: number | null;

  @Field(() => ValueBounds, {
    nullable: true,
    description: 'Cận của giá trị khi có phần chưa rõ hoặc chưa có số liệu; trống: không có (bounds).',
  })
  readonly bounds: ValueBounds | null;

  @Field(() => SafeIntScalar, { description: 'Số thủ tục, mục của danh sách chưa đủ căn cứ để đếm (unknown).' })
  readonly unknown: number;

  @Field(() => SafeIntScalar, { description: 'Số thủ tục được loại trừ theo văn bản (exempt).' })
  readonly exempt: number;

  @Field(() => Boolean, {
    description: 'Trong số liệu có phần mô phỏng, không phải số thật (contains synthetic data).',
  })
  readonly synthetic: boolean;

  private readonly parts: TargetValueParts;

  constructor(parts: TargetValueParts) {
    const { outcome } = parts;
    this.target = parts.target;
    this.indicator = parts.indicator;
    this.unit = parts.unit;
    this.numerator = outcome.numerator;
    this.denominator = outcome.denominator;
    this.percent = outcome.percent;
    this.status = outcome.status;
    this.coverage = parts.coverage;
    this.gapToTarget = outcome.gapToTarget;
    this.bounds = outcome.bounds && new ValueBounds(outcome.bounds);
    this.unknown = parts.unknown ?? 0;
    this.exempt = parts.exempt ?? 0;
    this.synthetic = parts.synthetic;
    this.parts = parts;
  }

  @Field(() => PeriodType, { nullable: true, description: 'Kỳ; trống khi tính theo khoảng ngày (period).' })
  get period(): PeriodType | null {
    return isPeriod(this.parts.period) ? new PeriodType(this.parts.period) : null;
  }

  @Field(() => IndicatorExplanation, {
    nullable: true,
    description: 'Cách tính; trống khi chưa có chỉ số nào đo chỉ tiêu (explanation).',
  })
  explain(): IndicatorExplanation | null {
    const { indicator, target, numerator, denominator, unit, exempt, synthetic, parts } = this;
    if (!indicator) return null;
    return new IndicatorExplanation({
      indicator,
      target,
      numerator,
      denominator,
      terms: parts.terms,
      scope: unit ? { unitId: unit.id } : { provinceId: parts.provinceId },
      range: parts.period,
      restatedOn: parts.restatedOn,
      missing: parts.missing,
      exempt,
      synthetic,
      catalogue: parts.catalogue?.definition ?? null,
    });
  }
}

/** The same of a target that something measures. */
export type MeasuredScope = TargetValueScope & { readonly indicator: Indicator };

const NO_TERMS = { numerator: [], denominator: [] };

/** What there is of a target that nothing measures. */
export function unmeasuredValue(scope: TargetValueScope): TargetValue {
  const nothing = { outcome: NOTHING_REPORTED, coverage: { reported: 0, expected: 0 }, missing: [], synthetic: false };
  return new TargetValue({ ...scope, ...nothing, terms: NO_TERMS });
}

/** The value of a target that dossiers measure; `missing`: the most that missing units could add. */
export function valueFromDossiers(
  scope: MeasuredScope,
  { counts, coverage, missing = [] }: CoveredCounts,
  missingLimit: number,
  synthetic: boolean,
): TargetValue {
  const outcome = evaluateIndicator(scope.indicator, counts, scope.target, coverage, missingLimit);
  const { numerator, denominator } = scope.indicator.parsed;
  const terms = { numerator: dossierTerms(numerator, counts), denominator: dossierTerms(denominator ?? [], counts) };
  return new TargetValue({ ...scope, outcome, coverage, missing, synthetic, terms });
}

/**
 * The value of a target that observations measure. A unit that has not reported has no bound: what it would report
 * exists, only nobody knows it; then nothing is decided.
 */
export function valueFromObservations(scope: MeasuredScope, sums: ObservedSums): TargetValue {
  const { numerator, denominator, coverage, missing, synthetic } = sums;
  const outcome = numerator === null ? NOTHING_REPORTED : evaluateSums(numerator, denominator, scope.target);
  const isOpen = numerator !== null && missing.length > 0;
  const status = isOpen ? TargetStatus.Insufficient : outcome.status;
  const valueOf = (term: Term) => (term.kind === 'OBSERVED' ? (sums.measures.get(term.measure) ?? null) : null);
  const { parsed } = scope.indicator;
  const terms = {
    numerator: termsWith(parsed.numerator, valueOf),
    denominator: termsWith(parsed.denominator ?? [], valueOf),
  };
  return new TargetValue({ ...scope, outcome: { ...outcome, status }, coverage, missing, synthetic, terms });
}

/** The value of a target that the catalogue measures; every department has its procedures there. */
export function valueFromCatalogue(
  scope: MeasuredScope,
  value: CatalogueTargetValue,
  hasSyntheticDossiers: boolean,
): TargetValue {
  const { numerator, denominator, percent, unknown, exempt, bounds, definition } = value;
  const isNoData = value.status === TargetStatus.NoData;
  const status = isNoData ? TargetStatus.Insufficient : value.status;
  const base = definition.measure === 'NUMBER' || definition.measure === 'LIST' ? 1 : denominator;
  const hasGap = status !== TargetStatus.NotApplicable && base > 0;
  const wanted =
    scope.unit && definition.measure === 'LIST' ? { ...scope.target, targetValue: denominator } : scope.target;
  const gapToTarget = hasGap ? gapTo(inPercent(wanted), numerator, base) : null;
  return new TargetValue({
    ...scope,
    outcome: { numerator, denominator, percent, status, gapToTarget, bounds },
    coverage: { reported: 1, expected: 1 },
    missing: [],
    synthetic: hasSyntheticDossiers && countsDossiers(definition),
    unknown,
    exempt,
    catalogue: value,
    terms: {
      numerator: termsWith(scope.indicator.parsed.numerator, () => numerator),
      denominator: termsWith(scope.indicator.parsed.denominator ?? [], () => denominator),
    },
  });
}

function countsDossiers({ measure, counted, met }: CatalogueDefinition): boolean {
  return measure === 'AVERAGE' || [...counted, ...met].includes('HAS_DOSSIERS');
}
