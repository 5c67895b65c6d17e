import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { parseCivilDate, PlanError, type CivilDate } from '../../base/index.js';
import {
  parseShape,
  problemAt,
  readYamlFile,
  shapeProblems,
  type PlanData,
  type PlanProblem,
} from '../../plan/index.js';
import { formulaFaults, type MeasureDimensions } from '../formula/formula-check-rules.js';
import { isProblem, parseFormula } from '../formula/formula-parser.js';
import type { Formula } from '../formula/formula.js';

/** File of a plan's folder that says how its targets are measured; a plan may have none. */
export const INDICATOR_FILE = 'indicators.yaml';

/** An indicator as its file says it. */
export interface IndicatorData {
  readonly code: string;
  readonly from: CivilDate;
  readonly name: string;
  readonly words: string;
  readonly expression: string;
  readonly parsed: Formula;
  readonly targets: readonly string[];
  readonly exemption: string | null;
  readonly source: string;
  readonly documentNumber: string;
}

const text = z.string().refine((value) => value.trim() === value && value !== '', {
  error: 'không được để trống hoặc có khoảng trắng thừa ở đầu, cuối',
});
const date = z.string().transform((value, context): CivilDate => {
  try {
    return parseCivilDate(value);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});
const entrySchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z\d_]*$/, { error: 'phải viết hoa, chỉ có chữ cái, chữ số và «_»' }),
  from: date.nullable().default(null),
  name: text,
  words: text,
  formula: text,
  targets: z.array(text).default([]),
  exemption: text.nullable().default(null),
  source: text,
  document: text.nullable().default(null),
});

/**
 * The indicators of a plan's folder, completely checked, in the order of the file; none when there is no such file.
 * `measures`: the observed measures there are.
 * @throws PlanError INVALID_INPUT with `details.problems`: every fault, with file, line and reason.
 */
export function readIndicators(folder: string, plan: PlanData, measures: MeasureDimensions): IndicatorData[] {
  if (!existsSync(join(folder, INDICATOR_FILE))) return [];
  const yaml = readYamlFile(folder, INDICATOR_FILE);
  if (Array.isArray(yaml)) throw refusal(folder, yaml);
  const items: unknown = yaml.value;
  if (!Array.isArray(items)) {
    throw refusal(folder, [problemAt(yaml, [], 'tệp phải là một danh sách, mỗi mục bắt đầu bằng «- code:»')]);
  }
  const problems: PlanProblem[] = [];
  const seen = new Set<string>();
  const found = items.flatMap((item: unknown, index): IndicatorData[] => {
    const result = parseShape(entrySchema, item);
    if (!result.success) {
      problems.push(...shapeProblems(yaml, [index], result.error));
      return [];
    }
    const { from, formula, document, ...entry } = result.data;
    const fail = (key: string, message: string) => problems.push(problemAt(yaml, [index, key], `«${key}»: ${message}`));
    const start = from ?? plan.plan.effectiveOn;
    if (seen.has(`${entry.code} ${start}`)) fail('code', `mã «${entry.code}» đã có ở mục trước với cùng ngày`);
    seen.add(`${entry.code} ${start}`);
    for (const code of entry.targets) {
      if (!targetCodes(plan).has(code)) fail('targets', `kế hoạch không có chỉ tiêu «${code}»`);
    }
    const parsed = checkedFormula(formula, measures);
    if (!('numerator' in parsed)) {
      for (const message of parsed) fail('formula', message);
      return [];
    }
    return [{ ...entry, from: start, expression: formula, parsed, documentNumber: document ?? plan.plan.number }];
  });
  problems.push(...doubled(found).map((message) => problemAt(yaml, [], message)));
  if (problems.length > 0) throw refusal(folder, problems);
  return found;
}

/** The formula of a text when it can be read and makes sense; otherwise why not, with the character it begins at. */
export function checkedFormula(expression: string, measures: MeasureDimensions): Formula | string[] {
  const parsed = parseFormula(expression);
  if (isProblem(parsed)) return [`ký tự thứ ${parsed.column}: ${parsed.message}`];
  const faults = formulaFaults(parsed, measures);
  return faults.length > 0 ? faults : parsed;
}

function targetCodes({ targets, amendments }: PlanData): Set<string> {
  return new Set([...targets, ...amendments.flatMap(({ added }) => added.targets)].map(({ code }) => code));
}

/** A target has one measure. */
function doubled(indicators: readonly IndicatorData[]): string[] {
  const byTarget = Map.groupBy(
    indicators.flatMap(({ code, targets }) => targets.map((target) => ({ code, target }))),
    ({ target }) => target,
  );
  return [...byTarget].flatMap(([target, measuring]) => {
    const codes = [...new Set(measuring.map(({ code }) => code))];
    return codes.length > 1 ? [`chỉ tiêu «${target}» có nhiều chỉ số: ${codes.join(', ')}`] : [];
  });
}

function refusal(folder: string, problems: readonly PlanProblem[]): PlanError {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const listing = sorted.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  return new PlanError(
    'INVALID_INPUT',
    [`Chỉ số của kế hoạch «${basename(folder)}» có ${sorted.length} lỗi:`, ...listing].join('\n'),
    { problems: sorted },
  );
}
