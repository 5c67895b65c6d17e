import { Field, InputType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import { PeriodKind } from '../../schema/calendar/index.js';
import {
  CompetenceLevel,
  ProcedureGroup,
  ProcedureStatus,
  ServiceLevel,
  type ProcedureFilter as ProcedureConditions,
} from '../../schema/catalogue/index.js';
import { CommuneType, UnitKind, type UnitFilter as UnitConditions } from '../../schema/organisation/index.js';
import { DeadlineKind, DeadlineStatus, type DeadlineFilter as DeadlineConditions } from '../../schema/plan/index.js';
import { AS_OF_DESCRIPTION } from './as-of-args.js';
import {
  ReportState,
  Timeliness,
  type ObligationFilter as ObligationConditions,
  type ReportFilter as ReportConditions,
} from '../../schema/reports/index.js';

/** Which units. */
@InputType({ description: 'Điều kiện lọc đơn vị; các điều kiện cùng phải đúng (unit filter).' })
export class UnitFilter implements UnitConditions {
  @Field(() => UnitKind, { nullable: true, description: 'Loại đơn vị (kind).' })
  kind?: UnitKind | null;

  @Field(() => CommuneType, { nullable: true, description: 'Xã hay phường (commune type).' })
  communeType?: CommuneType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tên, tên ngắn hoặc tên khác có các từ này, theo thứ tự, không kể dấu và chữ hoa (name).',
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Mã nhóm mà đơn vị thuộc về vào ngày `asOf` (group code).' })
  group?: string | null;

  @Field(() => DateScalar, { nullable: true, description: AS_OF_DESCRIPTION })
  asOf?: CivilDate | null;
}

/** Which procedures. */
@InputType({ description: 'Điều kiện lọc thủ tục (procedure filter).' })
export class ProcedureFilter implements ProcedureConditions {
  @Field(() => String, {
    nullable: true,
    description: 'Tên có các từ này, theo thứ tự, không kể dấu và chữ hoa (name).',
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Đúng lĩnh vực này (field).' })
  field?: string | null;

  @Field(() => ServiceLevel, { nullable: true, description: 'Mức độ trực tuyến (service level).' })
  serviceLevel?: ServiceLevel | null;

  @Field(() => CompetenceLevel, { nullable: true, description: 'Cấp giải quyết (competence).' })
  competence?: CompetenceLevel | null;

  @Field(() => ProcedureGroup, { nullable: true, description: 'Thuộc nhóm (group).' })
  group?: ProcedureGroup | null;

  @Field(() => Boolean, { nullable: true, description: 'Đủ điều kiện toàn trình (eligible).' })
  eligible?: boolean | null;

  @Field(() => ProcedureStatus, { nullable: true, description: 'Tình trạng hiệu lực (status).' })
  status?: ProcedureStatus | null;
}

/** Which deadlines. */
@InputType({ description: 'Điều kiện lọc việc có thời hạn (deadline filter).' })
export class DeadlineFilter implements DeadlineConditions {
  @Field(() => [DeadlineStatus], { nullable: true, description: 'Tình trạng, một trong các giá trị (status).' })
  status?: DeadlineStatus[] | null;

  @Field(() => [DeadlineKind], { nullable: true, description: 'Loại việc, một trong các giá trị (kind).' })
  kind?: DeadlineKind[] | null;

  @Field(() => String, { nullable: true, description: 'Mã kỳ (period id).' })
  period?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đến hạn từ ngày này (due from).' })
  dueFrom?: CivilDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đến hạn không sau ngày này (due to, included).' })
  dueTo?: CivilDate | null;
}

/** Which reports. */
@InputType({ description: 'Điều kiện lọc báo cáo (report filter).' })
export class ReportFilter implements ReportConditions {
  @Field(() => String, { nullable: true, description: 'Mã kỳ (period id).' })
  period?: string | null;

  @Field(() => PeriodKind, { nullable: true, description: 'Chu kỳ (cycle).' })
  cycle?: PeriodKind | null;

  @Field(() => [ReportState], { nullable: true, description: 'Trạng thái, một trong các giá trị (state).' })
  state?: ReportState[] | null;

  @Field(() => [Timeliness], { nullable: true, description: 'Đúng hạn hay muộn, một trong các giá trị (lateness).' })
  lateness?: Timeliness[] | null;

  @Field(() => UnitKind, { nullable: true, description: 'Loại đơn vị (unit kind).' })
  unitKind?: UnitKind | null;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị (unit code).' })
  unit?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Số liệu đã đổi sau khi niêm phong hay chưa (stale).' })
  stale?: boolean | null;
}

/** Which obligations. */
@InputType({ description: 'Điều kiện lọc nghĩa vụ báo cáo; các điều kiện cùng phải đúng (obligation filter).' })
export class ObligationFilter implements ObligationConditions {
  @Field(() => String, { nullable: true, description: 'Mã kỳ (period id).' })
  period?: string | null;

  @Field(() => PeriodKind, { nullable: true, description: 'Chu kỳ (cycle).' })
  cycle?: PeriodKind | null;

  @Field(() => [ReportState], {
    nullable: true,
    description: 'Trạng thái báo cáo, một trong các giá trị; kỳ chưa kết thúc thì chưa có báo cáo (state).',
  })
  state?: ReportState[] | null;

  @Field(() => [Timeliness], { nullable: true, description: 'Đúng hạn hay muộn, một trong các giá trị (lateness).' })
  lateness?: Timeliness[] | null;

  @Field(() => UnitKind, { nullable: true, description: 'Loại đơn vị (unit kind).' })
  unitKind?: UnitKind | null;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị (unit code).' })
  unit?: string | null;
}
