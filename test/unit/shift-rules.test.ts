import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { shiftsEligibleOnly, shortestShifts } from '../../schema/indicators/index.js';

const candidate = (procedureId: string, available: number) => ({ procedureId, available });
const [birth, copy, land] = [candidate('birth', 5), candidate('copy', 8), candidate('land', 5)];

/** Fewest candidates, of every set there is, whose dossiers together reach the gap; null when none does. */
function fewestByTrying(available: readonly number[], gap: number): number | null {
  let fewest: number | null = null;
  for (let set = 0; set < 2 ** available.length; set += 1) {
    const chosen = available.filter((_count, place) => Math.floor(set / 2 ** place) % 2 === 1);
    const enough = chosen.reduce((sum, count) => sum + count, 0) >= gap;
    if (enough && (fewest === null || chosen.length < fewest)) fewest = chosen.length;
  }
  return fewest;
}

describe('the shortest list of procedures', () => {
  it('takes those with the most dossiers, equal ones in the order given, and of the last only what is missing', () => {
    expect(shortestShifts([birth, copy, land], 10)).toEqual({
      shifts: [
        { ...copy, dossiers: 8, gapLeft: 2 },
        { ...birth, dossiers: 2, gapLeft: 0 },
      ],
      remaining: 0,
    });
    expect(shortestShifts([land, copy, birth], 10).shifts?.map(({ procedureId }) => procedureId)).toEqual([
      'copy',
      'land',
    ]);
  });

  it.each([
    ['one dossier less than there are', 17, 3, 0],
    ['all there are', 18, 3, 0],
    ['one dossier more than there are', 19, null, 1],
  ])('for a gap of %s', (_case, gap, length, remaining) => {
    const list = shortestShifts([birth, copy, land], gap);
    expect(list.shifts?.length ?? null).toBe(length);
    expect(list.remaining).toBe(remaining);
  });

  it('is empty for no gap, and cannot be made of nothing', () => {
    expect(shortestShifts([birth], 0)).toEqual({ shifts: [], remaining: 0 });
    expect(shortestShifts([], 0)).toEqual({ shifts: [], remaining: 0 });
    expect(shortestShifts([], 3)).toEqual({ shifts: null, remaining: 3 });
  });

  it('is never longer than the best of all sets, and closes exactly the gap', () => {
    const available = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 9 });
    fc.assert(
      fc.property(available, fc.nat(60), (numbers, gap) => {
        const list = shortestShifts(
          numbers.map((count, place) => candidate(String(place), count)),
          gap,
        );
        expect(list.shifts?.length ?? null).toBe(fewestByTrying(numbers, gap));
        const sum = numbers.reduce((total, count) => total + count, 0);
        expect(list.remaining).toBe(Math.max(gap - sum, 0));
        const shifted = (list.shifts ?? []).map(({ dossiers }) => dossiers);
        if (list.shifts) expect(shifted.reduce((total, count) => total + count, 0)).toBe(gap);
        for (const { dossiers, available: most } of list.shifts ?? []) {
          expect(dossiers).toBeGreaterThan(0);
          expect(dossiers).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('is known for the two full-process ratios alone', () => {
    expect(shiftsEligibleOnly('FULL_PROCESS_OF_ELIGIBLE')).toBe(true);
    expect(shiftsEligibleOnly('FULL_PROCESS_OF_RESOLVED')).toBe(false);
    expect(shiftsEligibleOnly('ONLINE_PAYMENT')).toBeNull();
  });
});
