import { Migration } from '@mikro-orm/migrations';

const NOTE_BEFORE =
  'Tên theo Nghị quyết 1665/NQ-UBTVQH15; mã Cục Thống kê từ một nguồn; huyện cũ suy ra từ xã mang cùng mã';
const NOTE_NOW =
  'Không sắp xếp theo Nghị quyết 1665/NQ-UBTVQH15: giữ nguyên từ trước ngày 01/7/2025; mã: danh mục Cục Thống kê ngày 18/7/2025';
const CODES = `('18196', '18199')`;

/**
 * Sơn Kim 1 and Sơn Kim 2 did not begin on 01/7/2025: the resolution left them as they were. Only rows that are still as
 * they were loaded are put right.
 */
export class UnchangedCommunes extends Migration {
  override up(): void {
    this.addSql(`update "unit" set "valid_from" = null, "source_note" = '${NOTE_NOW}'
      where "code" in ${CODES} and "valid_from" = '2025-07-01' and "source_note" = '${NOTE_BEFORE}'`);
  }

  override down(): void {
    this.addSql(`update "unit" set "valid_from" = '2025-07-01', "source_note" = '${NOTE_BEFORE}'
      where "code" in ${CODES} and "valid_from" is null and "source_note" = '${NOTE_NOW}'`);
  }
}
