import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Change, type RatioDifference } from './comparison-rules.js';
import { ExactRatio } from '../evaluation/exact-ratio.js';
import { IndicatorValue } from '../values/indicator-value.js';

registerEnumType(Change, {
  name: 'IndicatorChange',
  description: 'Tốt lên hay kém đi; chỉ số càng cao càng tốt (change).',
  valuesConfig: {
    Better: { description: 'Tốt lên (better).' },
    Worse: { description: 'Kém đi (worse).' },
    Same: { description: 'Không đổi (same).' },
  },
});

/** A value beside an earlier one. */
@ObjectType('IndicatorComparison', { description: 'So sánh với giá trị của một kỳ trước (comparison).' })
export class IndicatorComparison {
  @Field(() => IndicatorValue, { description: 'Giá trị của kỳ được so (value compared with).' })
  readonly value: IndicatorValue;

  @Field(() => String, {
    description: 'Chênh lệch điểm phần trăm, có dấu, cắt ở hai chữ số, ví dụ «+5,25» (percentage points).',
  })
  readonly points: string;

  @Field(() => ExactRatio, { description: 'Chênh lệch điểm phần trăm chính xác, tối giản (exact difference).' })
  readonly difference: ExactRatio;

  @Field(() => Change, { description: 'Tốt lên, kém đi hay không đổi (change).' })
  readonly change: Change;

  constructor(value: IndicatorValue, { numerator, denominator, points, change }: RatioDifference) {
    this.value = value;
    this.points = points;
    this.difference = new ExactRatio(numerator, denominator, points);
    this.change = change;
  }
}
