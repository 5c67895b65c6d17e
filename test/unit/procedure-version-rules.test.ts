import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate, type CivilDate } from '../../schema/base/index.js';
import { nearestVersion, planVersionChange } from '../../schema/catalogue/index.js';

const day = parseCivilDate;
const TODAY = day('2026-03-10');
const [JULY, JANUARY] = [day('2025-07-01'), day('2026-01-01')];
const versions: { validFrom: CivilDate | null; validTo: CivilDate | null }[] = [
  { validFrom: null, validTo: JULY },
  { validFrom: JULY, validTo: JANUARY },
  { validFrom: JANUARY, validTo: null },
];

describe('the version of a day', () => {
  it.each([
    ['1990-01-01', 0],
    ['2025-06-30', 0],
    ['2025-07-01', 1],
    ['2025-12-31', 1],
    ['2026-01-01', 2],
    ['2099-01-01', 2],
  ])('%s', (text, place) => {
    expect(nearestVersion(versions, day(text))).toBe(versions[place]);
  });

  it('is the first for days before it, when it begins on a known day', () => {
    expect(nearestVersion(versions.slice(1), day('2020-01-01'))).toBe(versions[1]);
    expect(nearestVersion([], TODAY)).toBeUndefined();
  });
});

describe('a change', () => {
  it('from a day to come splits the version of that day', () => {
    const change = planVersionChange(versions, day('2026-04-01'), TODAY, false);
    expect(change).toEqual({
      kind: 'SPLIT',
      before: versions[2],
      after: { validFrom: '2026-04-01', validTo: null },
    });
    expect(planVersionChange(versions, TODAY, TODAY, false).kind).toBe('SPLIT');
  });

  it.each(['2026-03-09', '2026-01-01', '2025-08-01'])('from %s is refused unless it is a correction', (from) => {
    expect(() => planVersionChange(versions, day(from), TODAY, false)).toThrow('correct: true');
    const { after } = planVersionChange(versions, day(from), TODAY, true);
    expect(after).toEqual({ validFrom: from, validTo: from < '2026' ? JANUARY : null });
  });

  it('on the first day of a version overwrites it', () => {
    expect(planVersionChange(versions, JANUARY, TODAY, true).kind).toBe('OVERWRITE');
  });

  it('on a day without a version is refused', () => {
    expect(() => planVersionChange(versions.slice(1), day('2020-01-01'), TODAY, true)).toThrow('2020-01-01');
  });
});
