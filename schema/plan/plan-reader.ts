import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { PlanError } from '../base/index.js';
import { readAmendments } from './amendment-reader.js';
import { planFaults } from './plan-check-rules.js';
import { parentCodeOf } from './plan-clause-index.js';
import type { PlanData, PlanHeaderData, PlanProblem } from './plan-data.js';
import type { PlanEntries, PlanList, PlanListName } from './plan-parts.js';
import { clauseSchema, deadlineSchema, dutySchema, headerSchema, targetSchema, taskSchema } from './plan-schema.js';
import { parseShape, problemAt, readYamlFile, shapeProblems, type YamlFile } from './plan-yaml.js';

/** Files that other modules read: how the targets are measured. */
const FILES_OF_OTHERS = ['indicators'];
const FILE_NAMES = ['plan', 'clauses', 'targets', 'tasks', 'duties', 'deadlines'] as const;
type FileName = (typeof FILE_NAMES)[number];

/**
 * A plan as its folder holds it, completely checked; unit codes are left to whoever knows the units.
 *
 * @param folder path of a folder with plan.yaml, clauses.yaml, targets.yaml, tasks.yaml, duties.yaml, deadlines.yaml,
 *   and one file for each amending document in amendments/, which may be missing
 * @throws PlanError INVALID_INPUT with `details.problems`: every fault found, as PlanProblem (file, line, reason), in
 *   the order of files and lines.
 */
export function readPlanFolder(folder: string): PlanData {
  const problems: PlanProblem[] = [];
  const files = readFiles(folder, problems);
  const list = <K extends PlanListName>(name: K, schema: z.ZodType<PlanEntries[K]>) =>
    readList(files.get(name), schema, problems);
  const parts = {
    header: readHeader(files.get('plan'), problems),
    clauses: list('clauses', clauseSchema),
    targets: list('targets', targetSchema),
    tasks: list('tasks', taskSchema),
    duties: list('duties', dutySchema),
    deadlines: list('deadlines', deadlineSchema),
  };
  for (const fault of planFaults(parts)) {
    const yaml = files.get(fault.list);
    if (yaml) problems.push(problemAt(yaml, fault.path, fault.message));
  }
  const { header } = parts;
  if (problems.length > 0 || !header) throw invalidPlan(folder, problems);
  const issued = {
    plan: header,
    clauses: valuesOf(parts.clauses).map((clause, position) => ({
      ...clause,
      parent: parentCodeOf(clause.code),
      position,
    })),
    targets: valuesOf(parts.targets),
    tasks: valuesOf(parts.tasks),
    duties: valuesOf(parts.duties),
    deadlines: valuesOf(parts.deadlines),
  };
  const amendments = readAmendments(folder, issued, problems);
  if (problems.length > 0) throw invalidPlan(folder, problems);
  return { ...issued, amendments };
}

function readFiles(folder: string, problems: PlanProblem[]): Map<FileName, YamlFile> {
  if (!existsSync(folder)) {
    throw new PlanError('INVALID_INPUT', `Không có thư mục kế hoạch «${folder}».`, { problems: [] });
  }
  const present = new Set(readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)));
  const files = new Map<FileName, YamlFile>();
  for (const name of FILE_NAMES) {
    const file = `${name}.yaml`;
    if (!present.delete(file)) {
      problems.push({ file, line: 1, message: 'thiếu tệp này trong thư mục kế hoạch' });
      continue;
    }
    const parsed = readYamlFile(folder, file);
    if (Array.isArray(parsed)) problems.push(...parsed);
    else files.set(name, parsed);
  }
  for (const name of FILES_OF_OTHERS) present.delete(`${name}.yaml`);
  for (const file of present)
    problems.push({ file, line: 1, message: `tệp lạ; chỉ có ${FILE_NAMES.join(', ')} (.yaml)` });
  return files;
}

function readHeader(yaml: YamlFile | undefined, problems: PlanProblem[]): PlanHeaderData | null {
  if (!yaml) return null;
  const result = parseShape(headerSchema, yaml.value);
  if (result.success) return result.data;
  problems.push(...shapeProblems(yaml, [], result.error));
  return null;
}

function readList<T>(yaml: YamlFile | undefined, schema: z.ZodType<T>, problems: PlanProblem[]): PlanList<T> | null {
  if (!yaml) return null;
  if (!Array.isArray(yaml.value)) {
    problems.push(problemAt(yaml, [], 'tệp phải là một danh sách, mỗi mục bắt đầu bằng «- code:»'));
    return null;
  }
  const items: unknown[] = yaml.value;
  const results = items.map((item, index) => ({ index, item, result: parseShape(schema, item) }));
  const entries = results.flatMap(({ index, result }) => {
    if (result.success) return [{ index, value: result.data }];
    problems.push(...shapeProblems(yaml, [index], result.error));
    return [];
  });
  return {
    entries,
    codes: items.flatMap((item, index) => textAt(item, 'code').map((code) => ({ index, code }))),
    clauses: new Set(items.flatMap((item) => textAt(item, 'clause'))),
  };
}

function textAt(item: unknown, key: 'code' | 'clause'): string[] {
  if (typeof item !== 'object' || item === null) return [];
  const value: unknown = Reflect.get(item, key);
  return typeof value === 'string' ? [value] : [];
}

function valuesOf<T>(list: PlanList<T> | null): T[] {
  return (list?.entries ?? []).map(({ value }) => value);
}

function invalidPlan(folder: string, problems: readonly PlanProblem[]): PlanError {
  const sorted = problems.toSorted(
    (a, b) => fileOrder(a) - fileOrder(b) || a.file.localeCompare(b.file) || a.line - b.line,
  );
  const listing = sorted.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  return new PlanError(
    'INVALID_INPUT',
    [`Dữ liệu kế hoạch «${basename(folder)}» có ${sorted.length} lỗi:`, ...listing].join('\n'),
    { problems: sorted },
  );
}

function fileOrder({ file }: PlanProblem): number {
  const order = FILE_NAMES.findIndex((name) => file === `${name}.yaml`);
  return order < 0 ? FILE_NAMES.length : order;
}
