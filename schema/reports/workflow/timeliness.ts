import { registerEnumType } from 'type-graphql';

/** Whether what was owed came in time; derived, never stored. */
export enum Timeliness {
  NotDue = 'NOT_DUE',
  OnTime = 'ON_TIME',
  Late = 'LATE',
  OverdueNotSent = 'OVERDUE_NOT_SENT',
}

registerEnumType(Timeliness, {
  name: 'Timeliness',
  description: 'Đúng hạn hay muộn, tính theo lần gửi đầu (timeliness).',
  valuesConfig: {
    NotDue: { description: 'Chưa đến hạn, chưa gửi (not due).' },
    OnTime: { description: 'Gửi lần đầu đúng hạn (on time).' },
    Late: { description: 'Gửi lần đầu sau hạn (late).' },
    OverdueNotSent: { description: 'Quá hạn chưa gửi (overdue, not sent).' },
  },
});
