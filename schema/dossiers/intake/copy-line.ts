import type { Finding, RowFacts } from '../dossier-row.js';
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

/** A row without findings. Checked cells hold no tab, backslash or line break, so nothing needs escaping. */
export function plainLine(line: number, f: RowFacts): string {
  return `${line}\t${f.openedOn}\t${f.code}\t${f.procedureId}\t${f.receivingUnit?.id}\t${f.resolvingUnit?.id}\t${
    f.channel
  }\t${f.status}\t${f.receivedOn ?? '\\N'}\t${f.dueOn ?? '\\N'}\t${f.finishedOn ?? '\\N'}\t${isFullProcess(f)}\t${
    f.offer?.eligible ?? false
  }\t${f.payable}\t${f.paidOnline}\t${f.electronicResult}\t${f.rating ?? '\\N'}\t${f.synthetic}\t${
    f.updatedAt
  }\tfalse\t\\N\t\\N\n`;
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
  const cells = values.map((value) => (value === null || value === undefined ? '\\N' : String(value)));
  return `${cells.join('\t')}\t${copyJson(findings)}\t${copyJson(raw)}\n`;
}

/** JSON as COPY takes it: its backslashes doubled, its control characters being escaped already; no zero character. */
function copyJson(value: readonly unknown[]): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\uFFFD') : part,
  );
  return text.replaceAll('\\', '\\\\');
}
