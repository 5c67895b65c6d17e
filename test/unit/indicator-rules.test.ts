import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseCivilDate } from '../../schema/base/index.js';
import { NO_DOSSIERS, type StatisticsCounts } from '../../schema/dossiers/index.js';
import {
  bindingTarget,
  evaluateIndicator,
  formatPercent,
  gapTo,
  meetsTarget,
  rankByRatio,
  TargetStatus,
} from '../../schema/indicators/index.js';
import { UnitKind } from '../../schema/organisation/index.js';
import { Comparator, Target, TargetUnit } from '../../schema/plan/index.js';
import { indicator457, indicatorData457 } from '../support/plan-indicators.js';

const comparators = [Comparator.GreaterThan, Comparator.AtLeast, Comparator.Equal];
const target = (comparator: Comparator, targetValue: number) => ({ comparator, targetValue });
const payment = indicator457('ONLINE_PAYMENT');
const counts = (changes: Partial<StatisticsCounts>): StatisticsCounts => ({ ...NO_DOSSIERS, ...changes });
const everyone = { reported: 69, expected: 69 };

describe('a target', () => {
  it.each([
    ['69.999 of 100.000 is not 70 %', Comparator.AtLeast, 70, 69_999, 100_000, false],
    ['70.000 of 100.000 is 70 %', Comparator.AtLeast, 70, 70_000, 100_000, true],
    ['95 of 100 is not over 95 %', Comparator.GreaterThan, 95, 95, 100, false],
    ['95 of 100 is at least 95 %', Comparator.AtLeast, 95, 95, 100, true],
    ['9.501 of 10.000 is over 95 %', Comparator.GreaterThan, 95, 9_501, 10_000, true],
    ['99 of 100 is not exactly 100 %', Comparator.Equal, 100, 99, 100, false],
    ['100 of 100 is exactly 100 %', Comparator.Equal, 100, 100, 100, true],
    ['a third is not 33 % exactly', Comparator.Equal, 33, 1, 3, false],
  ])('%s', (_case, comparator, value, numerator, denominator, met) => {
    expect(meetsTarget(target(comparator, value), numerator, denominator)).toBe(met);
    const rows = counts({ paidOnline: numerator, payable: denominator });
    const { status } = evaluateIndicator(payment, rows, target(comparator, value), everyone);
    expect(status).toBe(met ? TargetStatus.Met : TargetStatus.NotMet);
  });

  it.each([Comparator.GreaterThan, Comparator.AtLeast])(
    '%s: the gap is the smallest rise that meets it',
    (comparator) => {
      const value = fc.integer({ min: 0, max: 99 });
      const sizes = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 400 }));
      fc.assert(
        fc.property(value, sizes, (targetValue, [denominator, numerator]) => {
          const wanted = target(comparator, targetValue);
          let rise = 0;
          while (!meetsTarget(wanted, numerator + rise, denominator)) rise += 1;
          expect(gapTo(wanted, numerator, denominator)).toBe(rise);
        }),
        { numRuns: 500 },
      );
    },
  );

  it('that must be hit exactly has no gap once it is passed', () => {
    expect(gapTo(target(Comparator.Equal, 50), 40, 100)).toBe(10);
    expect(gapTo(target(Comparator.Equal, 50), 50, 100)).toBe(0);
    expect(gapTo(target(Comparator.Equal, 50), 60, 100)).toBe(0);
  });

  it('is judged as fractions judge it', () => {
    const size = fc.integer({ min: 1, max: 2_000_000_000 });
    fc.assert(
      fc.property(fc.constantFrom(...comparators), fc.integer({ min: 0, max: 100 }), size, size, (how, value, n, d) => {
        const difference = BigInt(n) * 100n - BigInt(value) * BigInt(d);
        const expected = { GT: difference > 0n, GTE: difference >= 0n, EQ: difference === 0n }[how];
        expect(meetsTarget(target(how, value), n, d)).toBe(expected);
      }),
    );
  });
});

describe('formatPercent', () => {
  it.each([
    [69_999, 100_000, '69,99 %'],
    [2, 3, '66,66 %'],
    [1, 1, '100,00 %'],
    [0, 5, '0,00 %'],
    [1, 12_000, '0,00 %'],
    [7, 2, '350,00 %'],
    [1_234_567, 1, '123.456.700,00 %'],
    [999_999_999, 1_000_000_000, '99,99 %'],
  ])('%i of %i is «%s»', (numerator, denominator, text) => {
    expect(formatPercent(numerator, denominator)).toBe(text);
  });

  it('never shows a target that is not reached', () => {
    const size = fc.integer({ min: 1, max: 2_000_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), size, size, (value, numerator, denominator) => {
        const shown = Number(formatPercent(numerator, denominator).replaceAll('.', '').replace(',', '.').slice(0, -2));
        expect(shown >= value).toBe(meetsTarget(target(Comparator.AtLeast, value), numerator, denominator));
      }),
    );
  });
});

describe('evaluateIndicator', () => {
  const atLeast70 = target(Comparator.AtLeast, 70);

  it('tells not reported from none arose', () => {
    const nobody = { reported: 0, expected: 69 };
    expect(evaluateIndicator(payment, NO_DOSSIERS, atLeast70, nobody)).toEqual({
      numerator: null,
      denominator: null,
      percent: null,
      status: TargetStatus.NoData,
      gapToTarget: null,
      bounds: null,
    });
    expect(evaluateIndicator(payment, NO_DOSSIERS, atLeast70, everyone)).toEqual({
      numerator: 0,
      denominator: 0,
      percent: null,
      status: TargetStatus.NotApplicable,
      gapToTarget: null,
      bounds: null,
    });
  });

  it('says how far it is from its target, and only its value without one', () => {
    const half = counts({ payable: 8, paidOnline: 4 });
    const value = { numerator: 4, denominator: 8, percent: '50,00 %' };
    expect(evaluateIndicator(payment, half, atLeast70, everyone)).toEqual({
      ...value,
      status: TargetStatus.NotMet,
      gapToTarget: 2,
      bounds: null,
    });
    expect(evaluateIndicator(payment, half, target(Comparator.AtLeast, 50), everyone)).toMatchObject({
      status: TargetStatus.Met,
      gapToTarget: 0,
    });
    expect(evaluateIndicator(payment, half, null, everyone)).toEqual({
      ...value,
      status: TargetStatus.NotApplicable,
      gapToTarget: null,
      bounds: null,
    });
  });

  it('sums the counts that the definition names', () => {
    const resolved = counts({ resolvedEarly: 1, resolvedOnTime: 2, resolvedLate: 4, fullProcess: 3, eligible: 5 });
    const valueOf = (code: string) => {
      const { numerator, denominator } = evaluateIndicator(indicator457(code), resolved, null, everyone);
      return [numerator, denominator];
    };
    expect(valueOf('FULL_PROCESS_OF_ELIGIBLE')).toEqual([3, 5]);
    expect(valueOf('FULL_PROCESS_OF_RESOLVED')).toEqual([3, 7]);
    expect(valueOf('RESOLVED_IN_TIME')).toEqual([3, 7]);
  });

  it('knows each indicator by a code of its own', () => {
    for (const { code } of indicatorData457) expect(indicator457(code).code).toBe(code);
    expect(() => indicator457('constructor')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('rankByRatio', () => {
  it('gives equal ratios one rank and skips, and leaves out what has no value', () => {
    const items = [
      { name: 'none', numerator: null, denominator: null },
      { name: 'half', numerator: 1, denominator: 2 },
      { name: 'whole', numerator: 5, denominator: 5 },
      { name: 'nothing arose', numerator: 0, denominator: 0 },
      { name: 'half too', numerator: 50, denominator: 100 },
      { name: 'zero', numerator: 0, denominator: 9 },
    ];
    expect(rankByRatio(items).map(({ item, rank }) => [item.name, rank])).toEqual([
      ['whole', 1],
      ['half', 2],
      ['half too', 2],
      ['zero', 4],
      ['none', null],
      ['nothing arose', null],
    ]);
  });

  it('tells ratios apart that floating point does not', () => {
    const close = [
      { numerator: 2_147_483_645, denominator: 2_147_483_646 },
      { numerator: 2_147_483_646, denominator: 2_147_483_647 },
    ];
    expect(rankByRatio(close).map(({ item, rank }) => [item.denominator, rank])).toEqual([
      [2_147_483_647, 1],
      [2_147_483_646, 2],
    ]);
  });

  it('ranks each item one below the number of better ones', () => {
    const item = fc.record({
      numerator: fc.integer({ min: 0, max: 6 }),
      denominator: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), (items) => {
        const ranked = rankByRatio(items);
        for (const { item: own, rank } of ranked) {
          const better = items.filter((a) => a.numerator * own.denominator > own.numerator * a.denominator);
          expect(rank).toBe(better.length + 1);
        }
        expect(ranked.map(({ rank }) => rank)).toEqual(
          ranked.map(({ rank }) => rank).toSorted((a, b) => Number(a) - Number(b)),
        );
      }),
    );
  });
});

const make = (changes: Partial<Target>): Target =>
  Object.assign(new Target(), {
    code: 'T1',
    indicatorCode: 'ONLINE_PAYMENT',
    comparator: Comparator.AtLeast,
    targetValue: 70,
    valueUnit: TargetUnit.Percent,
    from: null,
    until: null,
    appliesTo: [UnitKind.Commune],
    unitCodes: [],
    validFrom: parseCivilDate('2025-08-20'),
    validTo: null,
    ...changes,
  });

describe('bindingTarget', () => {
  const december = { from: parseCivilDate('2025-11-15'), to: parseCivilDate('2025-12-15') };
  const binding = (changes: Partial<Target>, kind: UnitKind | null = UnitKind.Commune) =>
    bindingTarget([make(changes)], 'ONLINE_PAYMENT', kind && { kind, code: '18073' }, december) !== null;

  it('binds by the last day of the period, both ends of its span included', () => {
    expect(binding({})).toBe(true);
    expect(binding({ from: parseCivilDate('2025-12-14') })).toBe(true);
    expect(binding({ from: parseCivilDate('2025-12-15') })).toBe(false);
    expect(binding({ until: parseCivilDate('2025-12-14') })).toBe(true);
    expect(binding({ until: parseCivilDate('2025-12-13') })).toBe(false);
  });

  it('binds the kinds it names, and the province by any', () => {
    expect(binding({}, UnitKind.Department)).toBe(false);
    expect(binding({}, null)).toBe(true);
    expect(binding({ indicatorCode: 'SATISFACTION' })).toBe(false);
    expect(binding({ valueUnit: TargetUnit.Count })).toBe(false);
  });

  it('binds the units it names, whatever their kind', () => {
    expect(binding({ appliesTo: [], unitCodes: ['18073'] })).toBe(true);
    expect(binding({ appliesTo: [], unitCodes: ['VPUBT'] })).toBe(false);
    expect(binding({ appliesTo: [], unitCodes: ['VPUBT'] }, null)).toBe(true);
  });

  it('holds in the version of the last day of the period', () => {
    const [before, after] = [
      make({ targetValue: 70, validTo: parseCivilDate('2025-12-14') }),
      make({ targetValue: 80, validFrom: parseCivilDate('2025-12-14') }),
    ];
    const november = { from: parseCivilDate('2025-10-15'), to: parseCivilDate('2025-11-15') };
    expect(bindingTarget([before, after], 'ONLINE_PAYMENT', null, december)?.targetValue).toBe(80);
    expect(bindingTarget([before, after], 'ONLINE_PAYMENT', null, november)?.targetValue).toBe(70);
  });

  it('is the strictest of several, then the first by code', () => {
    const several = [make({ code: 'B', targetValue: 80 }), make({ code: 'A', targetValue: 80 }), make({ code: 'C' })];
    expect(bindingTarget(several, 'ONLINE_PAYMENT', null, december)?.code).toBe('A');
    expect(bindingTarget([], 'ONLINE_PAYMENT', null, december)).toBeNull();
  });
});
