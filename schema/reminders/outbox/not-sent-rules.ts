import { formatVietnameseDate, formatVietnameseInstant, type CivilDate } from '../../base/index.js';
import type { PostKind } from '../../organisation/index.js';
import { whyUnreachable, type RecipientPost } from '../recipients/recipient-rules.js';
import { MessageState } from './message.js';

/** Why a post has no mail about a deadline; stable. */
export type NotSentCode =
  | 'DONE'
  | 'WITHDRAWN'
  | 'TOO_EARLY'
  | 'NOT_ON_THIS_RUNG'
  | 'NO_POST'
  | 'ADDRESS_INVALID'
  | 'ADDRESS_BOUNCED'
  | 'SENT'
  | 'QUEUED'
  | 'RETRYING'
  | 'DEAD'
  | 'CANCELLED'
  | 'NOT_DECIDED';

/** A mail that told the post of the deadline, or was to. */
export interface ToldMail {
  readonly state: MessageState;
  readonly queuedAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly sentAt: Date | null;
}

/** What is known of a deadline, a post of its unit and a day. */
export interface NotSentFacts {
  readonly fulfilledAt: Date | null;
  readonly withdrawnReason: string | null;
  /** Posts that the rung reached by the day goes to; null when none is reached yet. */
  readonly rungPosts: readonly PostKind[] | null;
  readonly dueOn: CivilDate;
  /** Valid posts of the kind. */
  readonly posts: readonly RecipientPost[];
  /** Marked ones among their addresses, in lower case. */
  readonly marked: ReadonlySet<string>;
  /** The newest mail of the deadline's present round to the post; null when there is none. */
  readonly mail: ToldMail | null;
  readonly kind: PostKind;
}

/** A reason, in words for the administrator. */
export interface NotSentReason {
  readonly code: NotSentCode;
  readonly message: string;
}

/** Every reason that holds, the most weighty first; never empty. SENT says that there was a mail after all. */
export function whyNotSent(facts: NotSentFacts): NotSentReason[] {
  const reasons = [...reasonsOfDeadline(facts), ...reasonsOfPost(facts), ...reasonsOfMail(facts.mail)];
  if (reasons.length > 0) return reasons;
  return [{ code: 'NOT_DECIDED', message: 'Đã đến nấc nhắc, lượt xét thời hạn kế tiếp sẽ xếp thư.' }];
}

function reasonsOfDeadline({ fulfilledAt, withdrawnReason, rungPosts, dueOn, kind }: NotSentFacts): NotSentReason[] {
  if (fulfilledAt) return [{ code: 'DONE', message: `Việc đã xong lúc ${formatVietnameseInstant(fulfilledAt)}.` }];
  if (withdrawnReason !== null) return [{ code: 'WITHDRAWN', message: `Việc không còn phải làm: ${withdrawnReason}.` }];
  if (rungPosts === null) {
    return [{ code: 'TOO_EARLY', message: `Hạn ${formatVietnameseDate(dueOn)}, chưa đến nấc nhắc đầu tiên.` }];
  }
  if (rungPosts.includes(kind)) return [];
  return [{ code: 'NOT_ON_THIS_RUNG', message: 'Nấc nhắc hiện nay không gửi cho vị trí này.' }];
}

function reasonsOfPost({ posts, marked }: NotSentFacts): NotSentReason[] {
  if (posts.length === 0) return [{ code: 'NO_POST', message: 'Vị trí này của đơn vị chưa có ai nhận vào ngày đó.' }];
  const reasons = posts.map((post) => whyUnreachable(post, marked));
  if (reasons.includes(null)) return [];
  if (reasons.includes('ADDRESS_BOUNCED')) {
    return [{ code: 'ADDRESS_BOUNCED', message: 'Địa chỉ bị máy chủ thư trả lại và chưa được gỡ đánh dấu.' }];
  }
  return [{ code: 'ADDRESS_INVALID', message: 'Địa chỉ thư của vị trí này không hợp lệ.' }];
}

function reasonsOfMail(mail: ToldMail | null): NotSentReason[] {
  if (mail === null) return [];
  const { state, queuedAt, nextAttemptAt, sentAt } = mail;
  switch (state) {
    case MessageState.Sent:
      return [{ code: 'SENT', message: `Máy chủ thư đã nhận thư lúc ${formatVietnameseInstant(sentAt ?? queuedAt)}.` }];
    case MessageState.Failed:
      return [{ code: 'DEAD', message: 'Thư đã bỏ sau khi thử gửi; xem mailMessages.' }];
    case MessageState.Cancelled:
      return [{ code: 'CANCELLED', message: 'Thư đã xếp nhưng thôi gửi vì việc khi ấy đã xong hoặc đã đổi hạn.' }];
    default:
      return nextAttemptAt
        ? [{ code: 'RETRYING', message: `Lần thử trước lỗi, thử lại từ ${formatVietnameseInstant(nextAttemptAt)}.` }]
        : [{ code: 'QUEUED', message: `Thư chờ gửi từ ${formatVietnameseInstant(queuedAt)}.` }];
  }
}
