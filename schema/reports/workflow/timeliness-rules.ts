import { registerEnumType } from 'type-graphql';

/** How a report stands to its due instant; derived whenever it is asked, never stored. */
export enum Timeliness {
  NotDue = 'NOT_DUE',
  OnTime = 'ON_TIME',
  Late = 'LATE',
  OverdueNotSent = 'OVERDUE_NOT_SENT',
}

registerEnumType(Timeliness, {
  name: 'Timeliness',
  description: 'Báo cáo so với hạn nộp; chỉ lần gửi đầu được tính (timeliness).',
  valuesConfig: {
    NotDue: { description: 'Chưa đến hạn, chưa gửi (not due).' },
    OnTime: { description: 'Đã gửi đúng hạn (on time).' },
    Late: { description: 'Đã gửi, trễ hạn (late).' },
    OverdueNotSent: { description: 'Quá hạn, chưa gửi (overdue, not sent).' },
  },
});

/**
 * How a report stood at an instant. `dueAt` is the instant at which the due day is over, itself no longer on time; what
 * was sent after `now` had not been sent.
 */
export function timelinessOf(
  { dueAt, firstSentAt }: { readonly dueAt: Date; readonly firstSentAt: Date | null },
  now: Date,
): Timeliness {
  if (firstSentAt && firstSentAt <= now) return firstSentAt < dueAt ? Timeliness.OnTime : Timeliness.Late;
  return now < dueAt ? Timeliness.NotDue : Timeliness.OverdueNotSent;
}
