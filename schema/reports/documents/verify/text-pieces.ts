import { CsvError, parse } from 'csv-parse/sync';
import type { FileDifference, PlacedText } from './placed-text.js';
import { unreadable } from './office-parts.js';
import { unequalPairs } from './unequal-pairs.js';

const LONGEST_ROW = 1_000_000; // characters

/** The tags and texts of an HTML file, each with its line. */
export function htmlPieces(text: string): PlacedText[] {
  const pieces: PlacedText[] = [];
  let line = 1;
  for (const piece of text.split(/(<[^<>]*>)/)) {
    const [start = ''] = /^\s*/.exec(piece) ?? [];
    const first = line + lineFeeds(start);
    if (start.length < piece.length)
      pieces.push({ place: `dòng ${first}`, text: piece.trim().replaceAll(/\s+/g, ' ') });
    line += lineFeeds(piece);
  }
  return pieces;
}

function lineFeeds(text: string): number {
  return text.split('\n').length - 1;
}

/**
 * Where two CSV files differ: `dòng 7, cột 3`, or a whole line that one of them has not.
 * @throws PlanError INVALID_INPUT when the file found is no CSV.
 */
export function csvDifferences(sealedText: string, foundText: string): FileDifference[] {
  const [sealed, found] = [csvRows(sealedText), csvRows(foundText)];
  const pairs = unequalPairs(sealed.map(keyOf), found.map(keyOf));
  return pairs.flatMap(([a, b]) => {
    const [was, is] = [a === null ? null : (sealed[a] ?? []), b === null ? null : (found[b] ?? [])];
    const line = `dòng ${(b ?? a ?? 0) + 1}`;
    if (!was || !is) return [{ place: line, sealed: was?.join('; ') ?? null, found: is?.join('; ') ?? null }];
    const columns = Array.from({ length: Math.max(was.length, is.length) }, (_, column) => column);
    return columns
      .filter((column) => was[column] !== is[column])
      .map((column) => ({
        place: `${line}, cột ${column + 1}`,
        sealed: was[column] ?? null,
        found: is[column] ?? null,
      }));
  });
}

function keyOf(cells: readonly string[]): string {
  return JSON.stringify(cells);
}

/** The records of a CSV file. @throws PlanError INVALID_INPUT when it is none. */
export function csvRows(text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false, max_record_size: LONGEST_ROW });
  } catch (error) {
    if (error instanceof CsvError) throw unreadable('dấu ngoặc kép của CSV đặt sai chỗ hoặc dòng quá dài');
    throw error;
  }
}
