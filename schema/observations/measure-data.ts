import { z } from 'zod';
import { isCivilDate, PlanError, projectFile, type CivilDate } from '../base/index.js';
import { PeriodKind, PeriodScheme } from '../calendar/index.js';
import { UnitKind } from '../organisation/index.js';
import { parseShape, readYamlFile, shapeProblems } from '../plan/index.js';
import { MeasureAggregation, type Measure } from './measure.js';

/** A version of a measure as the data give it. */
export type MeasureData = Omit<Measure, 'id'>;

/** A target that observations measure: the codes of what stands above and below the line. */
export interface ObservedTarget {
  readonly target: string;
  readonly numerator: string;
  readonly denominator: string;
}

/** Folder of the data of plan 457/KH-UBND. */
const FOLDER = 'schema/observations/kh-457';

/** Greatest value taken: sums over all units and years stay exact (below 2^53). */
export const GREATEST_VALUE = 1_000_000_000_000;

const text = z.string().refine((value) => value !== '' && value.trim() === value, { error: 'không được để trống' });
const code = z.string().regex(/^[A-Z][A-Z\d_]*$/, { error: 'phải viết hoa, ví dụ «STAFF_TOTAL»' });
const day = z.string().refine(isCivilDate, { error: 'phải là ngày dạng NĂM-THÁNG-NGÀY' }) as z.ZodType<CivilDate>;
const count = z.int().min(0).max(GREATEST_VALUE);

const measure = z.strictObject({
  code,
  clause: text,
  name: text,
  quote: text,
  countUnit: text,
  cycle: z.enum(PeriodKind),
  scheme: z.enum(PeriodScheme),
  aggregation: z.enum(MeasureAggregation),
  min: count.default(0),
  max: count.default(GREATEST_VALUE),
  enteredBy: z.array(z.union([z.strictObject({ unit: text }), z.strictObject({ kind: z.enum(UnitKind) })])).min(1),
  except: z.array(text).default([]),
  note: text.nullable().default(null),
  validFrom: day.optional(),
});
const measureFile = z.strictObject({ planNumber: text, validFrom: day, measures: z.array(measure) });
const targetFile = z.array(z.strictObject({ target: text, numerator: code, denominator: code }));

/** Measures of plan 457/KH-UBND, in file order. @throws PlanError CONFIGURATION naming file, line and reason. */
export function readMeasures(): MeasureData[] {
  const { planNumber, validFrom, measures } = read('measures.yaml', measureFile);
  return measures.map(({ clause, min, max, enteredBy, except, ...rest }) => ({
    validFrom,
    ...rest,
    planNumber,
    clauseCode: clause,
    least: min,
    greatest: max,
    unitKinds: enteredBy.flatMap((party) => ('kind' in party ? [party.kind] : [])),
    unitCodes: enteredBy.flatMap((party) => ('unit' in party ? [party.unit] : [])),
    exceptUnits: except,
    validTo: null,
  }));
}

/** Targets that observations measure. @throws PlanError CONFIGURATION naming file, line and reason. */
export function readObservedTargets(): ObservedTarget[] {
  return read('observed-targets.yaml', targetFile);
}

let observedTargets: ReadonlyMap<string, ObservedTarget> | undefined;

/** The measures of a target of the plan, by its code; undefined when no observation measures it. */
export function observedTargetOf(targetCode: string): ObservedTarget | undefined {
  observedTargets ??= new Map(readObservedTargets().map((target) => [target.target, target]));
  return observedTargets.get(targetCode);
}

function read<T>(file: string, shape: z.ZodType<T>): T {
  const yaml = readYamlFile(projectFile(FOLDER), file);
  if (Array.isArray(yaml)) throw faulty(yaml);
  const result = parseShape(shape, yaml.value);
  if (result.success) return result.data;
  throw faulty(shapeProblems(yaml, [], result.error));
}

function faulty(problems: ReturnType<typeof shapeProblems>): PlanError {
  const lines = problems.map(({ file, line, message }) => `${file}, dòng ${line}: ${message}`);
  return new PlanError('CONFIGURATION', `Dữ liệu số đo sai: ${lines.join('; ')}.`, { problems });
}
