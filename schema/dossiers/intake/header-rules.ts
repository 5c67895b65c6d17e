import { PlanError } from '../../base/index.js';
import { ROW_COLUMNS, type ColumnName } from '../store/row-columns.js';
import { matchKey } from './match-key.js';
import type { ProfileDefinition } from './profile-shape.js';

/** Name of the column with reasons in a file of rejected rows, which may come back with it. */
export const REASON_COLUMN = 'loi';

/** The header of a file as a profile understands it. */
export interface HeaderMap {
  /** The cells as in the file. */
  readonly header: readonly string[];
  /** For each column of `ROW_COLUMNS` the place of its cell in a row; -1 when the file has none. */
  readonly places: readonly number[];
  /** Whether the cell at a place is of a column that is not kept. */
  readonly ignored: readonly boolean[];
}

/**
 * Finds the columns of a profile in the header of a file, in any order.
 * @throws PlanError INVALID_INPUT naming every missing, unknown and repeated column at once, with the line.
 */
export function mapHeader(profile: ProfileDefinition, header: readonly string[], line = 1): HeaderMap {
  const keys = header.map(matchKey);
  const owners = new Map<string, ColumnName>();
  for (const { name } of ROW_COLUMNS) for (const text of profile.columns[name].header) owners.set(matchKey(text), name);
  const ignore = new Set([...profile.ignore, REASON_COLUMN].map(matchKey));
  const found = keys.map((key) => owners.get(key) ?? null);
  const places = ROW_COLUMNS.map(({ name }) => found.indexOf(name));
  const problems = [
    problem(
      'thiếu cột',
      ROW_COLUMNS.filter(({ name }, place) => places[place] === -1 && isNeeded(profile, name)).map(({ name }) =>
        titleOf(profile, name),
      ),
    ),
    problem(
      'cột không biết',
      header.filter((_, at) => found[at] === null && !ignore.has(keys[at] ?? '') && !ignore.has('*')),
    ),
    problem(
      'cột lặp lại',
      header.filter((_, at) => found[at] !== null && found.indexOf(found[at] ?? null) !== at),
    ),
  ].filter((text) => text !== null);
  if (problems.length === 0) return { header, places, ignored: found.map((name) => name === null) };
  throw new PlanError(
    'INVALID_INPUT',
    `Dòng tiêu đề không đúng: ${problems.join('; ')}.${delimiterHint(profile, header)}`,
    { line, columns: ROW_COLUMNS.map(({ name }) => titleOf(profile, name)) },
  );
}

/** The header that stands for the keys of a JSONL file: the first name of every column that files have. */
export function headerOfKeys(profile: ProfileDefinition): HeaderMap {
  const header = ROW_COLUMNS.flatMap(({ name }) => profile.columns[name].header.slice(0, 1));
  return mapHeader(profile, header);
}

function isNeeded({ columns }: ProfileDefinition, name: ColumnName): boolean {
  return columns[name].header.length > 0 && !columns[name].optional;
}

function titleOf({ columns }: ProfileDefinition, name: ColumnName): string {
  return columns[name].header[0] ?? name;
}

const DELIMITER_NAMES = { ',': 'dấu phẩy (,)', ';': 'dấu chấm phẩy (;)', '\t': 'phím Tab', '|': 'dấu sổ đứng (|)' };

function delimiterHint({ delimiter }: ProfileDefinition, header: readonly string[]): string {
  const isOne = header.length === 1 && /[,;\t|]/.test(header[0] ?? '');
  return isOne ? ` Các cột phải cách nhau bằng ${DELIMITER_NAMES[delimiter]}.` : '';
}

function problem(title: string, found: readonly string[]): string | null {
  const shown = [...new Set(found)].slice(0, 20).map((name) => name.trim().slice(0, 40) || '(trống)');
  return shown.length > 0 ? `${title} ${shown.join(', ')}` : null;
}
