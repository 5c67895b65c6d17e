/** A column of the dossier file. */
export interface RowColumn {
  readonly name: string;
  /** What the cell says (Vietnamese, for the user). */
  readonly meaning: string;
  /** Which values it takes (Vietnamese, for the user); the messages of the rules name it. */
  readonly allowed: string;
  /** Whether the cell may be empty; empty means null, «không có». */
  readonly mayBeEmpty: boolean;
}

const FLAG = 'true, false, 1 hoặc 0';
const DAY = 'ngày có thật dạng NĂM-THÁNG-NGÀY (ví dụ 2025-12-31)';

/**
 * The columns of a dossier file, one dossier a row, as the standard profile has them; a file may order them otherwise,
 * but must have each exactly once. Other profiles (`intake/profiles/`) fill the same columns from other files.
 *
 * CSV: UTF-8 or UTF-16 with byte order mark; comma, never semicolon; LF or CRLF; cells may be quoted. XLSX: first
 * visible sheet, header in row 1. JSONL: one object a line, keys are the names.
 */
export const ROW_COLUMNS = [
  column(
    'code',
    'Mã hồ sơ, duy nhất trong tỉnh',
    'mã định danh đơn vị-nămthángngày-số thứ tự (ví dụ H27.14-251231-0001)',
  ),
  column(
    'procedure_code',
    'Mã thủ tục quốc gia; phần sau 8 ký tự đầu được bỏ qua',
    'mã có trong danh mục (ví dụ 1.001193)',
  ),
  column('receiving_unit', 'Đơn vị tiếp nhận', 'mã đơn vị trong danh mục'),
  column('resolving_unit', 'Đơn vị giải quyết, nơi hồ sơ được tính', 'mã đơn vị trong danh mục'),
  column('channel', 'Kênh tiếp nhận', 'ONLINE (trực tuyến), IN_PERSON (trực tiếp) hoặc POSTAL (bưu chính công ích)'),
  column('status', 'Trạng thái theo mã trao đổi quốc gia', 'số nguyên từ 1 đến 10'),
  column('received_on', 'Ngày tiếp nhận', DAY, true),
  column('due_on', 'Ngày hẹn trả', DAY, true),
  column('finished_on', 'Ngày kết thúc xử lý; chỉ có ở trạng thái 7, 9, 10', DAY, true),
  column('payable', 'Hồ sơ có nghĩa vụ tài chính', FLAG),
  column('paid_online', 'Đã thanh toán trực tuyến', FLAG),
  column('electronic_result', 'Có kết quả điện tử', FLAG),
  column('rating', 'Đánh giá của người nộp', 'VERY_SATISFIED, SATISFIED hoặc DISSATISFIED', true),
  column('synthetic', 'Hồ sơ mô phỏng, không phải của người dân', FLAG),
  column(
    'updated_at',
    'Lần thay đổi cuối ở hệ thống nguồn',
    'thời điểm ISO 8601 có múi giờ (ví dụ 2025-12-31T08:00:00+07:00)',
  ),
] as const;

/** Name of a column of the dossier file. */
export type ColumnName = (typeof ROW_COLUMNS)[number]['name'];

function column<Name extends string>(name: Name, meaning: string, allowed: string, mayBeEmpty = false) {
  return { name, meaning, allowed, mayBeEmpty } as const satisfies RowColumn;
}
