import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseCivilDate } from '../../schema/base/index.js';
import {
  formatShare,
  isWhole,
  lineageFault,
  LineageKind,
  notRestatedReason,
  parseShare,
  WHOLE,
  type LineageEdge,
  type Share,
} from '../../schema/organisation/index.js';

const effectiveOn = parseCivilDate('2025-07-01');

function edge(predecessor: string, successor: string, share: Share = WHOLE, kind = LineageKind.MergedInto) {
  return { predecessor, successor, share, kind, effectiveOn };
}

const half = { numerator: 1, denominator: 2 };

describe('a share', () => {
  it.each([
    ['1/1', { numerator: 1, denominator: 1 }],
    ['2/4', { numerator: 1, denominator: 2 }],
    ['999999/1000000', { numerator: 999_999, denominator: 1_000_000 }],
    ['0/1', undefined],
    ['3/2', undefined],
    ['1/0', undefined],
    ['0,5', undefined],
    ['1/1000001', undefined],
    ['-1/2', undefined],
    ['', undefined],
  ])('written %s is %j', (text, share) => {
    expect(parseShare(text)).toEqual(share);
  });

  it('is written as it is read, and as a question mark when nobody knows it', () => {
    expect(formatShare(half)).toBe('1/2');
    expect(formatShare(null)).toBe('?');
    expect([isWhole(WHOLE), isWhole(half), isWhole(null)]).toEqual([true, false, false]);
  });
});

describe('a step', () => {
  it.each<[string, LineageEdge, LineageEdge[], string | null]>([
    ['of all of a unit', edge('A', 'B'), [], null],
    ['in a chain', edge('B', 'C'), [edge('A', 'B')], null],
    ['that joins several in one', edge('A2', 'B'), [edge('A1', 'B')], null],
    ['back to itself', edge('A', 'A'), [], 'SAME_UNIT'],
    ['that closes a circle of two', edge('B', 'A'), [edge('A', 'B')], 'CYCLE'],
    ['that closes a circle of three', edge('C', 'A'), [edge('A', 'B'), edge('B', 'C')], 'CYCLE'],
    ['of the second half', edge('A', 'C', half), [edge('A', 'B', half)], null],
    ['of more than is left', edge('A', 'C', { numerator: 2, denominator: 3 }), [edge('A', 'B', half)], 'SHARE_SUM'],
    ['of thirds that make one', edge('A', 'D', third(1)), [edge('A', 'B', third(1)), edge('A', 'C', third(1))], null],
    ['of all, when a part is gone', edge('A', 'C'), [edge('A', 'B', null)], 'SHARE_SUM'],
    ['of an unknown part, when all is gone', edge('A', 'C', null), [edge('A', 'B')], 'SHARE_SUM'],
    ['of an unknown part beside another', edge('A', 'C', null), [edge('A', 'B', null)], null],
    ['written anew', edge('A', 'B'), [edge('A', 'B', half)], null],
    ['that splits all of a unit off', edge('A', 'B', WHOLE, LineageKind.SplitFrom), [], 'SHARE'],
    ['of nothing', edge('A', 'B', { numerator: 0, denominator: 1 }), [], 'SHARE'],
  ])('%s', (_case, step, others, rule) => {
    expect(lineageFault(step, others)?.rule ?? null).toBe(rule);
  });

  it('never leaves a circle, and a unit never gives more than all of itself, whatever is tried in whatever order', () => {
    const shares = fc.constantFrom<Share>(WHOLE, half, third(1), third(2), null);
    const tried = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }), shares));
    fc.assert(
      fc.property(tried, (steps) => {
        const stored: LineageEdge[] = [];
        for (const [from, to, share] of steps) {
          const step = edge(String(from), String(to), share);
          const known = stored.some((one) => one.predecessor === String(from) && one.successor === String(to));
          if (!known && lineageFault(step, stored) === null) stored.push(step);
        }
        for (let unit = 0; unit < 8; unit++) {
          const given = stored.filter(({ predecessor }) => predecessor === String(unit));
          const sixths = given.reduce(
            (sum, { share }) => sum + (share ? (6 * share.numerator) / share.denominator : 0),
            0,
          );
          expect(sixths + Number(given.some(({ share }) => share === null))).toBeLessThanOrEqual(6);
          expect(reachable(String(unit), stored)).not.toContain(String(unit));
        }
      }),
    );
  });

  it('says in words why figures stay where they were', () => {
    expect(notRestatedReason({ share: half, effectiveOn }, 'Xã A', 'Xã B')).toBe(
      'Không quy đổi được: Xã A chuyển một phần (tỷ lệ 1/2) sang Xã B từ 01/07/2025; số liệu của Xã A giữ nguyên ở Xã A.',
    );
    expect(notRestatedReason({ share: null, effectiveOn }, 'Xã A', 'Xã B')).toContain('(tỷ lệ chưa rõ)');
  });
});

function third(numerator: number): Share {
  return { numerator, denominator: 3 };
}

function reachable(unit: string, edges: readonly LineageEdge[]): string[] {
  return edges
    .filter(({ predecessor }) => predecessor === unit)
    .flatMap(({ successor }) => [successor, ...reachable(successor, edges)]);
}
