import { BigIntType, type Opt, type Ref } from '@mikro-orm/core';
import { Check, Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, Node } from '../base/index.js';
import type { ReportContent } from './report-content.js';
import { Report } from './report.js';

/**
 * One wording of a report: its figures and what the unit adds. While it is drafted both may change; sealed, at sending,
 * nothing does (a trigger refuses), and a correction is the next revision.
 */
@ObjectType('ReportRevision', {
  implements: Node,
  description:
    'Một lần lập của báo cáo; đã niêm phong thì không đổi được, đính chính là lần lập sau (report revision).',
})
@Entity({ tableName: 'report_revision' })
@Unique({ properties: ['report', 'number'] })
@Check({
  name: 'report_revision_sealed_check',
  expression: '(sealed_at is null) = (document is null) and (sealed_at is null) = (document_sha256 is null)',
})
export class ReportRevision extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Report, { ref: true })
  report!: Ref<Report>;

  @Field(() => Int, { description: 'Số thứ tự lần lập, từ 1 (number).' })
  @Property({ type: 'integer' })
  number!: number;

  /** Compiled figures. */
  @Property({ type: 'jsonb', lazy: true })
  content!: ReportContent;

  @Field(() => DateTimeScalar, { description: 'Thời điểm tổng hợp số liệu (compiled at).' })
  @Property({ type: 'timestamptz' })
  compiledAt!: Date;

  @Field(() => Int, { description: 'Phiên bản dữ liệu của số liệu (data version).' })
  @Property({ type: new BigIntType('number') })
  dataVersion!: number;

  @Field(() => String, { nullable: true, description: 'Lý do lập lại; trống với lần lập đầu (reason).' })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'Đánh giá chung của đơn vị, do đơn vị viết (summary).' })
  @Property({ type: 'text', nullable: true })
  summary!: string | null;

  /** How often the summary was written in this revision, so that of two who write at once the second is told. */
  @Field(() => Int, { description: 'Số lần đã ghi đánh giá chung trong lần lập này (summary revision).' })
  @Property({ type: 'integer', default: 0 })
  summaryRevision!: number & Opt;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Thời điểm niêm phong; trống khi đang soạn (sealed at).',
  })
  @Property({ type: 'timestamptz', nullable: true })
  sealedAt!: Date | null;

  /** The sealed document: canonical JSON (RFC 8785) of a `ReportDocument`, the very bytes that were hashed. */
  @Property({ type: 'text', nullable: true, lazy: true })
  document!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Mã băm SHA-256 (hệ 16) của văn bản niêm phong; trống khi đang soạn (SHA-256 of the document).',
  })
  @Property({ type: 'text', nullable: true })
  documentSha256!: string | null;

  override get typeName() {
    return 'ReportRevision' as const;
  }
}
