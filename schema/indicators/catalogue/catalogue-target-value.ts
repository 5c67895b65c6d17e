import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../base/index.js';
import { Unit } from '../../organisation/index.js';
import { Target } from '../../plan/index.js';
import type { CatalogueDefinition } from './catalogue-definition.js';
import type { catalogueBounds, CatalogueOutcome } from './catalogue-target-rules.js';
import { formatPercent } from '../evaluation/evaluation-rules.js';
import { TargetStatus } from '../values/indicator.js';

/** What a value is made of. */
export interface CatalogueTargetParts {
  readonly definition: CatalogueDefinition;
  readonly target: Target;
  readonly unit: Unit | null;
  readonly day: CivilDate;
  readonly outcome: CatalogueOutcome;
  readonly bounds: ReturnType<typeof catalogueBounds>;
  readonly exempt: number;
}

/** How a target that the catalogue measures stands on a day, for the province or a department. */
@ObjectType('CatalogueTargetValue', {
  description: 'Giá trị của một chỉ tiêu đếm từ danh mục thủ tục vào một ngày (catalogue target value).',
})
export class CatalogueTargetValue {
  @Field(() => Target, { description: 'Chỉ tiêu (target).' })
  readonly target: Target;

  @Field(() => Unit, { nullable: true, description: 'Sở, ban, ngành; trống khi tính cho cả tỉnh (unit).' })
  readonly unit: Unit | null;

  @Field(() => DateScalar, { description: 'Ngày tính (as of).' })
  readonly asOf: CivilDate;

  @Field(() => Int, { description: 'Tử số, đếm được chắc chắn (numerator).' })
  readonly numerator: number;

  @Field(() => Int, { description: 'Mẫu số; với chỉ tiêu số lượng là số phải đạt (denominator).' })
  readonly denominator: number;

  @Field(() => Int, { description: 'Số thủ tục, hoặc mục của danh sách, chưa đủ căn cứ để đếm (unknown).' })
  readonly unknown: number;

  @Field(() => Int, { description: 'Số thủ tục được loại trừ theo văn bản (exempt).' })
  readonly exempt: number;

  @Field(() => TargetStatus, {
    description: 'Kết quả, so bằng số nguyên; NO_DATA khi điều chưa rõ có thể làm thay đổi kết quả (status).',
  })
  readonly status: TargetStatus;

  @Field(() => String, { description: 'Cách đếm bằng lời (formula in words).' })
  readonly formula: string;

  readonly definition: CatalogueDefinition;

  /** Between what it lies, whatever is unknown turns out to be. */
  readonly bounds: ReturnType<typeof catalogueBounds>;

  constructor({ definition, target, unit, day, outcome, exempt, bounds }: CatalogueTargetParts) {
    this.definition = definition;
    this.bounds = bounds;
    this.target = target;
    this.unit = unit;
    this.asOf = day;
    this.numerator = outcome.numerator;
    this.denominator = outcome.denominator;
    this.unknown = outcome.unknown;
    this.status = outcome.status;
    this.exempt = exempt;
    this.formula = definition.indicator.formula;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Phần trăm cắt ở hai chữ số thập phân; trống khi không phải tỷ lệ hoặc mẫu số bằng 0 (percent).',
  })
  get percent(): string | null {
    const { measure } = this.definition;
    const isRatio = (measure === 'SHARE' || measure === 'TIME_SAVED') && this.denominator > 0 && this.numerator >= 0;
    return isRatio ? formatPercent(this.numerator, this.denominator) : null;
  }
}
