import { Role } from '../../../schema/access/index.js';
import { formatVietnameseDate, weekdayOf, type CivilDate } from '../../../schema/base/index.js';
import { TargetStatus } from '../../../schema/indicators/index.js';
import { DeadlineStatus } from '../../../schema/plan/index.js';
import { ReportState, Timeliness } from '../../../schema/reports/index.js';

/** Roles as a page names them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  [Role.Public]: 'khách',
  [Role.Officer]: 'cán bộ đầu mối',
  [Role.Head]: 'người đứng đầu',
  [Role.Coordinator]: 'điều phối cấp tỉnh',
  [Role.Admin]: 'quản trị',
};

/** Deadline statuses as a page names them. */
export const STATUS_NAMES: Readonly<Record<DeadlineStatus, string>> = {
  [DeadlineStatus.Upcoming]: 'Chưa đến hạn',
  [DeadlineStatus.DueSoon]: 'Sắp đến hạn',
  [DeadlineStatus.Overdue]: 'Quá hạn',
  [DeadlineStatus.DoneOnTime]: 'Hoàn thành đúng hạn',
  [DeadlineStatus.DoneLate]: 'Hoàn thành muộn',
  [DeadlineStatus.Withdrawn]: 'Đã rút, không còn phải làm',
};

/** Report states as a page names them. */
export const STATE_NAMES: Readonly<Record<ReportState, string>> = {
  [ReportState.Assigned]: 'Đã giao',
  [ReportState.Draft]: 'Đã tổng hợp, chưa gửi',
  [ReportState.WithHead]: 'Đang trình lãnh đạo',
  [ReportState.Sent]: 'Đã gửi',
  [ReportState.Accepted]: 'Đã duyệt',
  [ReportState.Returned]: 'Bị trả lại',
  [ReportState.CorrectionRequested]: 'Đề nghị đính chính',
};

/** Whether a report came in time, as a page names it. */
export const TIMELINESS_NAMES: Readonly<Record<Timeliness, string>> = {
  [Timeliness.NotDue]: 'Chưa đến hạn',
  [Timeliness.OnTime]: 'Đúng hạn',
  [Timeliness.Late]: 'Muộn',
  [Timeliness.OverdueNotSent]: 'Quá hạn chưa gửi',
};

const OUTCOMES: Readonly<Record<string, string>> = {
  [TargetStatus.Met]: 'Đạt',
  [TargetStatus.NotMet]: 'Chưa đạt',
  [TargetStatus.Insufficient]: 'Chưa đủ căn cứ',
  [TargetStatus.NoData]: 'Chưa có số liệu',
};

/** How an indicator stands, in words. */
export function outcomeInWords(status: string, denominator: number | null): string {
  return OUTCOMES[status] ?? (denominator === 0 ? 'Không phát sinh' : 'Không giao chỉ tiêu');
}

const WEEKDAYS = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];

/** A day as letters write it: `Thứ Ba, ngày 16/12/2025`. */
export function dayInWords(day: CivilDate): string {
  return `${WEEKDAYS[weekdayOf(day) % 7]}, ngày ${formatVietnameseDate(day)}`;
}

/** Working days to a due day in words. */
export function daysLeftInWords(workingDaysLeft: number): string {
  if (workingDaysLeft === 0) return 'hết hạn hôm nay';
  return workingDaysLeft > 0 ? `còn ${workingDaysLeft} ngày làm việc` : `quá ${-workingDaysLeft} ngày làm việc`;
}

/** A count as Vietnamese prints it: `1.234`. */
export function countInWords(count: number): string {
  return new Intl.NumberFormat('vi-VN').format(count);
}
