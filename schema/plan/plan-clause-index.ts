import type { PlanList } from './plan-parts.js';
import type { ClauseEntry } from './plan-schema.js';

/** Code of the clause above, by the code alone; null at the top. */
export function parentCodeOf(code: string): string | null {
  const dot = code.lastIndexOf('.');
  return dot < 0 ? null : code.slice(0, dot);
}

/** Clauses by code. A code whose entry could not be read counts as existing, but nothing is compared with it. */
export class ClauseIndex {
  private readonly byCode: ReadonlyMap<string, ClauseEntry>;
  private readonly codes: ReadonlySet<string>;

  constructor(private readonly list: PlanList<ClauseEntry> | null) {
    this.byCode = new Map(list?.entries.map(({ value }) => [value.code, value]));
    this.codes = new Set(list?.codes.map(({ code }) => code));
  }

  get(code: string): ClauseEntry | undefined {
    return this.byCode.get(code);
  }

  missing(code: string): boolean {
    return this.list !== null && !this.codes.has(code);
  }

  /** True unless the words are surely absent from the printed text of every one of these clauses. */
  prints(words: string, ...codes: string[]): boolean {
    return codes.some((code) => {
      const clause = this.get(code);
      return !clause || printedIn(clause).some((printed) => printed.includes(words));
    });
  }
}

function printedIn(clause: ClauseEntry): string[] {
  const heading = clause.headingReconstructed ? null : clause.heading;
  return [heading, clause.text].filter((printed) => printed !== null);
}
