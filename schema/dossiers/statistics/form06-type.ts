import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { addDays, DateScalar, type CivilDate, type DayRange } from '../../base/index.js';
import { isPeriod, PeriodType } from '../../calendar/index.js';
import { Form06Level, type Form06RowParts } from './form06-rules.js';

registerEnumType(Form06Level, {
  name: 'Form06Level',
  description: 'Một dòng của biểu cộng những gì (level of a row).',
  valuesConfig: {
    Total: { description: 'Dòng tổng số, cộng các dòng loại đơn vị (total).' },
    KindOfUnit: { description: 'Các đơn vị cùng cấp, cộng các dòng lĩnh vực bên dưới (kind of unit).' },
    Field: { description: 'Một lĩnh vực tại các đơn vị của cấp đó (field).' },
  },
});

const column = (words: string, number: number) => ({ description: `${words}; cột ${number} (column ${number}).` });

/** A row of form 06; every column is a number of dossiers. */
@ObjectType('Form06Row', { description: 'Một dòng của Biểu số 06, đơn vị: hồ sơ (row of form 06).' })
export class Form06Row implements Form06RowParts {
  @Field(() => String, { description: 'Số thứ tự: I, II … hoặc 1, 2 …; trống ở dòng tổng số; cột 1 (number).' })
  readonly number!: string;

  @Field(() => String, { description: 'Lĩnh vực, công việc giải quyết theo cấp; cột 2 (label).' })
  readonly label!: string;

  @Field(() => Form06Level, { description: 'Dòng này cộng những gì (level).' })
  readonly level!: Form06Level;

  @Field(() => Int, column('Tổng số hồ sơ nhận giải quyết', 3))
  readonly column3!: number;

  @Field(() => Int, column('Tiếp nhận trong kỳ, trực tuyến', 4))
  readonly column4!: number;

  @Field(() => Int, column('Tiếp nhận trong kỳ, trực tiếp và bưu chính', 5))
  readonly column5!: number;

  @Field(() => Int, column('Từ kỳ trước chuyển sang', 6))
  readonly column6!: number;

  @Field(() => Int, column('Tổng số hồ sơ đã giải quyết', 7))
  readonly column7!: number;

  @Field(() => Int, column('Giải quyết trước hạn', 8))
  readonly column8!: number;

  @Field(() => Int, column('Giải quyết đúng hạn', 9))
  readonly column9!: number;

  @Field(() => Int, column('Giải quyết quá hạn', 10))
  readonly column10!: number;

  @Field(() => Int, column('Tổng số hồ sơ đang giải quyết', 11))
  readonly column11!: number;

  @Field(() => Int, column('Đang giải quyết, trong hạn', 12))
  readonly column12!: number;

  @Field(() => Int, column('Đang giải quyết, quá hạn', 13))
  readonly column13!: number;

  constructor(parts: Form06RowParts) {
    Object.assign(this, parts);
  }
}

/** Form 06/VPCP/KSTT as a table, of a unit or of all. */
@ObjectType('Form06', {
  description:
    'Biểu số 06/VPCP/KSTT: tình hình, kết quả giải quyết TTHC tại cơ quan, đơn vị trực tiếp giải quyết (form 06).',
})
export class Form06 {
  @Field(() => PeriodType, { nullable: true, description: 'Kỳ; trống khi hỏi theo khoảng ngày (period).' })
  readonly period: PeriodType | null;

  @Field(() => DateScalar, { description: 'Ngày đầu (first day).' })
  readonly from: CivilDate;

  @Field(() => DateScalar, { description: 'Ngày cuối, có tính ngày đó (last day, included).' })
  readonly to: CivilDate;

  @Field(() => [Form06Row], { description: 'Các dòng theo thứ tự của biểu, dòng tổng số ở cuối (rows).' })
  readonly rows: readonly Form06Row[];

  @Field(() => Boolean, {
    description: 'Trong cơ sở dữ liệu có hồ sơ mô phỏng, không phải hồ sơ thật (contains synthetic dossiers).',
  })
  readonly synthetic: boolean;

  constructor(rows: readonly Form06RowParts[], range: DayRange, synthetic: boolean) {
    this.rows = rows.map((row) => new Form06Row(row));
    this.period = isPeriod(range) ? new PeriodType(range) : null;
    this.from = range.from;
    this.to = addDays(range.to, -1);
    this.synthetic = synthetic;
  }
}
