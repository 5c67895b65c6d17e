import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCivilDate, PlanError, projectFile } from '../../schema/base/index.js';
import {
  dayWithin,
  isInForce,
  planCoverage,
  planVersions,
  readPlanFolder,
  type PlanProblem,
} from '../../schema/plan/index.js';

const AMENDED = projectFile('test/fixtures/plan-amended');
const FILE = 'amendments/15-kh-ubnd.yaml';
const day = parseCivilDate;

/** Coverage of the amended plan on a day. */
const of = (text: string) => planCoverage(readPlanFolder(AMENDED), day(text));

describe('an amended plan', () => {
  const versions = planVersions(readPlanFolder(AMENDED));

  it('ends a version on the day the next one begins, and keeps both', () => {
    const spans = versions.targets.map(({ entry, validFrom, validTo, documentNumber }) => [
      entry.code,
      entry.value,
      validFrom,
      validTo,
      documentNumber,
    ]);
    expect(spans).toEqual([
      ['I.1', 70, '2025-08-20', '2025-12-01', '88/KH-UBND'],
      ['I.1', 80, '2025-12-01', null, '15/KH-UBND'],
    ]);
  });

  it('ends what is ended, adds what is added, and places it behind its siblings', () => {
    const tasks = versions.tasks.map(({ entry, validFrom, validTo }) => [entry.code, validFrom, validTo]);
    expect(tasks).toEqual([
      ['II.1', '2025-08-20', null],
      ['II.2', '2025-08-20', '2025-12-01'],
      ['II.3', '2025-12-01', null],
    ]);
    const ordered = versions.clauses.toSorted((a, b) => a.entry.position - b.entry.position);
    expect(ordered.map(({ entry }) => entry.code)).toEqual(['I', 'I.1', 'I.1', 'II', 'II.1', 'II.2', 'II.3', 'KET']);
    expect(ordered.find(({ entry }) => entry.code === 'II.3')?.entry.parent).toBe('II');
  });

  it('is covered before and after', () => {
    expect(of('2025-11-30').map(({ code }) => code)).toEqual(['I', 'I.1', 'II', 'II.1', 'II.2', 'KET']);
    expect(of('2025-12-01').map(({ code }) => code)).toEqual(['I', 'I.1', 'II', 'II.1', 'II.3', 'KET']);
    expect([...of('2025-11-30'), ...of('2025-12-01')].flatMap(({ faults }) => faults)).toEqual([]);
    expect(of('2025-08-19')).toEqual([]);
  });
});

describe('the coverage of plan 457/KH-UBND', () => {
  const data = readPlanFolder(projectFile('schema/plan/kh-457'));
  const on = day('2025-08-20');

  it('has every clause classified and every kind with an entry', () => {
    const coverage = planCoverage(data, on);
    expect(coverage).toHaveLength(88);
    expect(coverage.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(coverage.find(({ code }) => code === 'II.3.a.1')?.entries.map(({ code }) => code)).toEqual(['II.3.a']);
  });

  it('tells an unclassified clause, a kind without entry and a quote that is not verbatim', () => {
    const clauses = data.clauses.map((clause) => (clause.code === 'I.1' ? { ...clause, kinds: [] } : clause));
    const targets = data.targets.map((target) => (target.code === 'II.1.10' ? { ...target, quote: 'khác' } : target));
    const duties = data.duties.filter(({ clause }) => clause !== 'IV.3.d');
    const faulty = planCoverage({ ...data, clauses, targets, duties }, on).filter(({ faults }) => faults.length > 0);
    expect(faulty.map(({ code, faults }) => [code, faults])).toEqual([
      ['I.1', ['chưa được phân loại']],
      ['II.1.10', ['trích dẫn của II.1.10 không phải nguyên văn']],
      ['IV.3.d', ['thuộc loại DUTY nhưng không có mục nào']],
    ]);
  });
});

describe('an unsound amendment', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plan-'));
    cpSync(AMENDED, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function problemsAfter(...edits: [from: string, to: string][]): PlanProblem[] {
    let text = readFileSync(join(folder, FILE), 'utf8');
    for (const [from, to] of edits) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    writeFileSync(join(folder, FILE), text);
    try {
      readPlanFolder(folder);
      return [];
    } catch (error) {
      if (error instanceof PlanError) return error.details['problems'] as PlanProblem[];
      throw error;
    }
  }

  const cases: [name: string, from: string, to: string, line: number, message: string][] = [
    [
      'a quote that the new text does not print',
      'quote: tối thiểu 80% hồ sơ được',
      'quote: tối thiểu 90% hồ sơ được',
      15,
      'không phải nguyên văn trong I.1',
    ],
    [
      'an unknown entry to change',
      '  targets:\n    - code: I.1\n',
      '  targets:\n    - code: I.9\n',
      12,
      'kế hoạch không có mục «I.9» đang có hiệu lực trong targets',
    ],
    [
      'a code used before',
      '    - code: II.3\n      kinds',
      '    - code: II.1\n      kinds',
      40,
      'mã «II.1» đã dùng; một mã không dùng lại',
    ],
    [
      'an unclassified clause',
      '    - code: II.3\n      kinds: [TASK]',
      '    - code: II.3\n      kinds: []',
      41,
      '«kinds»: điểm chưa được phân loại',
    ],
    [
      'a clause ended under its task',
      '  tasks: [II.2]\n',
      '',
      52,
      'mục «II.2» (tasks) không còn đúng sau sửa đổi: không có điểm «II.2» trong clauses.yaml',
    ],
    [
      'a day before the plan',
      'effectiveOn: 2025-12-01',
      'effectiveOn: 2025-08-20',
      5,
      'sửa đổi phải có hiệu lực sau ngày kế hoạch có hiệu lực',
    ],
    [
      'the number of the plan itself',
      'number: 15/KH-UBND',
      'number: 88/KH-UBND',
      2,
      'số «88/KH-UBND» đã dùng cho văn bản khác',
    ],
    ['an unknown key', 'title: Sửa', 'titel: Sửa', 3, 'khóa lạ «titel»'],
  ];
  it.each(cases)('is refused for %s, with file and line', (_name, from, to, line, message) => {
    expect(problemsAfter([from, to])).toContainEqual({ file: FILE, line, message });
  });

  it('is refused when it rewords a clause under a target that still quotes the old words', () => {
    const text = readFileSync(join(folder, FILE), 'utf8');
    const start = text.indexOf('  targets:');
    const end = text.indexOf('  deadlines:');
    const problems = problemsAfter([text.slice(start, end), '']);
    expect(problems).toContainEqual({
      file: FILE,
      line: 8,
      message: 'mục «I.1» (targets) không còn đúng sau sửa đổi: không phải nguyên văn trong I.1',
    });
  });

  it('is refused when another document amends the same entry from the same day', () => {
    const second = readFileSync(join(folder, FILE), 'utf8')
      .replace('15/KH-UBND', '16/KH-UBND')
      .replace(/added:[\s\S]*/, '');
    writeFileSync(join(folder, 'amendments/16-kh-ubnd.yaml'), second);
    expect(() => readPlanFolder(folder)).toThrow(
      'amendments/16-kh-ubnd.yaml:8: mục «I.1» đã được 15/KH-UBND đặt ra từ cùng ngày',
    );
  });
});

describe('the days of a version', () => {
  const version = { validFrom: day('2025-08-20'), validTo: day('2025-12-01') };

  it('include the first and exclude the last', () => {
    const days = ['2025-08-19', '2025-08-20', '2025-11-30', '2025-12-01'];
    expect(days.map((text) => isInForce(version, day(text)))).toEqual([false, true, true, false]);
    expect(isInForce({ ...version, validTo: null }, day('2099-01-01'))).toBe(true);
  });

  it('are looked at today when they include it, else at the nearer end', () => {
    expect(['2025-01-01', '2025-09-01', '2026-01-01'].map((text) => dayWithin(version, day(text)))).toEqual([
      '2025-08-20',
      '2025-09-01',
      '2025-11-30',
    ]);
  });
});
