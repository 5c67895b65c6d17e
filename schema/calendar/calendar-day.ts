import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Certainty, DateScalar, type CivilDate } from '../base/index.js';

/** A day on which the working calendar differs from Monday–Friday, with the notice that says so. */
@ObjectType('CalendarDay', {
  description: 'Ngày mà lịch làm việc khác tuần làm việc thứ Hai – thứ Sáu, kèm căn cứ (calendar day).',
})
@Entity({ tableName: 'calendar_day' })
export class CalendarDay {
  @Field(() => DateScalar, { description: 'Ngày (day).' })
  @PrimaryKey({ type: 'date' })
  day!: CivilDate;

  /** True for a worked Saturday or Sunday, false for a closed weekday. */
  @Field(() => Boolean, {
    description: 'Đúng: thứ Bảy hoặc Chủ nhật làm bù; sai: ngày nghỉ rơi vào thứ Hai – thứ Sáu (working).',
  })
  @Property({ type: 'boolean' })
  working!: boolean;

  @Field(() => String, { description: 'Tên ngày nghỉ hoặc ngày làm bù (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Văn bản làm căn cứ (source).' })
  @Property({ type: 'text' })
  source!: string;

  @Field(() => Certainty, { description: 'Mức chắc chắn (certainty).' })
  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;
}
