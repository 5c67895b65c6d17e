import { parseCivilDate, PlanError } from '../base/index.js';
import type { ClauseKind } from './clause.js';
import { DatePrecision } from './deadline-rule.js';
import { DutyKind } from './duty.js';
import type { ClauseIndex } from './plan-clause-index.js';
import type { DeadlineData, DutyData, TargetData, TaskData } from './plan-data.js';
import type { PlanParts } from './plan-parts.js';
import type { YamlPath } from './plan-yaml.js';
import { TargetUnit } from './target.js';

/** A fault within one entry: which of its values, why (Vietnamese). */
export type EntryFault = readonly [path: YamlPath, message: string];

/** Faults of what every entry has: its clause and its quote. */
export function clauseAndQuoteFaults(
  entry: { clause: string; quote: string },
  known: ClauseIndex,
  kind: ClauseKind,
): EntryFault[] {
  if (known.missing(entry.clause)) return [[['clause'], unknownClause(entry.clause)]];
  const faults: EntryFault[] = [];
  const clause = known.get(entry.clause);
  if (clause && !clause.kinds.includes(kind)) faults.push([['clause'], `điểm ${clause.code} chưa thuộc loại ${kind}`]);
  if (!known.prints(entry.quote, entry.clause)) faults.push([['quote'], `không phải nguyên văn trong ${entry.clause}`]);
  return faults;
}

/** Message for the code of a clause that is not there. */
export function unknownClause(code: string): string {
  return `không có điểm «${code}» trong clauses.yaml`;
}

function assignmentFaults(assignedBy: readonly string[], known: ClauseIndex): EntryFault[] {
  return assignedBy.flatMap((code, index): EntryFault[] =>
    known.missing(code) ? [[['assignedBy', index], unknownClause(code)]] : [],
  );
}

/** Faults of one target. */
export function targetFaults(target: TargetData, known: ClauseIndex): EntryFault[] {
  const faults = assignmentFaults(target.assignedBy, known);
  if ((target.indicator === null) === (target.measuredBy === null)) {
    faults.push([['indicator'], 'phải có đúng một trong hai: indicator (mã chỉ số) hoặc measuredBy']);
  }
  if (target.appliesTo.length + target.units.length === 0) {
    faults.push([['appliesTo'], 'chỉ tiêu chưa nêu loại đơn vị (appliesTo) hoặc đơn vị (units) thực hiện']);
  }
  if (target.unit === TargetUnit.Percent && target.value > 100) faults.push([['value'], 'tỷ lệ lớn hơn 100%']);
  if (target.from !== null && target.until !== null && target.until < target.from) {
    faults.push([['until'], 'ngày cuối trước ngày đầu (from)']);
  }
  if (target.exemption !== null && !known.prints(target.exemption, target.clause)) {
    faults.push([['exemption'], `không phải nguyên văn trong ${target.clause}`]);
  }
  return faults;
}

/** Faults of one task. */
export function taskFaults(task: TaskData, known: ClauseIndex): EntryFault[] {
  const faults = assignmentFaults(task.assignedBy, known);
  if (task.lead === null && task.note === null) faults.push([['lead'], 'nhiệm vụ chưa giao cho ai phải nói rõ ở note']);
  task.partners.forEach((partner, index) => {
    if (!known.prints(partner, task.clause, ...task.assignedBy)) {
      faults.push([['partners', index], `không phải nguyên văn trong ${[task.clause, ...task.assignedBy].join(', ')}`]);
    }
  });
  return faults;
}

/** Faults of one duty. */
export function dutyFaults(duty: DutyData, known: ClauseIndex): EntryFault[] {
  const faults: EntryFault[] = [];
  if (duty.kind === DutyKind.Report && duty.recipients.length === 0) {
    faults.push([['recipients'], 'báo cáo phải có nơi nhận']);
  }
  if (duty.embeddedIn !== null && !known.prints(duty.embeddedIn, duty.clause)) {
    faults.push([['embeddedIn'], `không phải nguyên văn trong ${duty.clause}`]);
  }
  return faults;
}

/** Faults of one deadline. */
export function deadlineFaults(deadline: DeadlineData, parts: PlanParts): EntryFault[] {
  const faults: EntryFault[] = [];
  if (!isSpan(deadline.until, deadline.precision)) {
    faults.push([['until'], `«${deadline.until}» không hợp với precision ${deadline.precision}`]);
  }
  const { target } = deadline;
  if (target !== null && parts.targets && !parts.targets.codes.some(({ code }) => code === target)) {
    faults.push([['target'], `không có chỉ tiêu «${target}» trong targets.yaml`]);
  }
  return faults;
}

const SPAN_PATTERNS = {
  [DatePrecision.Month]: /^\d{4}-(0[1-9]|1[0-2])$/,
  [DatePrecision.Quarter]: /^\d{4}-Q[1-4]$/,
  [DatePrecision.Year]: /^\d{4}$/,
} as const;

function isSpan(text: string, precision: DatePrecision): boolean {
  if (precision !== DatePrecision.Day) return SPAN_PATTERNS[precision].test(text);
  try {
    return parseCivilDate(text) === text;
  } catch (error) {
    if (error instanceof PlanError) return false;
    throw error;
  }
}
