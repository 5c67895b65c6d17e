import type { CivilDate } from '../base/index.js';
import { parentCodeOf } from './plan-clause-index.js';
import type { AmendmentData, ClauseData, PlanData, PlanEntryLists } from './plan-data.js';
import type { VersionSpan } from './version-rules.js';

/** One wording of an entry, from one document to the next. */
export interface EntryVersion<T> extends VersionSpan {
  readonly entry: T;
  /** Number of the document that set it. */
  readonly documentNumber: string;
}

/** Every wording of every entry of a plan; of one entry the earliest first. */
export type PlanVersions = {
  readonly [list in keyof PlanEntryLists]: readonly EntryVersion<PlanEntryLists[list][number]>[];
};

/** The plan as issued and its amendments as one row of versions: each ends on the day the next one begins. */
export function planVersions(data: PlanData): PlanVersions {
  const amendments = inOrder(data.amendments);
  const positions = new Map(documentOrder(data.clauses, amendments).map((code, position) => [code, position]));
  const placed = (clause: ClauseData) => ({ ...clause, position: positions.get(clause.code) ?? clause.position });
  return {
    clauses: versionsOf(data, amendments, 'clauses').map((version) => ({ ...version, entry: placed(version.entry) })),
    targets: versionsOf(data, amendments, 'targets'),
    tasks: versionsOf(data, amendments, 'tasks'),
    duties: versionsOf(data, amendments, 'duties'),
    deadlines: versionsOf(data, amendments, 'deadlines'),
  };
}

/** Amendments in the order in which they take effect. */
export function inOrder<T extends { readonly effectiveOn: CivilDate; readonly number: string }>(
  amendments: readonly T[],
): T[] {
  return amendments.toSorted((a, b) => compare(a.effectiveOn, b.effectiveOn) || compare(a.number, b.number));
}

/** Where an added clause goes: behind the last clause of its parent, at the end when it has none. */
export function placeOf(code: string, codes: readonly string[]): number {
  const parent = parentCodeOf(code);
  if (parent === null) return codes.length;
  const last = codes.findLastIndex((other) => other === parent || other.startsWith(`${parent}.`));
  return last < 0 ? codes.length : last + 1;
}

function documentOrder(clauses: readonly ClauseData[], amendments: readonly AmendmentData[]): string[] {
  const codes = clauses.map(({ code }) => code);
  for (const { added } of amendments) {
    for (const { code } of added.clauses) codes.splice(placeOf(code, codes), 0, code);
  }
  return codes;
}

function versionsOf<K extends keyof PlanEntryLists>(
  data: PlanData,
  amendments: readonly AmendmentData[],
  list: K,
): EntryVersion<PlanEntryLists[K][number]>[] {
  type Entry = PlanEntryLists[K][number];
  const { number, effectiveOn } = data.plan;
  const base: readonly Entry[] = data[list];
  const versions: EntryVersion<Entry>[] = base.map((entry) => ({
    entry,
    validFrom: effectiveOn,
    validTo: null,
    documentNumber: number,
  }));
  for (const amendment of amendments) {
    const changed: readonly Entry[] = amendment.changed[list];
    const added: readonly Entry[] = amendment.added[list];
    const over = new Set([...changed.map(({ code }) => code), ...amendment.ended[list]]);
    const day = amendment.effectiveOn;
    for (const [index, version] of versions.entries()) {
      if (version.validTo === null && over.has(version.entry.code)) versions[index] = { ...version, validTo: day };
    }
    for (const entry of [...changed, ...added]) {
      versions.push({ entry, validFrom: day, validTo: null, documentNumber: amendment.number });
    }
  }
  return versions;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
