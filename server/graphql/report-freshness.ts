import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Freshness, FigureDifference } from '../../schema/reports/index.js';

/** How sealed figures stand to the facts. */
export enum FreshnessStatus {
  Current = 'CURRENT',
  Stale = 'STALE',
  NotSealed = 'NOT_SEALED',
}

registerEnumType(FreshnessStatus, {
  name: 'FreshnessStatus',
  description: 'Số liệu đã niêm phong so với dữ liệu hiện nay (freshness status).',
  valuesConfig: {
    Current: { description: 'Vẫn khớp (current).' },
    Stale: { description: 'Dữ liệu đã đổi, có số khác (stale).' },
    NotSealed: { description: 'Lần lập hiện hành chưa niêm phong (not sealed).' },
  },
});

/** A figure that is another one now. */
@ObjectType('ReportFigureDifference', {
  description: 'Một số liệu đã niêm phong nay khác đi (figure difference).',
})
export class ReportFigureDifference implements FigureDifference {
  @Field(() => String, { description: 'Vị trí, ví dụ statistics.receivedOnline (path).' })
  readonly path!: string;

  @Field(() => String, { description: 'Tên số liệu (label).' })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: 'Giá trị đã niêm phong; trống khi không có (sealed).' })
  readonly sealed!: string | null;

  @Field(() => String, { nullable: true, description: 'Giá trị hiện nay; trống khi không còn (now).' })
  readonly now!: string | null;
}

/** Freshness as a client reads it. */
@ObjectType('ReportFreshness', {
  description: 'Báo cáo đã niêm phong còn khớp với dữ liệu hay không, tính lại lúc hỏi (report freshness).',
})
export class ReportFreshness implements Freshness {
  @Field(() => FreshnessStatus, { description: 'Kết quả (status).' })
  readonly status!: Freshness['status'];

  @Field(() => [ReportFigureDifference], { description: 'Các số khác, theo thứ tự của báo cáo (differences).' })
  readonly differences!: readonly FigureDifference[];

  @Field(() => Int, {
    nullable: true,
    description: 'Phiên bản dữ liệu đã đối chiếu; trống khi chưa niêm phong (checked data version).',
  })
  readonly checkedDataVersion!: number | null;
}
