import { Field, Int, ObjectType } from 'type-graphql';
import { addDays, DateScalar, type CivilDate, type DayRange } from '../../base/index.js';
import { isPeriod, PeriodType } from '../../calendar/index.js';
import { Procedure } from '../../catalogue/index.js';
import type { DossierScope, StatisticsCounts } from '../../dossiers/index.js';
import { Unit } from '../../organisation/index.js';
import { Target } from '../../plan/index.js';
import { evaluateIndicator, type IndicatorOutcome, type UnitCoverage } from '../evaluation/evaluation-rules.js';
import { dossierTerms, IndicatorExplanation } from './explanation.js';
import { Indicator, TargetStatus } from './indicator.js';
import { ValueBounds } from '../evaluation/value-bounds.js';

/** How many of the units expected have dossiers in the period. */
@ObjectType('Coverage', { description: 'Số đơn vị có hồ sơ trong kỳ trên số đơn vị có thể phát sinh (coverage).' })
export class Coverage implements UnitCoverage {
  @Field(() => Int, { description: 'Số đơn vị có hồ sơ (reported).' })
  readonly reported!: number;

  @Field(() => Int, { description: 'Số đơn vị có thể phát sinh hồ sơ (expected).' })
  readonly expected!: number;
}

/** What a value is made of. */
export interface IndicatorValueParts {
  readonly indicator: Indicator;
  /** A reporting period, or any days. */
  readonly period: DayRange;
  readonly counts: StatisticsCounts;
  readonly target: Target | null;
  readonly coverage: UnitCoverage;
  readonly synthetic: boolean;
  /** The most that missing units could add; 0 when left out. */
  readonly missingLimit?: number;
  /** Ids of the missing units. */
  readonly missing?: readonly string[];
  readonly notRestated?: readonly string[];
  /** Whose value it is, and to the units of which day it is restated; without it the value cannot be taken apart. */
  readonly scope?: DossierScope;
  readonly restatedOn?: CivilDate | null;
  readonly unit?: Unit | null;
  readonly procedure?: Procedure | null;
}

/** The value of an indicator for a province, unit or procedure in a period. */
@ObjectType('IndicatorValue', { description: 'Giá trị của một chỉ số trong một kỳ (indicator value).' })
export class IndicatorValue implements IndicatorOutcome {
  @Field(() => Indicator, { description: 'Chỉ số (indicator).' })
  readonly indicator: Indicator;

  @Field(() => Unit, { nullable: true, description: 'Đơn vị; trống khi tính cho tỉnh hoặc cho thủ tục (unit).' })
  readonly unit: Unit | null;

  @Field(() => Procedure, { nullable: true, description: 'Thủ tục; trống khi tính chung mọi thủ tục (procedure).' })
  readonly procedure: Procedure | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Tử số; trống khi chưa có số liệu, 0 khi không có hồ sơ nào (numerator).',
  })
  readonly numerator: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Mẫu số; trống khi chưa có số liệu, 0 khi không phát sinh (denominator).',
  })
  readonly denominator: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Phần trăm cắt ở hai chữ số thập phân, không làm tròn lên, ví dụ «69,99 %» (percent, truncated).',
  })
  readonly percent: string | null;

  @Field(() => TargetStatus, { description: 'Kết quả so với chỉ tiêu, so bằng số nguyên (status).' })
  readonly status: TargetStatus;

  @Field(() => Target, { nullable: true, description: 'Chỉ tiêu ràng buộc; trống khi kế hoạch không giao (target).' })
  readonly target: Target | null;

  @Field(() => Coverage, { description: 'Mức đầy đủ của số liệu (coverage).' })
  readonly coverage: Coverage;

  @Field(() => Int, {
    nullable: true,
    description: 'Số hồ sơ còn thiếu ở tử số để đạt, mẫu số giữ nguyên; 0 khi đã đạt (gap to target).',
  })
  readonly gapToTarget: number | null;

  @Field(() => Boolean, {
    description: 'Trong cơ sở dữ liệu có hồ sơ mô phỏng, không phải hồ sơ thật (contains synthetic dossiers).',
  })
  readonly synthetic: boolean;

  @Field(() => [String], {
    description:
      'Phần không quy đổi được về đơn vị hiện nay và vì sao; trống khi không hỏi quy đổi hoặc đã quy đổi hết (not restated).',
  })
  readonly notRestated: readonly string[];

  @Field(() => ValueBounds, {
    nullable: true,
    description: 'Cận dưới, cận trên khi tính cả phần đơn vị chưa có số liệu có thể thêm; trống: không có (bounds).',
  })
  readonly bounds: ValueBounds | null;

  private readonly range: DayRange;
  private readonly counts: StatisticsCounts;
  private readonly parts: Pick<IndicatorValueParts, 'scope' | 'restatedOn' | 'missing'>;

  constructor(parts: IndicatorValueParts) {
    const { indicator, period, counts, target, coverage, synthetic, notRestated, unit, procedure } = parts;
    const outcome = evaluateIndicator(indicator, counts, target, coverage, parts.missingLimit);
    this.indicator = indicator;
    this.range = period;
    this.unit = unit ?? null;
    this.procedure = procedure ?? null;
    this.numerator = outcome.numerator;
    this.denominator = outcome.denominator;
    this.percent = outcome.percent;
    this.status = outcome.status;
    this.target = target;
    this.coverage = coverage;
    this.gapToTarget = outcome.gapToTarget;
    this.bounds = outcome.bounds && new ValueBounds(outcome.bounds);
    this.synthetic = synthetic;
    this.notRestated = notRestated ?? [];
    this.counts = counts;
    this.parts = parts;
  }

  @Field(() => PeriodType, { nullable: true, description: 'Kỳ; trống khi hỏi theo khoảng ngày (period).' })
  get period(): PeriodType | null {
    return isPeriod(this.range) ? new PeriodType(this.range) : null;
  }

  @Field(() => DateScalar, { description: 'Ngày đầu của giá trị (first day).' })
  get from(): CivilDate {
    return this.range.from;
  }

  @Field(() => DateScalar, { description: 'Ngày cuối của giá trị, có tính ngày đó (last day, included).' })
  get to(): CivilDate {
    return addDays(this.range.to, -1);
  }

  @Field(() => IndicatorExplanation, { description: 'Cách tính (explanation).' })
  explain(): IndicatorExplanation {
    const { indicator, target, numerator, denominator, parts } = this;
    const { parsed } = indicator;
    return new IndicatorExplanation({
      indicator,
      target,
      numerator,
      denominator,
      terms: {
        numerator: dossierTerms(parsed.numerator, this.counts),
        denominator: dossierTerms(parsed.denominator ?? [], this.counts),
      },
      scope: parts.scope ?? null,
      range: this.range,
      restatedOn: parts.restatedOn ?? null,
      missing: parts.missing ?? [],
      exempt: 0,
      synthetic: this.synthetic,
      catalogue: null,
    });
  }
}
