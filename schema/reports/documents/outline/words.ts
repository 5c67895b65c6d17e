import { partsOf, type CivilDate } from '../../../base/index.js';
import { TargetStatus } from '../../../indicators/index.js';
import type { ConsolidatedUnit, ReportedObstacle } from '../../report-document.js';
import type { ReportedDeadline } from '../../report-content.js';

const TARGET_STATUSES: Readonly<Record<string, string>> = {
  [TargetStatus.Met]: 'Đạt',
  [TargetStatus.NotMet]: 'Chưa đạt',
  [TargetStatus.Insufficient]: 'Chưa đủ căn cứ',
  [TargetStatus.NoData]: 'Chưa có số liệu',
};

/** How a value stands against its target, in words. */
export function targetStatusText(status: string, denominator: number | null): string {
  return TARGET_STATUSES[status] ?? (denominator === 0 ? 'Không phát sinh' : 'Không giao');
}

/** `Chưa đạt, còn thiếu 9`; the gap only where there is one. */
export function outcomeText(status: string, denominator: number | null, gap: number | null): string {
  const words = targetStatusText(status, denominator);
  return status === TargetStatus.NotMet && gap !== null && gap > 0 ? `${words} (thiếu ${gap})` : words;
}

/** Outcomes of deadlines in words. */
export const DEADLINE_OUTCOMES: Readonly<Record<ReportedDeadline['outcome'], string>> = {
  MET: 'Đúng hạn',
  LATE: 'Muộn',
  OPEN: 'Chưa xong',
};

/** States of obstacles in words. */
export const OBSTACLE_STATUSES: Readonly<Record<ReportedObstacle['status'], string>> = {
  OPEN: 'Chưa trả lời',
  ANSWERED: 'Đã trả lời',
  CLOSED: 'Đã giải quyết',
};

/** Timeliness of a unit's report in words. */
export const TIMELINESS: Readonly<Record<ConsolidatedUnit['timeliness'], string>> = {
  ON_TIME: 'Đúng hạn',
  LATE: 'Gửi muộn',
  OVERDUE_NOT_SENT: 'Quá hạn, chưa gửi',
  NOT_DUE: 'Chưa đến hạn',
};

/** Channels of dossiers in words, by their codes. */
export const CHANNELS: Readonly<Record<string, string>> = {
  ONLINE: 'Trực tuyến',
  IN_PERSON: 'Trực tiếp',
  POSTAL: 'Dịch vụ bưu chính công ích',
};

/** Kinds of units as the headings of tables name them, in the order printed. */
export const KIND_GROUPS = [
  { kind: 'DEPARTMENT', text: 'Sở, ban, ngành' },
  { kind: 'COMMUNE', text: 'Xã, phường' },
  { kind: 'AGENCY', text: 'Cơ quan, tổ chức khác' },
] as const;

/**
 * `ngày 05 tháng 02 năm 2026`: a zero before days below 10 and before January and February.
 * Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4.
 */
export function dateInWords(day: CivilDate): string {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `ngày ${twoDigits(dayOfMonth)} tháng ${month <= 2 ? twoDigits(month) : month} năm ${year}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** A period's name inside a sentence: `tháng 12/2025`, `quý IV/2025`, `6 tháng cuối năm 2025`. */
export function periodInSentence(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
