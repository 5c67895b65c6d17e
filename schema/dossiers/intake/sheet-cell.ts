/** A cell of a spreadsheet: text (numbers and flags as text too), or what the sheet says it is. */
export type SheetCell =
  | string
  /** A day or an instant without zone, `2025-12-31` or `2025-12-31T08:00:00`. */
  | { readonly date: string }
  | { readonly formula: string }
  | { readonly error: string };

/** The cell as plain text. */
export function plainText(cell: SheetCell): string {
  if (typeof cell === 'string') return cell;
  if ('date' in cell) return cell.date;
  return 'formula' in cell ? `=${cell.formula}` : cell.error;
}
