import { registerEnumType } from 'type-graphql';

/** How a deadline stands on a day; derived from its dates, never stored. */
export enum DeadlineStatus {
  Upcoming = 'UPCOMING',
  DueSoon = 'DUE_SOON',
  Overdue = 'OVERDUE',
  DoneOnTime = 'DONE_ON_TIME',
  DoneLate = 'DONE_LATE',
  Withdrawn = 'WITHDRAWN',
}

registerEnumType(DeadlineStatus, {
  name: 'DeadlineStatus',
  description: 'Tình trạng của việc có thời hạn (deadline status).',
  valuesConfig: {
    Upcoming: { description: 'Chưa đến hạn, còn trên 3 ngày làm việc (upcoming).' },
    DueSoon: { description: 'Sắp đến hạn: còn tối đa 3 ngày làm việc, tính cả việc đến hạn hôm nay (due soon).' },
    Overdue: { description: 'Quá hạn, chưa xong (overdue).' },
    DoneOnTime: { description: 'Xong đúng hạn (done on time).' },
    DoneLate: { description: 'Xong sau hạn (done late).' },
    Withdrawn: { description: 'Đã rút, không còn phải làm (withdrawn).' },
  },
});
