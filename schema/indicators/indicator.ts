import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { StatisticsCounts } from '../dossiers/index.js';

/** How a value stands to its target. */
export enum TargetStatus {
  Met = 'MET',
  NotMet = 'NOT_MET',
  NoData = 'NO_DATA',
  NotApplicable = 'NOT_APPLICABLE',
}

registerEnumType(TargetStatus, {
  name: 'TargetStatus',
  description: 'Kết quả so với chỉ tiêu (status against the target).',
  valuesConfig: {
    Met: { description: 'Đạt (met).' },
    NotMet: { description: 'Chưa đạt (not met).' },
    NoData: { description: 'Chưa có số liệu (no data).' },
    NotApplicable: { description: 'Không phát sinh, hoặc không giao chỉ tiêu này (not applicable).' },
  },
});

/** A ratio of two sums of counts; nothing else can be expressed, so that every value can be taken apart again. */
@ObjectType('Indicator', { description: 'Chỉ số: tỷ lệ giữa hai tổng số đếm (indicator).' })
export class Indicator {
  @Field(() => String, { description: 'Mã chỉ số, ổn định (code).' })
  readonly code: string;

  @Field(() => String, { description: 'Tên chỉ số (name).' })
  readonly name: string;

  @Field(() => String, { description: 'Công thức bằng lời (formula in words).' })
  readonly formula: string;

  /** Counts whose sum is the numerator. */
  readonly numerator: readonly (keyof StatisticsCounts)[];

  /** Counts whose sum is the denominator. */
  readonly denominator: readonly (keyof StatisticsCounts)[];

  constructor(definition: Readonly<Indicator>) {
    this.code = definition.code;
    this.name = definition.name;
    this.formula = definition.formula;
    this.numerator = definition.numerator;
    this.denominator = definition.denominator;
  }
}
