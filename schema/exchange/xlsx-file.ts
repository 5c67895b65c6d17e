import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import writeExcelFile, { type Cell } from 'write-excel-file/node';
import { PlanError, type TableColumn } from '../base/index.js';
import type { RawTable } from './table-file.js';
import type { WorkerAnswer } from './xlsx-worker.js';

const MOST_MEMORY_MIB = 512;
const LONGEST_TIME_MS = 60_000;
const NARROWEST = 12; // characters
const WIDEST = 60;

/**
 * The cells of an XLSX file's first sheet, read in a thread of its own: a small file can ask for much memory and time,
 * and neither may be the server's.
 * @throws PlanError INVALID_INPUT when the file is none, is broken, has more than a table may have, or takes more than
 * 512 MiB or a minute.
 */
export async function readXlsx(content: Buffer): Promise<RawTable> {
  const worker = new Worker(fileURLToPath(new URL('xlsx-worker.js', import.meta.url)), {
    workerData: content,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MIB },
  });
  const timer = setTimeout(() => void worker.terminate(), LONGEST_TIME_MS);
  try {
    const answer = await answerOf(worker);
    if ('table' in answer) return answer.table;
    throw refusal(answer.refusal);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refusal('Tệp XLSX cần quá nhiều bộ nhớ để đọc.') : error),
    );
    worker.once('exit', () => reject(refusal('Tệp XLSX cần quá nhiều thời gian để đọc.')));
  });
}

function refusal(message: string): PlanError {
  return new PlanError('INVALID_INPUT', message, { field: 'content' });
}

/**
 * An XLSX file: the rows on the first sheet under the real column names, and on the second what each column means and
 * takes. Cells are formatted as text, so that codes keep their zeros when people add some; numbers are numbers.
 */
export function writeXlsx(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): Promise<Buffer> {
  const header = columns.map(({ name }) => title(name));
  const body = rows.map((cells) => columns.map(({ kind }, index) => bodyCell(cells[index] ?? '', kind)));
  const guide = columns.map(({ name, title: meaning, allowed, isRequired }) =>
    [name, meaning, allowed, isRequired ? 'có' : 'không'].map(text),
  );
  const guideHeader = ['Cột', 'Ý nghĩa', 'Giá trị cho phép', 'Bắt buộc'].map(title);
  return writeExcelFile([
    { sheet: 'Dữ liệu', data: [header, ...body], columns: widths(columns, rows), stickyRowsCount: 1 },
    {
      sheet: 'Hướng dẫn',
      data: [guideHeader, ...guide],
      columns: [20, 40, WIDEST, NARROWEST].map((width) => ({ width })),
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}

function bodyCell(value: string, kind: TableColumn['kind']): Cell {
  if (kind === 'NUMBER' && /^-?\d{1,15}$/.test(value)) return { value: Number(value), type: Number };
  return text(value);
}

function text(value: string): Cell {
  if (value === '') return { type: String, format: '@' };
  // The writer keeps texts as keys of a plain object and would take `constructor` for one it has; reading trims.
  return { value: value in Object.prototype ? `${value} ` : value, type: String, format: '@' };
}

function title(value: string): Cell {
  return { value, type: String, format: '@', fontWeight: 'bold' };
}

function widths(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): { width: number }[] {
  const sample = rows.slice(0, 100);
  return columns.map(({ name }, index) => {
    const longest = Math.max(name.length, ...sample.map((cells) => cells[index]?.length ?? 0));
    return { width: Math.min(WIDEST, Math.max(NARROWEST, longest + 2)) };
  });
}
