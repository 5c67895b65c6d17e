import { parentCodeOf } from './plan-clause-index.js';
import { planFaults } from './plan-check-rules.js';
import type { AmendmentHeaderData, PlanHeaderData, PlanProblem } from './plan-data.js';
import type { PlanEntries, PlanFault, PlanList, PlanListName } from './plan-parts.js';
import { placeOf } from './plan-versions-rules.js';
import { problemAt, type YamlFile, type YamlPath } from './plan-yaml.js';

/** An amendment as its file has it. */
export interface AmendmentEntry extends AmendmentHeaderData {
  readonly changed: { readonly [list in PlanListName]: PlanEntries[list][] };
  readonly added: { readonly [list in PlanListName]: PlanEntries[list][] };
  readonly ended: { readonly [list in PlanListName]: string[] };
}

/** An amendment and the file that can say on which line its values stand. */
export interface AmendmentFile {
  readonly yaml: YamlFile;
  readonly amendment: AmendmentEntry;
}

/** Names of the lists, in the order of the files. */
export const PLAN_LISTS = ['clauses', 'targets', 'tasks', 'duties', 'deadlines'] as const;

type Entry = PlanEntries[PlanListName];

/** An entry in force and where it was set; no place: by the plan as issued. */
interface Placed {
  readonly value: Entry;
  readonly setBy?: AmendmentFile;
  readonly path?: YamlPath;
}

/** A plan as it stands after some of its amendments. */
export class PlanState {
  private readonly lists: Record<PlanListName, Placed[]>;
  private readonly used: Record<PlanListName, Set<string>>;

  constructor(issued: { readonly [list in PlanListName]: readonly Entry[] }) {
    this.lists = eachList((list) => issued[list].map((value) => ({ value })));
    this.used = eachList((list) => new Set(issued[list].map(({ code }) => code)));
  }

  /** Carries an amendment out. @returns its problems: codes that are not there or already used, and what it breaks. */
  amend(file: AmendmentFile): PlanProblem[] {
    const problems = PLAN_LISTS.flatMap((list) => [
      ...this.change(list, file),
      ...this.end(list, file),
      ...this.add(list, file),
    ]);
    if (problems.length > 0) return problems;
    return planFaults({ header: null, ...this.parts() }).map((fault) => this.problemOf(fault, file));
  }

  private change(list: PlanListName, file: AmendmentFile): PlanProblem[] {
    return file.amendment.changed[list].flatMap((value, index): PlanProblem[] => {
      const path = ['changed', list, index];
      const at = this.indexOf(list, value.code);
      const problem = this.refusalToTouch(list, at, value.code, file);
      if (problem) return [problemAt(file.yaml, [...path, 'code'], problem)];
      this.lists[list][at] = { value, setBy: file, path };
      return [];
    });
  }

  private end(list: PlanListName, file: AmendmentFile): PlanProblem[] {
    return file.amendment.ended[list].flatMap((code, index): PlanProblem[] => {
      const at = this.indexOf(list, code);
      const problem = this.refusalToTouch(list, at, code, file);
      if (problem) return [problemAt(file.yaml, ['ended', list, index], problem)];
      this.lists[list].splice(at, 1);
      return [];
    });
  }

  private add(list: PlanListName, file: AmendmentFile): PlanProblem[] {
    return file.amendment.added[list].flatMap((value, index): PlanProblem[] => {
      const path = ['added', list, index];
      if (this.used[list].has(value.code)) {
        return [problemAt(file.yaml, [...path, 'code'], `mã «${value.code}» đã dùng; một mã không dùng lại`)];
      }
      this.used[list].add(value.code);
      const placed = { value, setBy: file, path };
      const codes = this.lists[list].map((other) => other.value.code);
      this.lists[list].splice(list === 'clauses' ? placeOf(value.code, codes) : codes.length, 0, placed);
      return [];
    });
  }

  private refusalToTouch(list: PlanListName, at: number, code: string, { amendment }: AmendmentFile): string | null {
    const stored = this.lists[list][at];
    if (!stored) return `kế hoạch không có mục «${code}» đang có hiệu lực trong ${list}`;
    if (stored.setBy?.amendment.effectiveOn !== amendment.effectiveOn) return null;
    return `mục «${code}» đã được ${stored.setBy.amendment.number} đặt ra từ cùng ngày`;
  }

  private indexOf(list: PlanListName, code: string): number {
    return this.lists[list].findIndex(({ value }) => value.code === code);
  }

  private parts() {
    return Object.fromEntries(PLAN_LISTS.map((list) => [list, partOf(this.lists[list])])) as {
      [list in PlanListName]: PlanList<PlanEntries[list]>;
    };
  }

  /** At the entry itself when this amendment set it, else at what the amendment did to its clause. */
  private problemOf({ list, path, message }: PlanFault, file: AmendmentFile): PlanProblem {
    const [index, ...rest] = path;
    const found = list === 'plan' ? undefined : this.lists[list][Number(index)];
    if (found?.setBy === file) return problemAt(file.yaml, [...(found.path ?? []), ...rest], message);
    const code = found?.value.code ?? '';
    const clause = found && 'clause' in found.value ? found.value.clause : code;
    return problemAt(
      file.yaml,
      causeOf(clause, file.amendment),
      `mục «${code}» (${list}) không còn đúng sau sửa đổi: ${message}`,
    );
  }
}

/** Faults of the documents themselves: their days and numbers. */
export function amendmentHeaderProblems(plan: PlanHeaderData, files: readonly AmendmentFile[]): PlanProblem[] {
  const numbers = new Set([plan.number]);
  return files.flatMap(({ yaml, amendment }) => {
    const problems: PlanProblem[] = [];
    const { number, issuedOn, effectiveOn } = amendment;
    if (numbers.has(number)) problems.push(problemAt(yaml, ['number'], `số «${number}» đã dùng cho văn bản khác`));
    numbers.add(number);
    if (effectiveOn < issuedOn) problems.push(problemAt(yaml, ['effectiveOn'], 'ngày có hiệu lực trước ngày ban hành'));
    if (effectiveOn <= plan.effectiveOn) {
      problems.push(problemAt(yaml, ['effectiveOn'], 'sửa đổi phải có hiệu lực sau ngày kế hoạch có hiệu lực'));
    }
    const touched = PLAN_LISTS.flatMap((list) => [
      ...amendment.changed[list],
      ...amendment.added[list],
      ...amendment.ended[list],
    ]);
    if (touched.length === 0) problems.push(problemAt(yaml, [], 'văn bản không sửa, thêm hay chấm dứt mục nào'));
    return problems;
  });
}

function eachList<T>(make: (list: PlanListName) => T): Record<PlanListName, T> {
  return Object.fromEntries(PLAN_LISTS.map((list) => [list, make(list)])) as Record<PlanListName, T>;
}

function partOf(placed: readonly Placed[]): PlanList<Entry> {
  return {
    entries: placed.map(({ value }, index) => ({ index, value })),
    codes: placed.map(({ value }, index) => ({ index, code: value.code })),
    clauses: new Set(placed.flatMap(({ value }) => ('clause' in value ? [value.clause] : []))),
  };
}

function causeOf(clause: string, { changed, ended }: AmendmentEntry): YamlPath {
  const rewordedAt = changed.clauses.findIndex(({ code }) => code === clause);
  if (rewordedAt >= 0) return ['changed', 'clauses', rewordedAt];
  const above = [clause, parentCodeOf(clause)];
  const endedAt = ended.clauses.findIndex((code) => above.includes(code));
  return endedAt >= 0 ? ['ended', 'clauses', endedAt] : ['effectiveOn'];
}
