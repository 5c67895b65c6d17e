import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type ErrorCode } from 'yaml';
import { z } from 'zod';
import type { PlanProblem } from './plan-data.js';

/** Keys and indexes from the top of a file down to a value. */
export type YamlPath = readonly PropertyKey[];

/** A parsed file that can say on which line any value stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Line (from 1) of a key or list item; of the nearest thing above it when the path leads nowhere. */
  lineOf(path: YamlPath): number;
}

const SYNTAX_MESSAGES: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: 'khóa bị lặp lại trong cùng một mục',
  TAB_AS_INDENT: 'thụt lề bằng phím Tab; chỉ được dùng khoảng trắng',
  BAD_INDENT: 'thụt lề sai',
  MULTIPLE_DOCS: 'tệp chứa nhiều tài liệu YAML (dòng ---); chỉ được có một',
  MISSING_CHAR: 'thiếu ký tự (dấu ngoặc, dấu nháy, dấu hai chấm hoặc khoảng trắng sau nó)',
};

/**
 * Parses the text of one YAML file.
 *
 * @returns the file, or the problems of its syntax; never both.
 */
export function parseYaml(file: string, source: string): YamlFile | PlanProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return faults.map((fault) => ({
      file,
      line: lines.linePos(fault.pos[0]).line,
      message: `YAML sai cú pháp: ${SYNTAX_MESSAGES[fault.code] ?? fault.code}`,
    }));
  }
  const decomposed = source.split('\n').findIndex((line) => line !== line.normalize('NFC'));
  if (decomposed >= 0) {
    return [{ file, line: decomposed + 1, message: 'chữ có dấu không ở dạng dựng sẵn (Unicode NFC)' }];
  }
  return { file, value: document.toJS(), lineOf: (path) => lines.linePos(offsetOf(document, path)).line || 1 };
}

/** Reads and parses a file of a plan's folder; its problems when it is no text or its syntax is wrong. */
export function readYamlFile(folder: string, file: string): YamlFile | PlanProblem[] {
  const bytes = readFileSync(join(folder, file));
  if (!isUtf8(bytes)) return [{ file, line: 1, message: 'tệp không phải chữ UTF-8' }];
  return parseYaml(file, bytes.toString('utf8'));
}

/** The value in its shape, or why it does not have it; messages in Vietnamese. */
export function parseShape<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  return schema.safeParse(value, { reportInput: true, error: shapeMessages });
}

/** Why a value does not have its shape: one problem per fault, each at the line of the key it concerns. */
export function shapeProblems(yaml: YamlFile, base: YamlPath, error: z.ZodError): PlanProblem[] {
  return error.issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problemAt(yaml, [...path, key], `khóa lạ «${key}»`));
    }
    const name = issue.path.findLast((part) => typeof part === 'string');
    const message = issue.input === undefined && issue.code !== 'custom' ? 'thiếu khóa này' : issue.message;
    return [problemAt(yaml, path, name === undefined ? message : `«${name}»: ${message}`)];
  });
}

/** A problem at the line of a path. */
export function problemAt(yaml: YamlFile, path: YamlPath, message: string): PlanProblem {
  return { file: yaml.file, line: yaml.lineOf(path), message };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'chuỗi (đặt trong dấu nháy nếu trông như số)',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'danh sách',
  object: 'nhóm khóa: giá trị',
};

const vietnamese = z.locales.vi().localeError;

/** Messages of the shapes in Vietnamese, where a shape has none of its own. */
const shapeMessages: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `phải là ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `«${String(issue.input)}» không thuộc: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `phải từ ${issue.minimum}${issue.origin === 'array' ? ' mục' : ''} trở lên`;
    case 'too_big':
      return `phải từ ${issue.maximum}${issue.origin === 'array' ? ' mục' : ''} trở xuống`;
    default:
      return vietnamese(issue);
  }
};

function offsetOf(document: Document, path: YamlPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === part);
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}
