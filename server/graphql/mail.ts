import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../../schema/base/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import {
  MailAddressMark,
  Message,
  MessageState,
  type MessageFilter,
  type NotSentCode,
  type NotSentReason as Reason,
} from '../../schema/reminders/index.js';
import { connectionType, edgeType } from './connection.js';
import { PageArgs } from './page-args.js';
import { resultUnion } from './user-errors.js';

/** Page of messages. */
export const MailMessageConnection = connectionType(Message, edgeType(Message, 'MailMessage'), 'MailMessage');

const NOT_SENT: Readonly<Record<NotSentCode, NotSentCode>> = {
  DONE: 'DONE',
  WITHDRAWN: 'WITHDRAWN',
  TOO_EARLY: 'TOO_EARLY',
  NOT_ON_THIS_RUNG: 'NOT_ON_THIS_RUNG',
  NO_POST: 'NO_POST',
  ADDRESS_INVALID: 'ADDRESS_INVALID',
  ADDRESS_BOUNCED: 'ADDRESS_BOUNCED',
  SENT: 'SENT',
  QUEUED: 'QUEUED',
  RETRYING: 'RETRYING',
  DEAD: 'DEAD',
  CANCELLED: 'CANCELLED',
  NOT_DECIDED: 'NOT_DECIDED',
};
registerEnumType(NOT_SENT, {
  name: 'NotSentCode',
  description: 'Vì sao một vị trí không có thư về một việc (not sent code).',
  valuesConfig: {
    DONE: { description: 'Việc đã xong (done).' },
    WITHDRAWN: { description: 'Việc đã rút (withdrawn).' },
    TOO_EARLY: { description: 'Chưa đến nấc nhắc đầu tiên (too early).' },
    NOT_ON_THIS_RUNG: { description: 'Nấc hiện nay gửi cho vị trí khác (not on this rung).' },
    NO_POST: { description: 'Vị trí không có ai nhận (no post).' },
    ADDRESS_INVALID: { description: 'Địa chỉ không hợp lệ (address invalid).' },
    ADDRESS_BOUNCED: { description: 'Địa chỉ bị trả lại (address bounced).' },
    SENT: { description: 'Đã gửi (sent).' },
    QUEUED: { description: 'Chờ gửi (queued).' },
    RETRYING: { description: 'Chờ thử lại sau lỗi (retrying).' },
    DEAD: { description: 'Đã bỏ, cần người xem (dead letter).' },
    CANCELLED: { description: 'Đã thôi gửi (cancelled).' },
    NOT_DECIDED: { description: 'Chưa được xét, lượt kế tiếp sẽ xếp thư (not decided yet).' },
  },
});

/** A reason. */
@ObjectType('NotSentReason', { description: 'Một lý do vị trí không có thư (not sent reason).' })
export class NotSentReason implements Reason {
  @Field(() => NOT_SENT, { description: 'Mã ổn định (code).' })
  code!: NotSentCode;

  @Field(() => String, { description: 'Lời giải thích (message).' })
  message!: string;
}

@InputType('MailMessageFilter', { description: 'Điều kiện lọc thư; các điều kiện cùng phải đúng (filter).' })
class MailMessageFilter implements MessageFilter {
  @Field(() => [MessageState], { nullable: true, description: 'Một trong các trạng thái này (state).' })
  state?: MessageState[] | null;

  @Field(() => String, { nullable: true, description: 'Mã đơn vị nhận (unit code).' })
  unit?: string | null;

  @Field(() => String, { nullable: true, description: 'Địa chỉ nhận (address).' })
  address?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Xếp từ lúc, tính cả lúc này (queued from).' })
  queuedFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Xếp trước lúc này (queued to, excluded).' })
  queuedTo?: Date | null;
}

/** A filtered page of messages. */
@ArgsType()
export class MailMessageArgs extends PageArgs {
  @Field(() => MailMessageFilter, { nullable: true, description: 'Điều kiện lọc (filter).' })
  filter?: MailMessageFilter | null;
}

/** About what and whom one asks. */
@ArgsType()
export class WhyNotSentArgs {
  @Field(() => ID, { description: 'Mã thời hạn (deadline id).' })
  deadline!: string;

  @Field(() => PostKind, { description: 'Vị trí của đơn vị phải làm (recipient post).' })
  post!: PostKind;

  @Field(() => DateScalar, { nullable: true, description: 'Ngày xét; trống: hôm nay (day).' })
  day?: CivilDate | null;
}

@ObjectType('RequeueMessagePayload', { description: 'Thư đã cho gửi lại (payload).' })
class RequeueMessagePayload {
  @Field(() => Message, { description: 'Thư (message).' })
  message!: Message;
}

/** Answer of `requeueMessage`. */
export const RequeueMessageResult = resultUnion(
  'RequeueMessageResult',
  RequeueMessagePayload,
  'Kết quả gửi lại (result).',
);

@ObjectType('LiftAddressMarkPayload', { description: 'Địa chỉ đã gỡ đánh dấu (payload).' })
class LiftAddressMarkPayload {
  @Field(() => MailAddressMark, { description: 'Địa chỉ (mark).' })
  mark!: MailAddressMark;
}

/** Answer of `liftAddressMark`. */
export const LiftAddressMarkResult = resultUnion(
  'LiftAddressMarkResult',
  LiftAddressMarkPayload,
  'Kết quả gỡ đánh dấu (result).',
);

/** The payload with a message. */
export function requeued(message: Message): RequeueMessagePayload {
  return Object.assign(new RequeueMessagePayload(), { message });
}

/** The payload with a mark. */
export function lifted(mark: MailAddressMark): LiftAddressMarkPayload {
  return Object.assign(new LiftAddressMarkPayload(), { mark });
}
