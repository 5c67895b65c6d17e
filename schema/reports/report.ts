import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, OneToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node } from '../base/index.js';
import { PeriodKind, PeriodScheme } from '../calendar/index.js';
import { Province, Unit } from '../organisation/index.js';
import { Deadline, Plan } from '../plan/index.js';

/** Where a report stands; lateness is derived, never a state. */
export enum ReportState {
  Assigned = 'ASSIGNED',
  Draft = 'DRAFT',
  WithHead = 'WITH_HEAD',
  Sent = 'SENT',
  Accepted = 'ACCEPTED',
  Returned = 'RETURNED',
  CorrectionRequested = 'CORRECTION_REQUESTED',
}

registerEnumType(ReportState, {
  name: 'ReportState',
  description: 'Trạng thái báo cáo (report state).',
  valuesConfig: {
    Assigned: { description: 'Đã giao (assigned).' },
    Draft: { description: 'Đã tổng hợp số liệu, đang soạn (draft).' },
    WithHead: { description: 'Đã trình lãnh đạo (with the head).' },
    Sent: { description: 'Đã gửi (sent).' },
    Accepted: { description: 'Đã duyệt (accepted).' },
    Returned: { description: 'Bị trả lại (returned).' },
    CorrectionRequested: { description: 'Đề nghị đính chính (correction requested).' },
  },
});

/** The report of one unit, or of the province, for one period. */
@ObjectType('Report', { implements: Node, description: 'Báo cáo định kỳ của một đơn vị hoặc của tỉnh (report).' })
@Entity({ tableName: 'report' })
@Unique({ properties: ['plan', 'scopeKey', 'scheme', 'periodId'] })
@Index({ properties: ['periodId'] })
export class Report extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  /** Code of the unit, or `PROVINCE`; part of the key that allows one report a scope and period. */
  @Property({ type: 'text' })
  scopeKey!: string;

  @ManyToOne(() => Province, { ref: true })
  province!: Ref<Province>;

  /** Null for the report of the province. */
  @ManyToOne(() => Unit, { ref: true, nullable: true, index: true })
  unit!: Ref<Unit> | null;

  /** What the unit owes; null for the report of the province. */
  @OneToOne(() => Deadline, { ref: true, nullable: true, owner: true })
  deadline!: Ref<Deadline> | null;

  @Enum({ items: () => PeriodScheme, columnType: 'text' })
  scheme!: PeriodScheme;

  @Enum({ items: () => PeriodKind, columnType: 'text' })
  cycle!: PeriodKind;

  @Property({ type: 'text' })
  periodId!: string;

  @Field(() => ReportState, { description: 'Trạng thái (state).' })
  @Enum({ items: () => ReportState, columnType: 'text' })
  state!: ReportState;

  @Field(() => Int, { description: 'Lần lập hiện hành, từ 1; 0 khi chưa tổng hợp (current revision).' })
  @Property({ type: 'integer' })
  revision!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Thời điểm gửi lần đầu, dùng để xét đúng hạn (first sent at).',
  })
  @Property({ type: 'timestamptz', nullable: true })
  firstSentAt!: Date | null;

  /** When the sealed figures were first found to differ from the facts; null while they agree, or nothing is sealed. */
  @Property({ type: 'timestamptz', nullable: true })
  staleSince!: (Date | null) & Opt;

  /** Mark of the facts (`factsMark`) that the current revision was last compared with; null before it was. */
  @Property({ type: 'text', nullable: true })
  checkedMark!: (string | null) & Opt;

  override get typeName() {
    return 'Report' as const;
  }
}
