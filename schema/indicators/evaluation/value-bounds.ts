import { Field, ObjectType } from 'type-graphql';
import { SafeIntScalar } from '../../base/index.js';
import type { Fraction } from './bounds-rules.js';
import { formatPercent } from './evaluation-rules.js';

/** One end of what a value may be. */
@ObjectType('ValueBound', { description: 'Một cận của giá trị (bound).' })
export class ValueBound implements Fraction {
  @Field(() => SafeIntScalar, { description: 'Tử số (numerator).' })
  readonly numerator: number;

  @Field(() => SafeIntScalar, { description: 'Mẫu số; 1 khi giá trị là một số đếm (denominator).' })
  readonly denominator: number;

  @Field(() => String, { description: 'Phần trăm cắt ở hai chữ số thập phân (percent).' })
  readonly percent: string;

  constructor({ numerator, denominator }: Fraction) {
    this.numerator = numerator;
    this.denominator = denominator;
    this.percent = formatPercent(numerator, denominator);
  }
}

/** Between what a value lies, whatever is missing. */
@ObjectType('ValueBounds', {
  description:
    'Khoảng của giá trị: mỗi đơn vị chưa có số liệu thêm vào mẫu số nhiều nhất bằng số lớn nhất của chính đơn vị đó trong các kỳ cùng độ dài của 12 tháng trước, tử số từ 0 đến số ấy (bounds).',
})
export class ValueBounds {
  @Field(() => ValueBound, { description: 'Cận dưới (lower bound).' })
  readonly lower: ValueBound;

  @Field(() => ValueBound, { description: 'Cận trên (upper bound).' })
  readonly upper: ValueBound;

  constructor({ lower, upper }: { readonly lower: Fraction; readonly upper: Fraction }) {
    this.lower = new ValueBound(lower);
    this.upper = new ValueBound(upper);
  }
}
