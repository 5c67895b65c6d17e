import { ClauseKind } from './clause.js';
import { ClauseIndex, parentCodeOf } from './plan-clause-index.js';
import type { PlanHeaderData } from './plan-data.js';
import {
  clauseAndQuoteFaults,
  deadlineFaults,
  dutyFaults,
  targetFaults,
  taskFaults,
  unknownClause,
  type EntryFault,
} from './plan-entry-rules.js';
import type { PlanFault, PlanList, PlanListName, PlanParts } from './plan-parts.js';

/**
 * Every fault that no single entry shows: repeated codes, clauses that do not exist, quotes that are not in their
 * clause, kinds without entries and entries without kinds, contradictory fields.
 */
export function planFaults(parts: PlanParts): PlanFault[] {
  const known = new ClauseIndex(parts.clauses);
  return [
    ...LIST_NAMES.flatMap((list) => repeatedCodes(list, parts[list])),
    ...headerFaults(parts.header, known),
    ...clauseFaults(parts),
    ...faultsOf('targets', parts.targets, known, ClauseKind.Target, targetFaults),
    ...faultsOf('tasks', parts.tasks, known, ClauseKind.Task, taskFaults),
    ...faultsOf('duties', parts.duties, known, ClauseKind.Duty, dutyFaults),
    ...faultsOf('deadlines', parts.deadlines, known, ClauseKind.Deadline, (entry) => deadlineFaults(entry, parts)),
  ];
}

const LIST_NAMES = ['clauses', 'targets', 'tasks', 'duties', 'deadlines'] as const;

function repeatedCodes(list: PlanListName, content: PlanParts[PlanListName]): PlanFault[] {
  const seen = new Set<string>();
  return (content?.codes ?? []).flatMap(({ index, code }) => {
    if (seen.has(code)) return [{ list, path: [index, 'code'], message: `mã «${code}» đã có ở mục trước` }];
    seen.add(code);
    return [];
  });
}

function headerFaults(header: PlanHeaderData | null, known: ClauseIndex): PlanFault[] {
  if (!header) return [];
  const faults: EntryFault[] = [];
  if (header.effectiveOn < header.issuedOn) faults.push([['effectiveOn'], 'ngày có hiệu lực trước ngày ban hành']);
  const inPreamble = (words: string) => header.preamble.some((paragraph) => paragraph.includes(words));
  header.legalBases.forEach(({ quote }, index) => {
    if (!inPreamble(quote)) faults.push([['legalBases', index, 'quote'], 'không phải nguyên văn trong preamble']);
  });
  header.corrections.forEach(({ clause, printed }, index) => {
    const path = ['corrections', index];
    if (clause !== null && known.missing(clause)) faults.push([[...path, 'clause'], unknownClause(clause)]);
    else if (clause === null ? !inPreamble(printed) : !known.prints(printed, clause)) {
      faults.push([[...path, 'printed'], `không phải nguyên văn trong ${clause ?? 'preamble'}`]);
    }
  });
  return faults.map(([path, message]) => ({ list: 'plan', path, message }));
}

function clauseFaults(parts: PlanParts): PlanFault[] {
  const firstAt = new Map(parts.clauses?.codes.toReversed().map(({ index, code }) => [code, index]));
  return (parts.clauses?.entries ?? []).flatMap(({ index, value }): PlanFault[] => {
    const parent = parentCodeOf(value.code);
    const faults: EntryFault[] = [];
    if (parent !== null && (firstAt.get(parent) ?? index) >= index) {
      faults.push([['code'], `thiếu điểm cha «${parent}» ở phía trước`]);
    }
    if (value.heading === null && value.text === null) faults.push([[], 'điểm không có cả tiêu đề lẫn nguyên văn']);
    if (value.headingReconstructed && value.heading === null) {
      faults.push([['headingReconstructed'], 'tiêu đề khôi phục nhưng không có heading']);
    }
    if (value.headingReconstructed && value.note === null) {
      faults.push([['headingReconstructed'], 'tiêu đề khôi phục phải nói lý do ở note']);
    }
    for (const [kind, list] of KIND_LISTS) {
      if (value.kinds.includes(kind) && !isCovered(value.code, kind, parts[list])) {
        faults.push([['kinds'], `điểm thuộc loại ${kind} nhưng ${list}.yaml không có mục nào của điểm này`]);
      }
    }
    return faults.map(([path, message]) => ({ list: 'clauses', path: [index, ...path], message }));
  });
}

const KIND_LISTS = [
  [ClauseKind.Target, 'targets'],
  [ClauseKind.Task, 'tasks'],
  [ClauseKind.Duty, 'duties'],
  [ClauseKind.Deadline, 'deadlines'],
] as const;

/** A task covers the points under its clause; the other kinds are stated by the very clause. */
function isCovered(code: string, kind: ClauseKind, list: PlanParts[PlanListName]): boolean {
  if (!list || list.clauses.has(code)) return true;
  const parent = kind === ClauseKind.Task ? parentCodeOf(code) : null;
  return parent !== null && isCovered(parent, kind, list);
}

function faultsOf<T extends { clause: string; quote: string }>(
  list: PlanListName,
  content: PlanList<T> | null,
  known: ClauseIndex,
  kind: ClauseKind,
  own: (entry: T, known: ClauseIndex) => EntryFault[],
): PlanFault[] {
  return (content?.entries ?? []).flatMap(({ index, value }) => {
    const faults: EntryFault[] = [...clauseAndQuoteFaults(value, known, kind), ...own(value, known)];
    return faults.map(([path, message]) => ({ list, path: [index, ...path], message }));
  });
}
