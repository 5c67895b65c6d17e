import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../base/index.js';
import { termsOf, type Formula, type Term } from '../formula/formula.js';

/** How a value stands to its target. */
export enum TargetStatus {
  Met = 'MET',
  NotMet = 'NOT_MET',
  Insufficient = 'INSUFFICIENT',
  NoData = 'NO_DATA',
  NotApplicable = 'NOT_APPLICABLE',
}

registerEnumType(TargetStatus, {
  name: 'TargetStatus',
  description: 'Kết quả so với chỉ tiêu (status against the target).',
  valuesConfig: {
    Met: { description: 'Đạt (met).' },
    NotMet: { description: 'Chưa đạt (not met).' },
    Insufficient: { description: 'Chưa đủ căn cứ: phần còn thiếu có thể làm thay đổi kết quả (insufficient).' },
    NoData: { description: 'Chưa có số liệu (no data).' },
    NotApplicable: { description: 'Không phát sinh, hoặc không giao chỉ tiêu này (not applicable).' },
  },
});

/** One wording of an indicator, and the days on which it evaluates. */
export interface IndicatorParts {
  readonly id: string;
  readonly planId: string;
  readonly code: string;
  readonly name: string;
  readonly formula: string;
  readonly expression: string;
  readonly parsed: Formula;
  readonly targets: readonly string[];
  readonly exemption: string | null;
  readonly source: string;
  readonly documentNumber: string;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
}

/**
 * An indicator in one version: a number, or a ratio of two sums of named terms; nothing else can be expressed, so that
 * every value can be taken apart again.
 */
@ObjectType('Indicator', { description: 'Chỉ số: một số đếm, hoặc tỷ lệ giữa hai tổng số đếm (indicator).' })
export class Indicator implements IndicatorParts {
  readonly id: string;
  readonly planId: string;

  @Field(() => String, { description: 'Mã chỉ số, ổn định (code).' })
  readonly code: string;

  @Field(() => String, { description: 'Tên chỉ số (name).' })
  readonly name: string;

  @Field(() => String, { description: 'Công thức bằng lời (formula in words).' })
  readonly formula: string;

  @Field(() => String, { description: 'Công thức như hệ thống tính (expression).' })
  readonly expression: string;

  @Field(() => DateScalar, {
    description: 'Ngày đầu phiên bản có hiệu lực; phiên bản đầu tính cả các kỳ trước đó (valid from).',
  })
  readonly validFrom: CivilDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày phiên bản sau thay thế, không tính ngày này; trống: còn hiệu lực (valid to, excluded).',
  })
  readonly validTo: CivilDate | null;

  @Field(() => String, { description: 'Số, ký hiệu văn bản đặt ra phiên bản này (document number).' })
  readonly documentNumber: string;

  @Field(() => String, { description: 'Nguồn của cách tính: điểm của kế hoạch, quy định (source).' })
  readonly source: string;

  @Field(() => String, {
    nullable: true,
    description: 'Căn cứ loại trừ TTHC có tần suất thấp; trống: không loại trừ (exemption).',
  })
  readonly exemption: string | null;

  /** The formula taken apart. */
  readonly parsed: Formula;

  /** Codes of the targets of its plan that it measures, besides those that name it themselves. */
  readonly targets: readonly string[];

  constructor(parts: IndicatorParts) {
    this.id = parts.id;
    this.planId = parts.planId;
    this.code = parts.code;
    this.name = parts.name;
    this.formula = parts.formula;
    this.expression = parts.expression;
    this.parsed = parts.parsed;
    this.targets = parts.targets;
    this.exemption = parts.exemption;
    this.source = parts.source;
    this.documentNumber = parts.documentNumber;
    this.validFrom = parts.validFrom;
    this.validTo = parts.validTo;
  }

  /** What the value is taken from. */
  get measuredFrom(): Term['kind'] {
    return termsOf(this.parsed).find(({ kind }) => kind !== 'CONSTANT')?.kind ?? 'CONSTANT';
  }
}
