import type { RuleData } from './rule-schema.js';
import { FindingSeverity } from '../imports/finding-severity.js';
import { RuleCheck } from './validation-rule.js';

/** Codes of the rules about the form of cells and rows; stable, a frontend may rely on them. */
export type FormatRule =
  | 'CELL_COUNT'
  | 'CELL_KIND'
  | 'JSON_LINE'
  | 'REQUIRED'
  | 'CODE_FORMAT'
  | 'CODE_DAY'
  | 'PROCEDURE_UNKNOWN'
  | 'UNIT_UNKNOWN'
  | 'CHANNEL_UNKNOWN'
  | 'STATUS_UNKNOWN'
  | 'DATE_FORMAT'
  | 'FLAG_FORMAT'
  | 'RATING_UNKNOWN'
  | 'INSTANT_FORMAT';

const MEANINGS: Readonly<Record<FormatRule, string>> = {
  CELL_COUNT: 'Dòng có số ô khác dòng tiêu đề.',
  CELL_KIND: 'Ô là công thức, giá trị lỗi hoặc ngày giờ ở cột không nhận.',
  JSON_LINE: 'Dòng JSONL không phải một đối tượng phẳng đúng cú pháp.',
  REQUIRED: 'Ô bắt buộc bị để trống.',
  CODE_FORMAT: 'Mã hồ sơ không đúng dạng của tỉnh.',
  CODE_DAY: 'Ngày trong mã hồ sơ không có thật hoặc sau ngày nạp.',
  PROCEDURE_UNKNOWN: 'Mã thủ tục không có trong danh mục.',
  UNIT_UNKNOWN: 'Mã đơn vị không có trong danh sách đơn vị.',
  CHANNEL_UNKNOWN: 'Kênh tiếp nhận không thuộc danh sách.',
  STATUS_UNKNOWN: 'Trạng thái không phải mã từ 1 đến 10.',
  DATE_FORMAT: 'Ngày không đúng dạng hoặc không có thật.',
  FLAG_FORMAT: 'Không phải đúng hoặc sai.',
  RATING_UNKNOWN: 'Đánh giá không thuộc danh sách.',
  INSTANT_FORMAT: 'Thời điểm không đúng dạng hoặc không có thật.',
};

/** The rules about form, as the table of rules lists them: always on, always BLOCK. */
export const FORMAT_RULES: readonly RuleData[] = Object.entries(MEANINGS).map(([code, message]) => ({
  code,
  check: RuleCheck.Format,
  severity: FindingSeverity.Block,
  enabled: true,
  parameters: {},
  message,
  source: 'Dạng của tệp hồ sơ, theo mẫu nạp',
}));
