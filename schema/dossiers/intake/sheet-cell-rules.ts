import { LONGEST_VALUE, type Finding } from '../imports/dossier-row.js';
import { ROW_COLUMNS } from '../store/row-columns.js';
import type { FormatRule } from './format-rules.js';
import type { HeaderMap } from './header-rules.js';
import { plainText, type SheetCell } from './sheet-cell.js';
import type { DateFormat, ProfileDefinition } from './profile-shape.js';
import { FindingSeverity } from '../imports/finding-severity.js';

/** A date cell as the profile writes dates; everything else as plain text. */
export function cellText(cell: SheetCell, format: DateFormat | null, timeZone: string): string {
  if (typeof cell === 'string' || !('date' in cell) || format === null) return plainText(cell);
  const [day = '', clock = '00:00:00'] = cell.date.split('T');
  const [year, month, date] = day.split('-');
  if (format === 'ISO') return `${day}T${clock}${timeZone}`;
  if (format === 'yyyy-MM-dd') return cell.date.includes('T') ? cell.date : day;
  return format === 'dd/MM/yyyy' && !cell.date.includes('T')
    ? `${date}/${month}/${year}`
    : `${date}/${month}/${year} ${clock}`;
}

/** The cells filled up to the width of the header; empty ones beyond it are left out. */
export function fitted(cells: readonly SheetCell[], width: number): SheetCell[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return Array.from({ length: Math.max(width, last + 1) }, (_, at) => cells[at] ?? '');
}

/**
 * Findings of cells that are no plain value: formulas (their last result may be old), error values, and dates where no
 * date belongs. Those of columns that are not kept do not matter.
 */
export function strangeCells(cells: readonly SheetCell[], map: HeaderMap, profile: ProfileDefinition): Finding[] {
  return cells.flatMap((cell, at) => {
    const column = ROW_COLUMNS[map.places.indexOf(at)];
    if (typeof cell === 'string' || !column) return [];
    if ('date' in cell && profile.columns[column.name].format !== null) return [];
    const rule: FormatRule = 'CELL_KIND';
    const value = plainText(cell).slice(0, LONGEST_VALUE);
    return [{ column: column.name, rule, severity: FindingSeverity.Block, value, message: messageOf(cell) }];
  });
}

function messageOf(cell: Exclude<SheetCell, string>): string {
  if ('formula' in cell) return 'Ô là công thức; hãy dán lại dạng giá trị (Paste values).';
  if ('error' in cell) return `Ô có giá trị lỗi «${cell.error.slice(0, 20)}».`;
  return `Ô là ngày giờ «${cell.date}», cột này không nhận ngày giờ.`;
}
