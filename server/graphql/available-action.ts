import { Field, ObjectType } from 'type-graphql';
import { transitions, ReportAction, type ActionOnReport } from '../../schema/reports/index.js';

/** An action on a report as the viewer has it now. */
@ObjectType('AvailableAction', {
  description: 'Một việc trong quy trình báo cáo: người xem làm được hay không, và vì sao không (available action).',
})
export class AvailableAction {
  @Field(() => ReportAction, { description: 'Việc (action).' })
  readonly action: ReportAction;

  @Field(() => String, { description: 'Tên tiếng Việt để ghi trên nút (name).' })
  readonly name: string;

  @Field(() => Boolean, { description: 'Người xem làm được ngay bây giờ (allowed).' })
  readonly allowed: boolean;

  @Field(() => Boolean, { description: 'Phải ghi lý do (needs a reason).' })
  readonly needsReason: boolean;

  @Field(() => Boolean, { description: 'Có chỗ ghi lý do, bắt buộc hay không (takes a reason).' })
  readonly takesReason: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Mã ổn định của điều cản trở: SIGN_IN, NO_RIGHT, OTHER_UNIT, NO_SUCH_STEP, PERIOD_OPEN, NOT_OWED, NOTHING_TO_CORRECT, WRONG_STATE; trống khi làm được (block).',
  })
  readonly block: string | null;

  @Field(() => String, { nullable: true, description: 'Vì sao không làm được; trống khi làm được (why blocked).' })
  readonly reason: string | null;

  constructor({ action, reason, blocked }: ActionOnReport) {
    this.action = action;
    this.name = transitions[action].name;
    this.allowed = blocked === null;
    this.needsReason = reason === 'REQUIRED';
    this.takesReason = reason !== 'NONE';
    this.block = blocked?.block ?? null;
    this.reason = blocked?.message ?? null;
  }
}
