import { BigIntType, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, OneToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node } from '../base/index.js';
import { PeriodKind, PeriodScheme } from '../calendar/index.js';
import { Province, Unit } from '../organisation/index.js';
import { Deadline, Plan } from '../plan/index.js';
import type { ReportContent } from './report-content.js';

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

  @Field(() => Int, { description: 'Lần tổng hợp, từ 1; 0 khi chưa tổng hợp (revision).' })
  @Property({ type: 'integer' })
  revision!: number;

  /** Compiled figures; null until compiled. */
  @Property({ type: 'jsonb', nullable: true, lazy: true })
  content!: ReportContent | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Thời điểm tổng hợp số liệu (compiled at).' })
  @Property({ type: 'timestamptz', nullable: true })
  compiledAt!: Date | null;

  /** Data version of the figures. */
  @Property({ type: new BigIntType('number'), nullable: true })
  dataVersion!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Thời điểm gửi lần đầu, dùng để xét đúng hạn (first sent at).',
  })
  @Property({ type: 'timestamptz', nullable: true })
  firstSentAt!: Date | null;

  override get typeName() {
    return 'Report' as const;
  }
}
