import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import {
  conflictInWords,
  faultOfPlace,
  faultsOfFacts,
  keptFacts,
  measureOfPeriod,
  readMeasures,
  type Measure,
  type Observation,
  type ObservationFacts,
} from '../../schema/observations/index.js';
import { UnitKind } from '../../schema/organisation/index.js';

const measures = new Map(readMeasures().map((data) => [data.code, { id: data.code, ...data } as Measure]));

function measureOf(code: string): Measure {
  const measure = measures.get(code);
  if (!measure) throw new Error(`No measure ${code}`);
  return measure;
}

const nothing: ObservationFacts = { value: null, missingReason: null, note: null, evidence: null };

describe('the facts of an observation', () => {
  it.each<[Partial<ObservationFacts>, string[]]>([
    [{ value: 0 }, []],
    [{ value: 10_000 }, []],
    [{ value: 10_001 }, ['value RANGE']],
    [{ value: -1 }, ['value RANGE']],
    [{ value: 0.5 }, ['value RANGE']],
    [{}, ['missingReason REASON_REQUIRED']],
    [{ missingReason: 'Chưa thống kê' }, []],
    [{ value: 1, missingReason: 'Chưa thống kê' }, ['missingReason REASON_FORBIDDEN']],
    [{ value: 1, evidence: 'https://hatinh.example/bao-cao' }, []],
    [{ value: 1, evidence: 'javascript:alert(1)' }, ['evidence LINK']],
    [{ value: 1, note: 'a'.repeat(2000) }, []],
    [{ value: 1, note: 'a'.repeat(2001) }, ['note LENGTH']],
  ])('%j have the faults %j', (facts, expected) => {
    const faults = faultsOfFacts({ ...nothing, ...facts }, measureOf('INDEX_766_SCORE'));
    expect(faults.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
  });

  it('are kept trimmed, in NFC, and null when empty', () => {
    expect(keptFacts({ ...nothing, missingReason: ' \u0054\u0068\u01b0\u0301 ', note: '  ' })).toEqual({
      ...nothing,
      missingReason: 'Thứ',
    });
  });
});

describe('the period of an observation', () => {
  it('is governed by the version that holds on its last day', () => {
    const old = { ...measureOf('STAFF_TOTAL'), validTo: parseCivilDate('2026-01-14') };
    const now = { ...measureOf('STAFF_TOTAL'), validFrom: parseCivilDate('2026-01-14'), name: 'Tên mới' };
    expect(measureOfPeriod([old, now], '2025-08')).toBeNull();
    expect(measureOfPeriod([old, now], '2025-12')?.measure).toBe(old);
    expect(measureOfPeriod([old, now], '2026-01')?.measure).toBe(now);
  });

  it('is of the cycle of the measure', () => {
    expect(() => measureOfPeriod([measureOf('STAFF_TOTAL')], '2025-Q4')).toThrow(/viết như 2025-10/);
    expect(() => measureOfPeriod([measureOf('STAFF_TOTAL')], 'tháng 12')).toThrow(/không phải là kỳ báo cáo/);
  });
});

describe('whoever records', () => {
  const unit = { id: 'u', code: '18562', kind: UnitKind.Commune, validFrom: null, validTo: null };
  const staff = measureOf('STAFF_TOTAL');
  const day = parseCivilDate('2025-11-15');
  const fault = (over: Partial<typeof unit> | { validTo: string }, measure = staff, periodId = '2025-12') => {
    const governed = measureOfPeriod([measure], periodId);
    if (!governed) throw new Error('No version governs the period');
    return faultOfPlace(governed.measure, governed.period, { ...unit, ...over } as typeof unit, day)?.rule ?? null;
  };

  it('may not before the period begins', () => {
    expect(fault({})).toBeNull();
    expect(fault({}, staff, '2026-01')).toBe('NOT_BEGUN');
  });

  it('is a unit that has to enter the measure', () => {
    expect(fault({}, measureOf('SURVEY_FORMS'), '2025')).toBe('NOT_BOUND');
    expect(fault({ code: 'SNV', kind: UnitKind.Department }, measureOf('SURVEY_FORMS'), '2025')).toBeNull();
    expect(fault({ code: 'TKT', kind: UnitKind.Department })).toBe('NOT_BOUND');
  });

  it('is a unit that exists on the last day of the period', () => {
    expect(fault({ validTo: '2025-12-14' })).toBe('NOT_VALID');
    expect(fault({ validTo: '2025-12-15' })).toBeNull();
  });
});

it('tells a conflict with both values, and who wrote the stored one', () => {
  const entry = {
    ...nothing,
    unit: '18562',
    measure: 'STAFF_TOTAL',
    periodId: '2025-12',
    value: 1200,
    expectedRevision: 1,
  };
  const stored = { ...nothing, missingReason: 'Mất số', revision: 2, recordedBy: 'a@hatinh.example' };
  const recordedAt = new Date('2025-12-15T01:00:00Z');
  expect(conflictInWords({ entry, stored: { ...stored, recordedAt } as Observation })).toBe(
    'Số liệu đã được ghi khác: đang lưu không có số liệu («Mất số») (lần ghi 2, a@hatinh.example lúc 08:00 ngày ' +
      '15/12/2025); bản gửi lên ghi 1.200 theo lần ghi 1.',
  );
  expect(conflictInWords({ entry, stored: null })).toMatch(/^Chưa có số liệu nào được lưu/);
});
