import 'reflect-metadata';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ProcedureGroup } from '../../schema/catalogue/index.js';
import { parseCivilDate, PlanError, projectFile } from '../../schema/base/index.js';
import { NO_DOSSIERS, type StatisticsCounts } from '../../schema/dossiers/index.js';
import {
  CATALOGUE_AMOUNTS,
  formulaFaults,
  GREATEST_NUMBER,
  IndicatorSet,
  isProblem,
  parseFormula,
  printFormula,
  PROCEDURE_CONDITIONS,
  readIndicators,
  type CatalogueTerm,
  type Formula,
  type SignedTerm,
  type Term,
} from '../../schema/indicators/index.js';
import { readObservedTargets } from '../../schema/observations/index.js';
import { plan457 } from '../support/plan-database.js';
import { indicatorData457, indicators457, measureDimensions457 } from '../support/plan-indicators.js';

const measures = new Map([
  ['STAFF', 'người'],
  ['STAFF_VNEID2', 'người'],
  ['SURVEYS', 'phiếu khảo sát'],
]);

const conditions = fc.uniqueArray(fc.constantFrom(...PROCEDURE_CONDITIONS), { maxLength: 4 });
const catalogueTerm = fc
  .record({
    amount: fc.constantFrom(...CATALOGUE_AMOUNTS),
    list: fc.constantFrom(...Object.values(ProcedureGroup)),
    met: conditions,
    of: conditions,
  })
  .map(({ amount, list, met, of }): CatalogueTerm => {
    return { kind: 'CATALOGUE', amount, group: amount === 'list' ? list : null, met, of };
  });
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    kind: fc.constant('DOSSIER' as const),
    count: fc.constantFrom(...(Object.keys(NO_DOSSIERS) as (keyof StatisticsCounts)[])),
  }),
  fc.record({ kind: fc.constant('OBSERVED' as const), measure: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/) }),
  fc.record({ kind: fc.constant('CONSTANT' as const), value: fc.integer({ min: 0, max: GREATEST_NUMBER }) }),
  catalogueTerm,
);
const sum = fc.array(
  fc.record({ sign: fc.constantFrom(1 as const, -1 as const), term }) satisfies fc.Arbitrary<SignedTerm>,
  { minLength: 1, maxLength: 4 },
);
const formula: fc.Arbitrary<Formula> = fc.record({ numerator: sum, denominator: fc.option(sum) });

const PIECES = 'dossier . payable observed STAFF 12 + - / ( ) , of catalogue count list NHOM_82 FULL ONLINE # đ'.split(
  ' ',
);
const wordsOf = (text: string) => text.replaceAll(/[\s()]/g, '');

describe('the grammar of formulas', () => {
  it('reads every formula that it prints back as the same', () => {
    fc.assert(
      fc.property(
        formula.filter((one) => printFormula(one).length <= 500),
        (one) => {
          const text = printFormula(one);
          const parsed = parseFormula(text);
          expect(parsed).toEqual(one);
          if (!isProblem(parsed)) expect(printFormula(parsed)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never takes a text apart wrongly: what it reads, it prints with the same words', () => {
    const piece = fc.constantFrom(...PIECES);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join(' ');
        const parsed = parseFormula(text);
        if (isProblem(parsed)) {
          expect(parsed.column).toBeGreaterThanOrEqual(1);
          expect(parsed.column).toBeLessThanOrEqual(text.length + 1);
          return;
        }
        expect(wordsOf(printFormula(parsed))).toBe(wordsOf(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 1, 'hết công thức không phải số hạng; các số hạng: dossier., catalogue., observed.'],
    ['dossier', 8, 'cần «.» nhưng gặp hết công thức'],
    ['dossier.fullproces', 9, '«fullproces» không phải số đếm hồ sơ'],
    ['dossier.constructor', 9, '«constructor» không phải số đếm hồ sơ'],
    ['dossier.payable / ', 19, 'hết công thức không phải số hạng'],
    ['dossier.payable / dossier.rated / 2', 33, 'thừa «/» sau công thức'],
    ['dossier.payable + dossier.rated / dossier.rated', 1, 'tổng phải đặt trong ngoặc'],
    ['dossier.paidOnline / dossier.payable - 1', 22, 'tổng phải đặt trong ngoặc'],
    ['(dossier.payable', 17, 'cần «)» nhưng gặp hết công thức'],
    ['dossier.payable * 2', 17, 'ký tự lạ «*»'],
    ['dossier.payable; drop table unit', 16, 'ký tự lạ «;»'],
    ['dossier.payable + 007', 19, 'chữ số 0 thừa'],
    ['dossier.payable + 1000000001', 19, 'số lớn hơn 1000000000'],
    ['dossier.payable + 1.5', 20, 'thừa «.» sau công thức'],
    ['catalogue.sum(FULL)', 11, '«sum» không phải cách đếm danh mục; các cách đếm danh mục: count, list'],
    ['catalogue.count(FAST)', 17, '«FAST» không phải điều kiện'],
    ['catalogue.count(FULL, FULL)', 23, 'điều kiện «FULL» bị lặp lại'],
    ['catalogue.count(FULL of )', 25, '«)» không phải điều kiện'],
    ['catalogue.list(FULL)', 16, '«FULL» không phải danh sách thủ tục'],
    ['process.exit(1)', 1, '«process» không phải số hạng'],
    ['observed.12', 10, '«12» không phải mã số đo'],
    ['x'.repeat(501), 501, 'công thức dài quá 500 ký tự'],
  ])('refuses «%s» at character %i', (text, column, message) => {
    expect(parseFormula(text)).toEqual({ column, message: expect.stringContaining(message) });
  });

  it.each([
    ['observed.NOBODY / observed.STAFF', 'không có số đo «NOBODY»'],
    ['observed.STAFF + observed.SURVEYS', 'tử số cộng những thứ khác loại: người, phiếu khảo sát'],
    ['dossier.payable / (dossier.payable + dossier.rated)', 'mẫu số cộng những thứ khác loại: hồ sơ, lượt đánh giá'],
    ['dossier.payable / observed.STAFF', 'công thức chỉ dùng được một nguồn: hồ sơ, danh mục hoặc số liệu quan sát'],
    ['dossier.payable / 12', 'mẫu số không đếm gì'],
    ['12', 'tử số không đếm gì'],
  ])('refuses «%s», which makes no sense', (text, fault) => {
    const parsed = parseFormula(text);
    expect(isProblem(parsed) ? parsed : formulaFaults(parsed, measures)).toEqual([fault]);
  });

  it.each([
    'catalogue.count(FULL of ELIGIBLE) / catalogue.count(ONLINE)',
    'catalogue.count(FULL) - catalogue.count(EFORM)',
    'catalogue.list(DVC_25, FULL of ONLINE)',
    'catalogue.list(DVC_25, FULL) / catalogue.count()',
    'catalogue.dossiers(ONLINE)',
    'catalogue.hoursSaved(BOTH_LIMITS) / catalogue.count(BOTH_LIMITS)',
  ])('refuses «%s», of which nobody could tell what the unknown does', (text) => {
    const parsed = parseFormula(text);
    expect(isProblem(parsed) ? parsed : formulaFaults(parsed, measures)).toEqual([
      expect.stringContaining('các số hạng danh mục chỉ dùng ở một trong các dạng'),
    ]);
  });

  it.each([
    'dossier.receivedOnline - 5',
    'observed.STAFF_VNEID2 / observed.STAFF',
    '(dossier.rated - 1) / dossier.rated',
  ])('takes «%s»', (text) => {
    const parsed = parseFormula(text);
    expect(isProblem(parsed) ? parsed : formulaFaults(parsed, measures)).toEqual([]);
  });
});

describe('the indicators of plan 457', () => {
  it('measure every target of the plan, each by one', () => {
    const measuring = plan457.targets.map(({ code, indicator }) =>
      indicatorData457.filter((one) => one.code === indicator || one.targets.includes(code)).map((one) => one.code),
    );
    expect(measuring).toHaveLength(23);
    expect(measuring.filter((codes) => codes.length !== 1)).toEqual([]);
  });

  it('take the measures that the observed targets name', () => {
    const observed = readObservedTargets().map(({ target, numerator, denominator }) => [
      target,
      `observed.${numerator} / observed.${denominator}`,
    ]);
    const written = indicatorData457.flatMap(({ targets, expression }) => targets.map((code) => [code, expression]));
    expect(written).toEqual(expect.arrayContaining(observed));
  });

  it('are written as they are printed', () => {
    for (const { expression, parsed } of indicatorData457) expect(printFormula(parsed)).toBe(expression);
  });

  it('are refused with file, line and reason of every fault', () => {
    const folder = mkdtempSync(join(tmpdir(), 'indicators-'));
    try {
      cpSync(projectFile('schema/plan/kh-457'), folder, { recursive: true });
      const file = join(folder, 'indicators.yaml');
      const lines = readFileSync(file, 'utf8').split('\n');
      const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
      const wrong = lines
        .join('\n')
        .replace('dossier.paidOnline / dossier.payable', 'dossier.paidOnline / dossier.paiable')
        .replace('targets: [II.1.5]', 'targets: [II.1.55]')
        .replace('- code: GROUPS_82', '- code: groups82')
        .replace('targets: [II.1.8]', 'targets: [II.1.1]');
      writeFileSync(file, wrong);
      const refusal = (() => {
        try {
          return readIndicators(folder, plan457, measureDimensions457);
        } catch (error) {
          return error;
        }
      })();
      expect(refusal).toBeInstanceOf(PlanError);
      expect((refusal as PlanError).details['problems']).toEqual(
        expect.arrayContaining([
          {
            file: 'indicators.yaml',
            line: lineOf('dossier.paidOnline / dossier.payable'),
            message: expect.stringContaining('«formula»: ký tự thứ 30: «paiable» không phải số đếm hồ sơ'),
          },
          {
            file: 'indicators.yaml',
            line: lineOf('targets: [II.1.5]'),
            message: '«targets»: kế hoạch không có chỉ tiêu «II.1.55»',
          },
          {
            file: 'indicators.yaml',
            line: lineOf('- code: GROUPS_82'),
            message: expect.stringContaining('«code»: phải viết hoa'),
          },
          expect.objectContaining({
            message: 'chỉ tiêu «II.1.1» có nhiều chỉ số: PROCEDURES_PUBLISHED, ELIGIBLE_FULL',
          }),
        ]),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('evaluate a day by the version that holds then, and what lies before by the first', () => {
    const day = parseCivilDate;
    const [first] = indicators457.versionsOf('ONLINE_PAYMENT');
    if (!first) throw new Error('there is no such indicator');
    const versions = ['2026-01-01', '2025-08-20', '2026-07-01'].map((from) => ({
      ...first,
      position: 0,
      source: from,
      validFrom: day(from),
    }));
    const set = new IndicatorSet(versions);
    const sourceOn = (on: string) => set.of('ONLINE_PAYMENT', day(on)).source;
    expect(['2020-01-01', '2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01', '2030-01-01'].map(sourceOn)).toEqual([
      '2025-08-20',
      '2025-08-20',
      '2026-01-01',
      '2026-01-01',
      '2026-07-01',
      '2026-07-01',
    ]);
    expect(set.versionsOf('ONLINE_PAYMENT').map(({ validTo }) => validTo)).toEqual(['2026-01-01', '2026-07-01', null]);
  });
});
