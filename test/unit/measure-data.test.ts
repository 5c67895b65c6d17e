import { describe, expect, it } from '@jest/globals';
import { observedTargetOf, readMeasures, readObservedTargets } from '../../schema/observations/index.js';
import { readUnits } from '../../schema/organisation/index.js';
import { plan457 } from '../support/plan-database.js';

const measures = readMeasures();

describe('the measures of plan 457/KH-UBND', () => {
  it('have one code each, and a clause of the plan whose text holds the quote', () => {
    expect(new Set(measures.map(({ code }) => code)).size).toBe(measures.length);
    const clauses = new Map(plan457.clauses.map((clause) => [clause.code, clause.text ?? clause.heading ?? '']));
    const wrong = measures.filter(({ clauseCode, quote }) => !clauses.get(clauseCode)?.includes(quote));
    expect(wrong.map(({ code }) => code)).toEqual([]);
    expect(new Set(measures.map(({ planNumber }) => planNumber))).toEqual(new Set([plan457.plan.number]));
  });

  it('are entered by units that there are', () => {
    const codes = new Set(readUnits().map(({ code }) => code));
    const named = measures.flatMap(({ unitCodes, exceptUnits }) => [...unitCodes, ...exceptUnits]);
    expect(named.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('measure every target that the plan leaves to observations, above and below the line', () => {
    const left = plan457.targets.filter(({ measuredBy }) => measuredBy === 'OBSERVATION').map(({ code }) => code);
    expect(readObservedTargets().map(({ target }) => target)).toEqual(left);
    const byCode = new Map(measures.map((measure) => [measure.code, measure]));
    for (const { numerator, denominator } of readObservedTargets()) {
      const [above, below] = [byCode.get(numerator), byCode.get(denominator)];
      // Only alike measures make a ratio: the same units enter them, for the same periods, in the same unit of count.
      const { cycle, scheme, aggregation, countUnit, unitKinds, unitCodes, exceptUnits } = { ...below };
      expect(above).toMatchObject({ cycle, scheme, aggregation, countUnit, unitKinds, unitCodes, exceptUnits });
    }
  });

  it('are found by the target, and not for one that dossiers measure', () => {
    expect(observedTargetOf('IV.9.c')).toMatchObject({
      numerator: 'ADULTS_WITH_SIGNATURE',
      denominator: 'ADULTS_TOTAL',
    });
    expect(observedTargetOf('II.1.10')).toBeUndefined();
  });
});
