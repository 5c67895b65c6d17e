import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../../schema/base/index.js';
import {
  NARRATIVE_TEXTS,
  ObstacleCategory,
  ObstacleStatus,
  Report,
  type ReportedObstacle,
  type ReportNarrative,
  type SummarySaved,
  type WrittenNarrative,
} from '../../schema/reports/index.js';
import { UserErrors } from './user-errors.js';

/** A unit as a report prints it. */
@ObjectType('NamedUnit', { description: 'Đơn vị như đã ghi trong báo cáo (unit as printed).' })
export class NamedUnit {
  @Field(() => String, { description: 'Mã (code).' })
  code!: string;

  @Field(() => String, { description: 'Tên (name).' })
  name!: string;
}

/** An answer as a report prints it. */
@ObjectType('ReportedAnswer', { description: 'Trả lời như đã ghi trong báo cáo (reported answer).' })
class ReportedAnswer {
  @Field(() => String, { description: 'Bên trả lời (by).' })
  by!: string;

  @Field(() => DateScalar, { description: 'Ngày trả lời (on).' })
  on!: CivilDate;

  @Field(() => String, { description: 'Nội dung (text).' })
  text!: string;
}

/** An obstacle as a report tells it. */
@ObjectType('ReportedObstacle', {
  description:
    'Khó khăn, vướng mắc như báo cáo ghi: theo lúc niêm phong, hoặc lúc này khi đang soạn (reported obstacle).',
})
export class ReportedObstacleType {
  @Field(() => ID, { description: 'Mã của khó khăn, vướng mắc đang theo dõi (id of the obstacle).' })
  id!: string;

  @Field(() => NamedUnit, { name: 'unit', description: 'Đơn vị có khó khăn (unit).' })
  ofUnit!: NamedUnit;

  @Field(() => ObstacleCategory, { description: 'Loại (category).' })
  category!: ObstacleCategory;

  @Field(() => String, { description: 'Tên loại (category name).' })
  categoryName!: string;

  @Field(() => String, { description: 'Nội dung (description).' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'Đề xuất, kiến nghị (proposal).' })
  proposal!: string | null;

  @Field(() => NamedUnit, { nullable: true, description: 'Đơn vị được đề nghị trả lời (addressee).' })
  addressee!: NamedUnit | null;

  @Field(() => DateScalar, { nullable: true, description: 'Đề nghị trả lời chậm nhất (answer by).' })
  answerBy!: CivilDate | null;

  @Field(() => ObstacleStatus, { description: 'Tình trạng (status).' })
  status!: ObstacleStatus;

  @Field(() => DateScalar, { description: 'Ngày nêu (raised on).' })
  raisedOn!: CivilDate;

  @Field(() => String, { description: 'Kỳ báo cáo nêu lần đầu (raised in).' })
  raisedIn!: string;

  @Field(() => Boolean, { description: 'Đúng: đã nêu ở kỳ trước, chuyển sang (carried forward).' })
  carriedForward!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày đóng (closed on).' })
  closedOn!: CivilDate | null;

  @Field(() => [ReportedAnswer], { description: 'Các trả lời, cũ trước (answers).' })
  answers!: readonly ReportedAnswer[];
}

/** A summary that an earlier report sent. */
@ObjectType('SuggestedSummary', { description: 'Đánh giá chung đã gửi ở kỳ trước, để viết tiếp (suggested summary).' })
export class SuggestedSummaryType {
  @Field(() => String, { description: 'Nội dung (text).' })
  text!: string;

  @Field(() => String, { description: 'Kỳ báo cáo đã gửi (period id).' })
  periodId!: string;
}

/** What only people know of a period. */
@ObjectType('ReportNarrative', { description: 'Phần thuyết minh của báo cáo (narrative).' })
export class ReportNarrativeType {
  /** Of the report; read by a field resolver. */
  reportId!: string;

  @Field(() => String, { nullable: true, description: 'Đánh giá chung; trống khi chưa viết (summary).' })
  summary!: string | null;

  @Field(() => Int, { description: 'Số lần đã ghi đánh giá chung; gửi lại khi sửa (summary revision).' })
  summaryRevision!: number;

  @Field(() => [ReportedObstacleType], { description: 'Khó khăn, vướng mắc của kỳ, cũ trước (obstacles).' })
  obstacles!: ReportedObstacleType[];
}

/** The report whose summary was written. */
@ObjectType('ReportSummaryPayload', { description: 'Báo cáo sau khi ghi đánh giá chung (payload).' })
class ReportSummaryPayload {
  @Field(() => Report, { description: 'Báo cáo (report).' })
  report!: Report;
}

/** A summary that met another one. */
@ObjectType('SummaryConflictPayload', {
  description: 'Đánh giá chung đã được người khác ghi từ lúc xem; không có gì thay đổi (conflict).',
})
class SummaryConflictPayload {
  @Field(() => String, { description: 'Lời giải thích cho người dùng (message).' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'Nội dung đang lưu (stored).' })
  stored!: string | null;

  @Field(() => Int, { description: 'Số lần đã ghi của nội dung đang lưu (stored revision).' })
  storedRevision!: number;

  @Field(() => String, { nullable: true, description: 'Nội dung gửi lên; trống khi lấy lại kỳ trước (sent).' })
  sent!: string | null;
}

/** What came of writing a summary. */
export const SaveSummaryResult = createUnionType({
  name: 'SaveSummaryResult',
  description: 'Kết quả ghi đánh giá chung: đã lưu, mâu thuẫn, hoặc bị từ chối (result).',
  types: () => [ReportSummaryPayload, SummaryConflictPayload, UserErrors] as const,
});

/** A narrative as the API tells it. */
export function narrativeOf(reportId: string, written: WrittenNarrative): ReportNarrativeType {
  const { summary, summaryRevision } = written;
  const fields = { reportId, summary, summaryRevision, obstacles: reportedObstacles(written.obstacles) };
  return Object.assign(new ReportNarrativeType(), fields);
}

/** Obstacles as the API tells them. */
export function reportedObstacles(obstacles: ReportNarrative['obstacles']): ReportedObstacleType[] {
  return obstacles.map(({ unit, ...rest }: ReportedObstacle) =>
    Object.assign(new ReportedObstacleType(), { ...rest, ofUnit: unit }),
  );
}

/** What came of writing a summary, as the API tells it. */
export function summaryResult({ kind, report, stored }: SummarySaved, sent: string | null): typeof SaveSummaryResult {
  if (kind === 'SAVED') return Object.assign(new ReportSummaryPayload(), { report });
  const message = `«${NARRATIVE_TEXTS.summary.name}» đã được ghi khác (lần ghi ${stored.summaryRevision}); hãy xem lại rồi gửi tiếp.`;
  const conflict = { message, stored: stored.summary, storedRevision: stored.summaryRevision, sent };
  return Object.assign(new SummaryConflictPayload(), conflict);
}
