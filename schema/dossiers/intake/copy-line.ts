import type { Finding, RowFacts } from '../imports/dossier-row.js';
import { isFullProcess } from './row-checker.js';

/** Columns that reading writes, in order; `row_number` is the line of the file. */
export const COPY_COLUMNS = `row_number, opened_on, code, procedure_id, receiving_unit_id, resolving_unit_id, channel,
  status, received_on, due_on, finished_on, full_process, eligible, payable, paid_online, electronic_result, rating,
  synthetic, updated_at, rejected, findings, raw`;

/** What else a line of COPY text tells than the row itself. */
export interface LineMarks {
  readonly line: number;
  readonly rejected: boolean;
  readonly findings: readonly Finding[];
  /** Cells as in the file. */
  readonly raw: readonly string[];
}

/** The cells of the row that was told last; used again, as a new array a row costs more than filling it. */
const cells: (string | null | undefined)[] = Array.from({ length: 22 }, () => '\\N');
cells[19] = 'false';
cells[21] = '\\N\n';

const STATUSES = Array.from({ length: 11 }, (_, status) => String(status));

function flag(value: boolean | null | undefined): string {
  return value === true ? 'true' : 'false';
}

/** A row without findings. Checked cells hold no tab, backslash or line break, so nothing needs escaping; all ASCII. */
export function plainLine(line: number, f: RowFacts): string {
  cells[0] = String(line);
  cells[1] = f.openedOn;
  cells[2] = f.code;
  cells[3] = f.procedureId;
  cells[4] = f.receivingUnit?.id;
  cells[5] = f.resolvingUnit?.id;
  cells[6] = f.channel;
  cells[7] = STATUSES[f.status];
  cells[8] = f.receivedOn ?? '\\N';
  cells[9] = f.dueOn ?? '\\N';
  cells[10] = f.finishedOn ?? '\\N';
  cells[11] = flag(isFullProcess(f));
  cells[12] = flag(f.offer?.eligible);
  cells[13] = flag(f.payable);
  cells[14] = flag(f.paidOnline);
  cells[15] = flag(f.electronicResult);
  cells[16] = f.rating ?? '\\N';
  cells[17] = flag(f.synthetic);
  cells[18] = f.updatedAt;
  return cells.join('\t');
}

/** A row with findings; what could not be read of a rejected one is null. */
export function markedLine(f: RowFacts, { line, rejected, findings, raw }: LineMarks): string {
  const values = [
    line,
    f.openedOn,
    f.code,
    f.procedureId,
    f.receivingUnit?.id,
    f.resolvingUnit?.id,
    f.channel,
    f.status === 0 ? null : f.status,
    f.receivedOn,
    f.dueOn,
    f.finishedOn,
    f.channel === null || f.offer === null ? null : isFullProcess(f),
    f.offer === null ? null : (f.offer.eligible ?? false),
    f.payable,
    f.paidOnline,
    f.electronicResult,
    f.rating,
    f.synthetic,
    f.updatedAt,
    rejected,
  ];
  const texts = values.map((value) => (value === null || value === undefined ? '\\N' : String(value)));
  return `${texts.join('\t')}\t${copyJson(findings)}\t${copyJson(raw)}\n`;
}

/** JSON as COPY takes it: backslashes doubled, its control characters being escaped already. */
function copyJson(value: readonly unknown[]): string {
  const text = JSON.stringify(value);
  const storable = text.includes('\\u') ? JSON.stringify(value, storablePart) : text;
  return storable.includes('\\') ? storable.replaceAll('\\', '\\\\') : storable;
}

/** PostgreSQL's jsonb holds no zero character and no half of a letter. */
function storablePart(_: string, part: unknown): unknown {
  return typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\uFFFD') : part;
}
