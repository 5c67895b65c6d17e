import { Role } from '../../access/index.js';
import { ReportState } from '../report.js';

/** What of a report decides whether its summary may be written. */
export interface SummaryPlace {
  readonly state: ReportState;
  /** Number of the current revision; 0 while nothing is compiled. */
  readonly revision: number;
  /** Whether that revision is sealed. */
  readonly isSealed: boolean;
}

/**
 * Why a summary cannot be written now, Vietnamese; null when it can. While the head has the report the officer may not
 * change under the head's eyes what is about to be sent.
 */
export function summaryRefusal({ state, revision, isSealed }: SummaryPlace, role: Role): string | null {
  if (revision === 0) return 'Báo cáo chưa được tổng hợp, chưa ghi đánh giá chung được.';
  if (isSealed || !EDITABLE.has(state)) {
    return 'Báo cáo đã gửi, nội dung không sửa được nữa; cần sửa thì đề nghị đính chính.';
  }
  if (state === ReportState.WithHead && role === Role.Officer) {
    return 'Báo cáo đang trình lãnh đạo; lúc này chỉ lãnh đạo đơn vị sửa được.';
  }
  return null;
}

/** A returned report whose revision is not sealed can be mended as it is. */
const EDITABLE: ReadonlySet<ReportState> = new Set([ReportState.Draft, ReportState.WithHead, ReportState.Returned]);
