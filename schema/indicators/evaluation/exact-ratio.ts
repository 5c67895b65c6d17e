import { Field, ObjectType } from 'type-graphql';
import { truncatedDecimal } from '../trend/comparison-rules.js';

/** A ratio that loses nothing. */
@ObjectType('ExactRatio', {
  description: 'Tỷ số chính xác giữa hai số nguyên; viết thành chuỗi vì có thể vượt 32 bit (exact ratio).',
})
export class ExactRatio {
  @Field(() => String, { description: 'Tử số, số nguyên, có thể âm (numerator).' })
  readonly numerator: string;

  @Field(() => String, { description: 'Mẫu số, số nguyên từ 1 (denominator).' })
  readonly denominator: string;

  @Field(() => String, {
    description: 'Số thập phân cắt ở hai chữ số, không làm tròn, ví dụ «3,25» (decimal, truncated).',
  })
  readonly decimal: string;

  constructor(numerator: bigint, denominator: bigint, decimal = truncatedDecimal(numerator, denominator)) {
    this.numerator = numerator.toString();
    this.denominator = denominator.toString();
    this.decimal = decimal;
  }
}

/** The ratio of two counts of 0 or more; null when either is unknown, or nothing is to be divided by. */
export function exactRatio(numerator: number | null, denominator: number | null): ExactRatio | null {
  return numerator === null || !denominator ? null : new ExactRatio(BigInt(numerator), BigInt(denominator));
}
