import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../../schema/base/index.js';
import { UnitKind } from '../../schema/organisation/index.js';
import { ObstacleCategory, Timeliness, type ConsolidatedReport } from '../../schema/reports/index.js';
import { ReportedObstacleType, reportedObstacles } from './narrative.js';

/** A unit in the province's report. */
@ObjectType('ConsolidatedUnit', { description: 'Một đơn vị trong báo cáo tổng hợp của tỉnh (consolidated unit).' })
class ConsolidatedUnitType {
  @Field(() => String, { description: 'Mã đơn vị (code).' })
  code!: string;

  @Field(() => String, { description: 'Tên đơn vị (name).' })
  name!: string;

  @Field(() => UnitKind, { description: 'Loại đơn vị (kind).' })
  kind!: UnitKind;

  @Field(() => Timeliness, { description: 'Đúng hạn, trễ hay chưa gửi (timeliness).' })
  timeliness!: Timeliness;

  @Field(() => DateScalar, { description: 'Ngày cuối còn đúng hạn (due on).' })
  dueOn!: CivilDate;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Thời điểm gửi lần đầu (sent at).' })
  sentAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Lần lập mới nhất đã gửi; trống khi chưa gửi (revision).' })
  revision!: number | null;

  @Field(() => String, { nullable: true, description: 'Đánh giá chung đã gửi (summary).' })
  summary!: string | null;
}

/** Obstacles of one category. */
@ObjectType('ObstacleGroup', { description: 'Khó khăn, vướng mắc cùng loại của các đơn vị (obstacle group).' })
class ObstacleGroup {
  @Field(() => ObstacleCategory, { description: 'Loại (category).' })
  category!: ObstacleCategory;

  @Field(() => String, { description: 'Tên loại (category name).' })
  categoryName!: string;

  @Field(() => Int, { description: 'Số đơn vị có khó khăn loại này (units).' })
  units!: number;

  @Field(() => [ReportedObstacleType], { description: 'Từng khó khăn, vướng mắc (items).' })
  items!: ReportedObstacleType[];
}

/** The units' reports put together. */
@ObjectType('ConsolidatedReport', { description: 'Phần tổng hợp từ báo cáo của các đơn vị (consolidated report).' })
export class ConsolidatedReportType {
  @Field(() => Int, { description: 'Số đơn vị phải gửi (expected).' })
  expected!: number;

  @Field(() => Int, { description: 'Số đơn vị đã gửi (sent).' })
  sent!: number;

  @Field(() => Int, { description: 'Số đơn vị gửi đúng hạn (sent on time).' })
  sentOnTime!: number;

  @Field(() => Int, { description: 'Số đơn vị gửi trễ (sent late).' })
  sentLate!: number;

  @Field(() => [ConsolidatedUnitType], { description: 'Mọi đơn vị phải gửi (units).' })
  units!: ConsolidatedUnitType[];

  @Field(() => [ObstacleGroup], { description: 'Khó khăn, vướng mắc theo loại, nhiều đơn vị trước (obstacles).' })
  obstacles!: ObstacleGroup[];
}

/** The consolidated part as the API tells it. */
export function consolidatedOf({ units, obstacles, ...counts }: ConsolidatedReport): ConsolidatedReportType {
  return Object.assign(new ConsolidatedReportType(), {
    ...counts,
    units: units.map(({ sentAt, ...unit }) => ({ ...unit, sentAt: sentAt === null ? null : new Date(sentAt) })),
    obstacles: obstacles.map(({ items, ...group }) => ({ ...group, items: reportedObstacles(items) })),
  });
}
