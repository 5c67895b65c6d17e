import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import {
  ObstacleCategory,
  ObstacleStatus,
  type ObstacleChange,
  type ObstacleFilter as ObstacleConditions,
} from '../../schema/reports/index.js';
import { PageArgs } from './page-args.js';

/** Which obstacles. */
@InputType({ description: 'Điều kiện lọc khó khăn, vướng mắc; các điều kiện cùng phải đúng (obstacle filter).' })
export class ObstacleFilter implements ObstacleConditions {
  @Field(() => String, { nullable: true, description: 'Mã đơn vị có khó khăn (unit code).' })
  unit?: string | null;

  @Field(() => [ObstacleCategory], { nullable: true, description: 'Loại, một trong các giá trị (category).' })
  category?: ObstacleCategory[] | null;

  @Field(() => [ObstacleStatus], { nullable: true, description: 'Tình trạng, một trong các giá trị (status).' })
  status?: ObstacleStatus[] | null;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị được đề nghị trả lời (addressee code).' })
  addressee?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Đúng: chỉ việc quá ngày đề nghị trả lời (answer overdue).' })
  answerOverdue?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Mã kỳ báo cáo nêu lần đầu (period id).' })
  period?: string | null;
}

/** A filtered page of obstacles. */
@ArgsType()
export class ObstacleListArgs extends PageArgs {
  @Field(() => ObstacleFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: ObstacleFilter | null;
}

/** A new obstacle. */
@InputType('RaiseObstacleInput', { description: 'Khó khăn, vướng mắc mới (obstacle to raise).' })
export class RaiseObstacleInput {
  @Field(() => String, { description: 'Mã đơn vị có khó khăn (unit code).' })
  unit!: string;

  @Field(() => String, { description: 'Mã kỳ báo cáo nêu lần đầu, ví dụ 2025-12 (period id).' })
  period!: string;

  @Field(() => String, { nullable: true, description: 'Số kế hoạch; trống: kế hoạch mới nhất (plan number).' })
  plan?: string | null;

  @Field(() => ObstacleCategory, { description: 'Loại (category).' })
  category!: ObstacleCategory;

  @Field(() => String, { description: 'Nội dung, nhiều nhất 5.000 ký tự (description).' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Đề xuất, kiến nghị, nhiều nhất 5.000 ký tự (proposal).' })
  proposal?: string | null;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị được đề nghị trả lời (addressee code).' })
  addressee?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đề nghị trả lời chậm nhất ngày này (answer by).' })
  answerBy?: CivilDate | null;
}

/** A change of an obstacle. */
@InputType('ChangeObstacleInput', { description: 'Thay đổi: bỏ qua thì giữ nguyên, null thì xóa (obstacle change).' })
export class ChangeObstacleInput implements ObstacleChange {
  @Field(() => ObstacleCategory, { nullable: true, description: 'Loại (category).' })
  category?: ObstacleCategory | null;

  @Field(() => String, { nullable: true, description: 'Nội dung (description).' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Đề xuất, kiến nghị (proposal).' })
  proposal?: string | null;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị được đề nghị trả lời (addressee code).' })
  addressee?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đề nghị trả lời chậm nhất ngày này (answer by).' })
  answerBy?: CivilDate | null;
}

/** Which obstacle is changed to what. */
@ArgsType()
export class ChangeObstacleArgs {
  @Field(() => ID, { description: 'Mã khó khăn, vướng mắc (obstacle id).' })
  id!: string;

  @Field(() => Int, { description: 'Số lần ghi đã xem (expected revision).' })
  expectedRevision!: number;

  @Field(() => ChangeObstacleInput, { description: 'Thay đổi (changes).' })
  changes!: ChangeObstacleInput;
}
