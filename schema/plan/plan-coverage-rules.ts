import type { CivilDate } from '../base/index.js';
import { ClauseKind } from './clause.js';
import { parentCodeOf } from './plan-clause-index.js';
import type { ClauseData, PlanData } from './plan-data.js';
import { planVersions, type EntryVersion } from './plan-versions-rules.js';
import { inForceOn } from './version-rules.js';

/** What stands for a clause: an entry of one of the kinds that need one. */
export interface CoveringEntry {
  readonly kind: ClauseKind;
  readonly code: string;
  /** Verbatim. */
  readonly quote: string;
}

/** One clause of the plan and what became of it. */
export interface ClauseCoverage {
  readonly code: string;
  readonly kinds: readonly ClauseKind[];
  /** Entries of the clause itself; the task of the clause above stands for a point without one of its own. */
  readonly entries: readonly CoveringEntry[];
  /** Why the clause is not covered, in Vietnamese; empty when it is. */
  readonly faults: readonly string[];
}

/** Kinds that must have an entry: the others say what a clause is without asking for anything to be followed. */
const KINDS_WITH_ENTRIES = [ClauseKind.Target, ClauseKind.Task, ClauseKind.Duty, ClauseKind.Deadline];

/**
 * Every clause in force on a day, in document order, with the targets, tasks, duties and deadlines that stand for it.
 * Faults: a clause without kind, a kind without entry, a quote that its clause does not print.
 */
export function planCoverage(data: PlanData, day: CivilDate): ClauseCoverage[] {
  const versions = planVersions(data);
  const clauses = inForceEntries(versions.clauses, day).toSorted((a, b) => a.position - b.position);
  const entries = new Map([
    [ClauseKind.Target, byClause(inForceEntries(versions.targets, day), ClauseKind.Target)],
    [ClauseKind.Task, byClause(inForceEntries(versions.tasks, day), ClauseKind.Task)],
    [ClauseKind.Duty, byClause(inForceEntries(versions.duties, day), ClauseKind.Duty)],
    [ClauseKind.Deadline, byClause(inForceEntries(versions.deadlines, day), ClauseKind.Deadline)],
  ]);
  const of = (kind: ClauseKind, code: string) => entries.get(kind)?.get(code) ?? [];
  return clauses.map((clause) => {
    const own = KINDS_WITH_ENTRIES.flatMap((kind) => of(kind, clause.code));
    const above = clause.kinds.includes(ClauseKind.Task) ? taskAbove(clause.code, of) : [];
    const shown = own.some(({ kind }) => kind === ClauseKind.Task) ? own : [...own, ...above];
    return { code: clause.code, kinds: clause.kinds, entries: shown, faults: faultsOf(clause, own, shown) };
  });
}

function faultsOf(clause: ClauseData, own: readonly CoveringEntry[], shown: readonly CoveringEntry[]): string[] {
  const printed = [clause.headingReconstructed ? null : clause.heading, clause.text];
  const missing = KINDS_WITH_ENTRIES.filter((kind) => clause.kinds.includes(kind)).filter(
    (kind) => !shown.some((entry) => entry.kind === kind),
  );
  return [
    ...(clause.kinds.length === 0 ? ['chưa được phân loại'] : []),
    ...missing.map((kind) => `thuộc loại ${kind} nhưng không có mục nào`),
    ...own
      .filter(({ quote }) => !printed.some((text) => text?.includes(quote)))
      .map(({ code }) => `trích dẫn của ${code} không phải nguyên văn`),
  ];
}

/** The task of the nearest clause above that has one. */
function taskAbove(code: string, of: (kind: ClauseKind, code: string) => CoveringEntry[]): CoveringEntry[] {
  const parent = parentCodeOf(code);
  if (parent === null) return [];
  const tasks = of(ClauseKind.Task, parent);
  return tasks.length > 0 ? tasks : taskAbove(parent, of);
}

function inForceEntries<T>(versions: readonly EntryVersion<T>[], day: CivilDate): T[] {
  return inForceOn(versions, day).map(({ entry }) => entry);
}

function byClause(
  entries: readonly { readonly clause: string; readonly code: string; readonly quote: string }[],
  kind: ClauseKind,
): Map<string, CoveringEntry[]> {
  const groups = Map.groupBy(entries, ({ clause }) => clause);
  return new Map(
    [...groups].map(([clause, group]) => [clause, group.map(({ code, quote }) => ({ kind, code, quote }))]),
  );
}
