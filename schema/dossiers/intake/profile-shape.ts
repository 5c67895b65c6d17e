import { z } from 'zod';
import { Certainty, PlanError } from '../../base/index.js';
import { parseShape, parseYaml, shapeProblems, type PlanProblem, type YamlFile } from '../../plan/index.js';
import { ROW_COLUMNS, type ColumnName } from '../store/row-columns.js';
import { matchKey } from './match-key.js';

/** How a file is laid out. */
export const FILE_FORMATS = ['CSV', 'XLSX', 'JSONL'] as const;
/** CSV, spreadsheet (XLSX) or one JSON object a line (JSONL). */
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Ways to write a day or an instant; `ISO` is ISO 8601 with offset. */
export const DATE_FORMATS = ['yyyy-MM-dd', 'dd/MM/yyyy', 'dd/MM/yyyy HH:mm[:ss]', 'ISO'] as const;
/** One way to write a day or an instant. */
export type DateFormat = (typeof DATE_FORMATS)[number];

const DAYS: readonly ColumnName[] = ['received_on', 'due_on', 'finished_on'];
const FLAGS: readonly ColumnName[] = ['payable', 'paid_online', 'electronic_result', 'synthetic'];
/** Values that a word of the file may stand for. */
const MEMBERS: Partial<Record<ColumnName, readonly string[]>> = {
  channel: ['ONLINE', 'IN_PERSON', 'POSTAL'],
  status: Array.from({ length: 10 }, (_, place) => String(place + 1)),
  rating: ['VERY_SATISFIED', 'SATISFIED', 'DISSATISFIED'],
  ...Object.fromEntries(FLAGS.map((name) => [name, ['true', 'false']])),
};

const words = z.array(z.string()).min(1);
const column = z.strictObject({
  header: z
    .union([z.string().min(1), words])
    .transform((value) => [value].flat())
    .default([]),
  constant: z.string().nullable().default(null),
  optional: z.boolean().default(false),
  empty: z.string().nullable().default(null),
  format: z.enum(DATE_FORMATS).nullable().default(null),
  values: z.record(z.string(), z.string()).default({}),
  certainty: z.enum(Certainty).default(Certainty.Confirmed),
});

const profile = z.strictObject({
  name: z.string().regex(/^[a-z][a-z\d-]{0,39}$/, { error: 'phải gồm chữ thường không dấu, số và dấu gạch nối' }),
  title: z.string().min(1),
  formats: z.array(z.enum(FILE_FORMATS)).min(1),
  encoding: z.enum(['UTF-8', 'windows-1258']).default('UTF-8'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  numbers: z.enum(['PLAIN', 'VI']).default('PLAIN'),
  timeZone: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, { error: 'phải là độ lệch như +07:00' })
    .default('+07:00'),
  sheet: z.string().min(1).nullable().default(null),
  headerRow: z.int().min(1).max(50).default(1),
  flags: z.strictObject({ true: words, false: words }).default({ true: ['true', '1'], false: ['false', '0'] }),
  ignore: z.array(z.string().min(1)).default([]),
  columns: z.strictObject(
    Object.fromEntries(ROW_COLUMNS.map(({ name }) => [name, column])) as Record<ColumnName, typeof column>,
  ),
});

/** Where a column's value comes from and how it is written there. */
export type ColumnSource = z.infer<typeof column>;

/**
 * How another system's export becomes rows of `ROW_COLUMNS`. `header` names the texts that the column may have in the
 * file; `constant` stands for a column that the file lacks; `empty` for empty cells and for an `optional` column that
 * is missing; `values` maps words of the file; `ignore` names columns that are not kept, `*` every other.
 */
export type ProfileDefinition = z.infer<typeof profile>;

/**
 * A profile from its YAML text.
 * @throws PlanError INVALID_INPUT naming file, line and reason of every fault; `details.problems` holds them.
 */
export function parseProfile(file: string, source: string): ProfileDefinition {
  const yaml = parseYaml(file, source);
  if (Array.isArray(yaml)) throw invalidProfile(yaml);
  const shape = parseShape(profile, yaml.value);
  if (!shape.success) throw invalidProfile(shapeProblems(yaml, [], shape.error));
  const problems = meaningProblems(yaml, shape.data);
  if (problems.length > 0) throw invalidProfile(problems);
  return shape.data;
}

function meaningProblems(yaml: YamlFile, { columns }: ProfileDefinition): PlanProblem[] {
  const owners = new Map<string, ColumnName>();
  return ROW_COLUMNS.flatMap(({ name }) => {
    const source = columns[name];
    const at = (message: string, key: string | null = null) => ({
      file: yaml.file,
      line: yaml.lineOf(key === null ? ['columns', name] : ['columns', name, key]),
      message: `«${name}»: ${message}`,
    });
    const taken = source.header.map(matchKey).filter((key) => owners.has(key));
    const faults = taken.map((key) => `tiêu đề «${key}» đã dùng cho cột ${owners.get(key) ?? ''}`);
    source.header.forEach((text) => owners.set(matchKey(text), name));
    return [
      ...sourceFaults(source).map((message) => at(message)),
      ...faults.map((message) => at(message, 'header')),
      ...formatFaults(name, source).map((message) => at(message, 'format')),
      ...valueFaults(name, source).map((message) => at(message, 'values')),
    ];
  });
}

function sourceFaults({ header, constant, optional, empty }: ColumnSource): string[] {
  if ((header.length === 0) === (constant === null)) return ['phải có đúng một trong hai: header hoặc constant'];
  return constant !== null && (optional || empty !== null) ? ['constant không đi cùng optional hay empty'] : [];
}

function formatFaults(name: ColumnName, { format, constant }: ColumnSource): string[] {
  const isInstant = name === 'updated_at';
  if (!isInstant && !DAYS.includes(name)) return format === null ? [] : ['chỉ cột ngày giờ có format'];
  if (constant !== null) return [];
  if (format === null) return ['cột ngày giờ phải có format'];
  const lacksTime = isInstant && ['yyyy-MM-dd', 'dd/MM/yyyy'].includes(format);
  return lacksTime ? ['cột thời điểm phải có format gồm cả giờ'] : [];
}

function valueFaults(name: ColumnName, { values }: ColumnSource): string[] {
  const entries = Object.entries(values);
  if (entries.length === 0) return [];
  if (DAYS.includes(name) || name === 'updated_at' || name === 'code') return ['cột này không có values'];
  const members = MEMBERS[name];
  const keys = entries.map(([word]) => matchKey(word));
  const doubled = keys.filter((key, place) => keys.indexOf(key) !== place);
  const unknown = members ? entries.filter(([, value]) => !members.includes(value)) : [];
  return [
    ...doubled.map((key) => `từ «${key}» lặp lại (không phân biệt hoa thường, dấu)`),
    ...unknown.map(([, value]) => `«${value}» không thuộc: ${(members ?? []).join(', ')}`),
  ];
}

function invalidProfile(problems: readonly PlanProblem[]): PlanError {
  const lines = problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  return new PlanError('INVALID_INPUT', `Mẫu nạp không đúng:\n${lines.join('\n')}`, { problems, field: 'yaml' });
}
