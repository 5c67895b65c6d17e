import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { catalogueDefinitionOf, evaluateCatalogueTarget, yearUntil } from '../../schema/indicators/index.js';
import type { CatalogueMeasure, CatalogueTally } from '../../schema/indicators/index.js';
import { parseCivilDate } from '../../schema/base/index.js';
import { Comparator } from '../../schema/plan/index.js';
import { plan457 } from '../support/plan-database.js';
import { indicator457, indicatorData457 } from '../support/plan-indicators.js';

const nothing: CatalogueTally = {
  yesYes: 0,
  yesNo: 0,
  yesUnknown: 0,
  unknownYes: 0,
  unknownNo: 0,
  unknownUnknown: 0,
  amount: 0,
  base: 0,
  leastChange: 0,
  mostChange: 0,
};
const all = { comparator: Comparator.Equal, targetValue: 100 };
const atLeast = (targetValue: number) => ({ comparator: Comparator.AtLeast, targetValue });

const own = (tally: Partial<CatalogueTally>) =>
  evaluateCatalogueTarget('LIST', { ...nothing, ...tally }, atLeast(82), false).status;

describe('a catalogue target', () => {
  it.each<[string, CatalogueMeasure, Partial<CatalogueTally>, typeof all, [number, number, number, string]]>([
    ['all of 3', 'SHARE', { yesYes: 3 }, all, [3, 3, 0, 'MET']],
    ['2 of 3', 'SHARE', { yesYes: 2, yesNo: 1 }, all, [2, 3, 0, 'NOT_MET']],
    ['2 of 3, 1 unknown', 'SHARE', { yesYes: 2, yesUnknown: 1 }, all, [2, 3, 1, 'NO_DATA']],
    ['one that fails, whatever is unknown', 'SHARE', { yesNo: 1, yesUnknown: 9 }, all, [0, 10, 9, 'NOT_MET']],
    ['perhaps counted, but met', 'SHARE', { yesYes: 2, unknownYes: 5 }, all, [2, 2, 5, 'MET']],
    ['perhaps counted, not met', 'SHARE', { yesYes: 2, unknownNo: 1 }, all, [2, 2, 1, 'NO_DATA']],
    ['nothing known', 'SHARE', { unknownUnknown: 4 }, all, [0, 0, 4, 'NO_DATA']],
    ['nothing to count', 'SHARE', {}, all, [0, 0, 0, 'NOT_APPLICABLE']],
    ['81 of 82', 'LIST', { yesYes: 81, yesNo: 1 }, atLeast(82), [81, 82, 0, 'NOT_MET']],
    ['82 of 82', 'LIST', { yesYes: 82 }, atLeast(82), [82, 82, 0, 'MET']],
    ['81 of 82 and one of which nothing is known', 'LIST', { yesYes: 81 }, atLeast(82), [81, 82, 1, 'NO_DATA']],
    ['81 of 82 and one unknown', 'LIST', { yesYes: 81, yesUnknown: 1 }, atLeast(82), [81, 82, 1, 'NO_DATA']],
    ['981 of 982', 'NUMBER', { yesYes: 981, yesNo: 99 }, atLeast(982), [981, 982, 0, 'NOT_MET']],
    ['981 of 982, 1 unknown', 'NUMBER', { yesYes: 981, yesUnknown: 1 }, atLeast(982), [981, 982, 1, 'NO_DATA']],
    ['982 of 982', 'NUMBER', { yesYes: 982, yesUnknown: 50 }, atLeast(982), [982, 982, 50, 'MET']],
    ['1.999 dossiers of 2', 'AVERAGE', { yesYes: 2, amount: 1999 }, atLeast(1000), [1999, 2, 0, 'NOT_MET']],
    ['2.000 dossiers of 2', 'AVERAGE', { yesYes: 2, amount: 2000 }, atLeast(1000), [2000, 2, 0, 'MET']],
    [
      'an unknown service that could pull it down',
      'AVERAGE',
      { yesYes: 2, amount: 2500, unknownYes: 1, leastChange: -900 },
      atLeast(1000),
      [2500, 2, 1, 'NO_DATA'],
    ],
    ['20 % of the hours', 'TIME_SAVED', { yesYes: 2, amount: 16, base: 80 }, atLeast(20), [16, 80, 0, 'MET']],
    ['15 of 80 hours', 'TIME_SAVED', { yesYes: 2, amount: 15, base: 80 }, atLeast(20), [15, 80, 0, 'NOT_MET']],
    ['no limit', 'TIME_SAVED', { yesYes: 2, yesNo: 1, amount: 80, base: 80 }, atLeast(20), [80, 80, 1, 'NO_DATA']],
  ])('with %s (%s)', (_case, measure, tally, target, [numerator, denominator, unknown, status]) => {
    const outcome = evaluateCatalogueTarget(measure, { ...nothing, ...tally }, target, true);
    expect(outcome).toEqual({ numerator, denominator, unknown, status });
  });

  it('asks of a department only its own items of a list', () => {
    expect([own({ yesYes: 3 }), own({ yesYes: 3, yesNo: 1 }), own({ yesYes: 3, yesUnknown: 1 }), own({})]).toEqual([
      'MET',
      'NOT_MET',
      'NO_DATA',
      'NOT_APPLICABLE',
    ]);
  });

  it('has a definition exactly when the plan says that the catalogue measures it', () => {
    const measured = plan457.targets.filter(({ measuredBy }) => measuredBy === 'CATALOGUE').map(({ code }) => code);
    const counted = indicatorData457.flatMap(({ code, targets }) =>
      targets.filter((target) => catalogueDefinitionOf(target, indicator457(code))),
    );
    expect(counted.toSorted()).toEqual(measured.toSorted());
  });

  it.each([
    ['2025-12-31', '2025-01-01', '2026-01-01'],
    ['2026-01-13', '2025-01-01', '2026-01-01'],
    ['2026-01-14', '2025-01-15', '2026-01-15'],
    ['2024-02-29', '2023-03-01', '2024-03-01'],
  ])('looks from %s back on the year from %s until %s', (day, from, to) => {
    expect(yearUntil(parseCivilDate(day))).toEqual({ from, to });
  });
});
