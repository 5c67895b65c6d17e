import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { addDays, DateScalar, type CivilDate } from '../base/index.js';
import { PeriodKind, PeriodScheme, type Period } from './period.js';

registerEnumType(PeriodScheme, {
  name: 'PeriodScheme',
  description: 'Cách chia kỳ (period scheme).',
  valuesConfig: {
    Nd09: {
      description:
        'Kỳ báo cáo hành chính: tháng từ ngày 15 tháng trước đến ngày 14 (Nghị định 09/2019/NĐ-CP, Điều 12).',
    },
    Calendar: { description: 'Tháng dương lịch, dùng cho Bộ chỉ số 766 (calendar months).' },
  },
});
registerEnumType(PeriodKind, {
  name: 'PeriodKind',
  description: 'Loại kỳ báo cáo (period kind).',
  valuesConfig: {
    Month: { description: 'Tháng (month).' },
    Quarter: { description: 'Quý (quarter).' },
    HalfYear: { description: '6 tháng (half-year).' },
    Year: { description: 'Năm (year).' },
  },
});

/** A period as officers read it: both days included. */
@ObjectType('Period', {
  description: 'Kỳ báo cáo, hai ngày đầu và cuối đều thuộc kỳ (reporting period, both days included).',
})
export class PeriodType {
  @Field(() => String, { description: 'Mã kỳ: 2025-12, 2025-Q4, 2025-H2 hoặc 2025 (period id).' })
  readonly id: string;

  @Field(() => PeriodScheme, { description: 'Cách chia kỳ (scheme).' })
  readonly scheme: PeriodScheme;

  @Field(() => PeriodKind, { description: 'Loại kỳ (kind).' })
  readonly kind: PeriodKind;

  @Field(() => String, { description: 'Tên kỳ, ví dụ «Quý IV/2025» (name).' })
  readonly name: string;

  @Field(() => DateScalar, { description: 'Ngày đầu kỳ (first day).' })
  readonly from: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày cuối kỳ, thuộc kỳ (last day, included).' })
  readonly to: CivilDate;

  constructor(period: Period) {
    this.id = period.id;
    this.scheme = period.scheme;
    this.kind = period.kind;
    this.name = period.name;
    this.from = period.from;
    this.to = addDays(period.to, -1);
  }
}
