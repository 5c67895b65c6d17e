import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlanError, projectFile } from '../../schema/base/index.js';
import type { ClauseData, PlanProblem } from '../../schema/plan/plan-data.js';
import { readPlanFolder } from '../../schema/plan/plan-reader.js';

const REAL = projectFile('schema/plan/kh-457');
/** The published text from its title to its closing; the heading lines it lost are not in it. */
const SOURCE = readFileSync(projectFile('test/fixtures/plan-source/ke-hoach-457.txt'), 'utf8').trim().split('\n');
const PREAMBLE = SOURCE.slice(1, 4);
const BODY = SOURCE.slice(4);
const MARK = /^(- |[a-h]\) |\d+\. )/;
const BROKEN = projectFile('test/fixtures/plan-broken');

function problemsOf(folder: string): PlanProblem[] {
  try {
    readPlanFolder(folder);
  } catch (error) {
    if (error instanceof PlanError) return error.details['problems'] as PlanProblem[];
    throw error;
  }
  return [];
}

/** What the document prints of a clause; a restored heading is not printed. */
function printed({ heading, headingReconstructed, text }: ClauseData): string[] {
  return [headingReconstructed ? null : heading, text].filter((part) => part !== null);
}

describe('plan 457/KH-UBND', () => {
  const data = readPlanFolder(REAL);
  const clauseOf = new Map(data.clauses.map((clause) => [clause.code, clause]));

  it('reads whole', () => {
    expect(data.plan).toMatchObject({ number: '457/KH-UBND', issuedOn: '2025-08-20', effectiveOn: '2025-08-20' });
    expect({
      clauses: data.clauses.length,
      targets: data.targets.length,
      tasks: data.tasks.length,
      duties: data.duties.length,
      deadlines: data.deadlines.length,
    }).toEqual({ clauses: 88, targets: 23, tasks: 29, duties: 11, deadlines: 4 });
  });

  it('holds every paragraph of the published text exactly once, in its order', () => {
    const body = BODY.map((line) => line.replace(MARK, ''));
    expect([...data.plan.preamble, ...data.clauses.flatMap(printed)]).toEqual([...PREAMBLE, ...body]);
  });

  it('ends the code of every numbered paragraph in the number printed before it', () => {
    for (const line of BODY) {
      const mark = /^(?:([a-h])\)|(\d+)\.) /.exec(line);
      const clause = data.clauses.find((candidate) => printed(candidate).includes(line.replace(MARK, '')));
      if (mark) expect(clause?.code.split('.').at(-1)).toBe(mark[1] ?? mark[2]);
    }
  });

  it('classifies every clause and hangs it below its parent', () => {
    for (const clause of data.clauses) {
      expect(clause.kinds.length).toBeGreaterThan(0);
      if (clause.parent !== null) expect(clauseOf.has(clause.parent)).toBe(true);
    }
    expect(data.clauses.map(({ position }) => position)).toEqual(data.clauses.map((_, index) => index));
    expect(data.clauses.filter(({ parent }) => parent === null).map(({ code }) => code)).toEqual([
      'I',
      'II',
      'III',
      'IV',
      'KET',
    ]);
  });

  it('quotes the printed words only, never a restored heading', () => {
    for (const { clause, quote } of [...data.targets, ...data.tasks, ...data.duties, ...data.deadlines]) {
      const found = clauseOf.get(clause);
      expect(found && printed(found).some((words) => words.includes(quote))).toBe(true);
    }
  });

  it('prints the value of every target in its quote', () => {
    for (const { quote, value, unit } of data.targets) {
      const number = value.toLocaleString('vi-VN');
      expect(quote).toContain(unit === 'PERCENT' ? `${number}%` : `${number} `);
    }
  });

  it('keeps strict and non-strict targets apart', () => {
    const indicators = data.targets.filter(({ indicator }) => indicator !== null);
    expect(indicators.map((t) => [t.code, t.indicator, t.comparator, t.value, t.appliesTo, t.until])).toEqual([
      ['II.1.9-ELIGIBLE', 'FULL_PROCESS_OF_ELIGIBLE', 'GT', 95, ['DEPARTMENT'], null],
      ['II.1.9-RESOLVED', 'FULL_PROCESS_OF_RESOLVED', 'GTE', 70, ['DEPARTMENT', 'COMMUNE'], null],
      ['II.1.10', 'ONLINE_PAYMENT', 'GTE', 70, ['DEPARTMENT'], null],
      ['II.1.11', 'SATISFACTION', 'GTE', 95, ['DEPARTMENT'], null],
      ['IV.8.a', 'FULL_PROCESS_OF_RESOLVED', 'GTE', 70, ['DEPARTMENT', 'COMMUNE'], '2025-12-31'],
    ]);
  });

  it('leaves II.3.f without a lead and no other task', () => {
    expect(data.tasks.filter(({ lead }) => lead === null).map(({ code }) => code)).toEqual(['II.3.f']);
  });

  it('has four report cycles for departments and for communes, without the bodies the plan does not bind', () => {
    const reports = data.duties.filter(({ kind }) => kind === 'REPORT');
    expect(reports.map(({ code }) => code)).toEqual(
      ['IV.8.e', 'IV.9.e'].flatMap((clause) => ['MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'].map((c) => `${clause}-${c}`)),
    );
    for (const { cycle, code, clause, scheme, recipients, dueRule, responsible, except } of reports) {
      expect(code).toBe(`${clause}-${cycle}`);
      expect([scheme, recipients]).toEqual(['ND09', ['VPUBT', 'SKHCN', 'SNV']]);
      expect(dueRule).toEqual({ kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 2 });
      const ofDepartments = clause === 'IV.8.e';
      expect(responsible).toEqual({ units: [], scopes: [ofDepartments ? 'EVERY_DEPARTMENT' : 'EVERY_COMMUNE'] });
      expect(except.map(({ unit }) => unit)).toEqual(ofDepartments ? ['TKT', 'BCHQS'] : []);
    }
  });

  it('dates what the plan dates', () => {
    expect(data.deadlines.map(({ code, precision, until, target }) => [code, precision, until, target])).toEqual([
      ['IV.1.e', 'MONTH', '2025-12', null],
      ['IV.8.a', 'YEAR', '2025', 'IV.8.a'],
      ['II.3.e-2025', 'YEAR', '2025', 'II.3.e-2025'],
      ['II.3.e-2026', 'YEAR', '2026', 'II.3.e-2026'],
    ]);
  });
});

describe('another plan', () => {
  it('reads from its own folder', () => {
    const { plan, clauses, targets, tasks, duties, deadlines } = readPlanFolder(
      projectFile('test/fixtures/plan-small'),
    );
    expect([plan.number, clauses.length, targets.length, tasks.length]).toEqual(['12/KH-UBND', 4, 1, 1]);
    expect(tasks[0]).toMatchObject({
      lead: { units: ['SNV'], scopes: [] },
      cooperating: { units: [], scopes: ['EVERY_DEPARTMENT'] },
      note: null,
    });
    expect(duties[0]?.dueRule).toEqual({ kind: 'LAST_WORKING_DAY_OF_PERIOD' });
    expect(deadlines[0]).toMatchObject({ precision: 'QUARTER', until: '2026-Q2', target: 'I.1' });
  });
});

describe('broken plan', () => {
  it('reports every fault with its file, its line and its reason, and nothing else', () => {
    const expected = readdirSync(BROKEN).flatMap((file) =>
      readFileSync(join(BROKEN, file), 'utf8')
        .split('\n')
        .flatMap((text, index) => {
          const messages = /# LỖI: (.*)$/.exec(text)?.[1]?.split(' | ') ?? [];
          return messages.map((message) => `${file}:${index + 1}: ${message}`);
        }),
    );
    const found = problemsOf(BROKEN).map(({ file, line, message }) => `${file}:${line}: ${message}`);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('names the faults in the message in the order of files and lines', () => {
    expect(() => readPlanFolder(BROKEN)).toThrow(/^Dữ liệu kế hoạch «plan-broken» có \d+ lỗi:\nplan\.yaml:6: ngày có/);
  });
});

describe('unreadable plan', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plan-'));
    cpSync(REAL, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));

  const cases: [name: string, spoil: () => void, problem: PlanProblem][] = [
    [
      'a missing file',
      () => rmSync(join(folder, 'tasks.yaml')),
      { file: 'tasks.yaml', line: 1, message: 'thiếu tệp này trong thư mục kế hoạch' },
    ],
    [
      'an unknown file',
      () => writeFileSync(join(folder, 'target.yaml'), '[]'),
      {
        file: 'target.yaml',
        line: 1,
        message: 'tệp lạ; chỉ có plan, clauses, targets, tasks, duties, deadlines (.yaml)',
      },
    ],
    [
      'a repeated key',
      () => edit('plan.yaml', (text) => text.replace('version: 1', 'version: 1\nversion: 2')),
      { file: 'plan.yaml', line: 4, message: 'YAML sai cú pháp: khóa bị lặp lại trong cùng một mục' },
    ],
    [
      'a header without its number',
      () => edit('plan.yaml', (text) => text.replace('number: 457/KH-UBND\n', '')),
      { file: 'plan.yaml', line: 2, message: '«number»: thiếu khóa này' },
    ],
    [
      'an unclosed bracket',
      () => edit('deadlines.yaml', (text) => text.replace('except: []', 'except: [')),
      {
        file: 'deadlines.yaml',
        line: 13,
        message: 'YAML sai cú pháp: thụt lề sai',
      },
    ],
    [
      'a file that is no list',
      () => writeFileSync(join(folder, 'duties.yaml'), 'code: IV.8.e\n'),
      { file: 'duties.yaml', line: 1, message: 'tệp phải là một danh sách, mỗi mục bắt đầu bằng «- code:»' },
    ],
    [
      'an empty file',
      () => writeFileSync(join(folder, 'targets.yaml'), ''),
      { file: 'targets.yaml', line: 1, message: 'tệp phải là một danh sách, mỗi mục bắt đầu bằng «- code:»' },
    ],
    [
      'decomposed letters',
      () => edit('targets.yaml', (text) => text.replace('name: Thủ tục', 'name: Thủ tục'.normalize('NFD'))),
      { file: 'targets.yaml', line: 6, message: 'chữ có dấu không ở dạng dựng sẵn (Unicode NFC)' },
    ],
    [
      'a file that is not UTF-8',
      () => writeFileSync(join(folder, 'tasks.yaml'), Uint8Array.of(0x2d, 0x20, 0xff)),
      { file: 'tasks.yaml', line: 1, message: 'tệp không phải chữ UTF-8' },
    ],
  ];
  it.each(cases)('reports %s', (_name, spoil, problem) => {
    spoil();
    expect(problemsOf(folder)).toContainEqual(problem);
  });

  it.each([
    ['{ dayOfLastMonth: 25, roll: NONE }', { kind: 'DAY_OF_LAST_MONTH', day: 25, roll: 'NONE' }],
    [
      '{ dayOfLastMonth: 31, roll: NEXT_WORKING_DAY }',
      { kind: 'DAY_OF_LAST_MONTH', day: 31, roll: 'NEXT_WORKING_DAY' },
    ],
    ['{ workingDaysAfterCutOff: 3 }', { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 3 }],
  ])('reads the due rule %s', (written, rule) => {
    edit('duties.yaml', (text) => text.replace('dueRule: { workingDaysAfterCutOff: 2 }', `dueRule: ${written}`));
    expect(readPlanFolder(folder).duties.map(({ dueRule }) => dueRule)).toContainEqual(rule);
  });

  it.each(['{ dayOfLastMonth: 0, roll: NONE }', '{ dayOfLastMonth: 32, roll: NONE }', '{ dayOfLastMonth: 25 }'])(
    'refuses the due rule %s',
    (written) => {
      edit('duties.yaml', (text) => text.replace('dueRule: { workingDaysAfterCutOff: 2 }', `dueRule: ${written}`));
      expect(problemsOf(folder)).toMatchObject([{ file: 'duties.yaml' }]);
    },
  );

  it('finds no further fault because one file is missing', () => {
    rmSync(join(folder, 'clauses.yaml'));
    expect(problemsOf(folder).map(({ file }) => file)).toEqual(['clauses.yaml']);
  });

  it('refuses a folder that does not exist', () => {
    expect(() => readPlanFolder(join(folder, 'none'))).toThrow('Không có thư mục kế hoạch');
  });
});
