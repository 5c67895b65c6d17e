import { addDays, PlanError, type CivilDate } from '../base/index.js';
import { boundUnits, type BindableUnit } from './deadline-rules.js';
import type { Assignment } from './task.js';
import { TaskStatus } from './task-progress.js';

/** What is recorded of a task. */
export interface ProgressFacts {
  readonly status: TaskStatus;
  /** Whole percent 0–100; null when none is told. */
  readonly percent: number | null;
  readonly note: string | null;
  /** Link, http or https; null when there is none. */
  readonly evidence: string | null;
}

/** Longest note and link, in characters. */
const LONGEST_TEXT = 2_000;

/**
 * What was recorded in the form in which it is kept: texts trimmed, empty ones null.
 * @throws PlanError INVALID_INPUT with `details.field`: a percentage out of range or against the status, a text that is
 *   too long, a link that is no http(s) address, BLOCKED without saying by what.
 */
export function checkedProgress({ status, percent, ...texts }: ProgressFacts): ProgressFacts {
  const [note, evidence] = [textOf(texts.note, 'note'), textOf(texts.evidence, 'evidence')];
  if (percent !== null && !(Number.isInteger(percent) && percent >= 0 && percent <= 100)) {
    throw refusal('percent', 'Phần trăm phải là số nguyên từ 0 đến 100.');
  }
  if (status === TaskStatus.Done && percent !== null && percent !== 100) {
    throw refusal('percent', 'Đã hoàn thành thì phần trăm là 100 hoặc để trống.');
  }
  if (status === TaskStatus.NotStarted && percent !== null && percent !== 0) {
    throw refusal('percent', 'Chưa thực hiện thì phần trăm là 0 hoặc để trống.');
  }
  if (status === TaskStatus.Blocked && note === null) throw refusal('note', 'Cần nêu vướng mắc ở ghi chú.');
  if (evidence !== null && !isWebAddress(evidence)) {
    throw refusal('evidence', 'Minh chứng phải là một liên kết http:// hoặc https://.');
  }
  return { status, percent, note, evidence };
}

/** What of a task decides who leads it. */
export interface LedTask {
  readonly lead: Assignment | null;
  readonly exceptUnits: readonly string[];
}

/**
 * Units that lead a task on a day, one line each: those whom the plan names, every unit of a kind it names, or those
 * whom a later document assigned when the plan names nobody. `assigned` null: nobody was assigned.
 */
export function leadUnits<T extends BindableUnit>(
  { lead, exceptUnits }: LedTask,
  assigned: readonly string[] | null,
  units: readonly T[],
  day: CivilDate,
): T[] {
  const who = lead ?? { units: assigned ?? [], scopes: [] };
  return boundUnits(who, exceptUnits, units, { to: addDays(day, 1) });
}

function textOf(text: string | null, field: 'note' | 'evidence'): string | null {
  const trimmed = text?.trim().normalize('NFC') ?? '';
  if (trimmed.length > LONGEST_TEXT) throw refusal(field, `Không quá ${LONGEST_TEXT} ký tự.`);
  return trimmed === '' ? null : trimmed;
}

/** Whether a text is an http or https address without a user name or password in it. */
export function isWebAddress(text: string): boolean {
  if (/\s/.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function refusal(field: string, message: string): PlanError {
  return new PlanError('INVALID_INPUT', message, { field });
}
