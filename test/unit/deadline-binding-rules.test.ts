import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { PeriodKind, PeriodScheme } from '../../schema/calendar/index.js';
import { UnitKind } from '../../schema/organisation/index.js';
import {
  isWithdrawnBy,
  releaseFromDatedRule,
  releaseFromDuty,
  releaseInWords,
  type DatedRuleVersion,
  type DutyVersion,
} from '../../schema/plan/index.js';

const civil = parseCivilDate;
const unit = { id: '1', code: 'SNV', kind: UnitKind.Department, validFrom: null, validTo: null };
const everyDepartment = { units: [], scopes: ['EVERY_DEPARTMENT' as const] };
const nobody = { units: [], scopes: [] };

function version(validFrom: string, validTo: string | null) {
  return {
    validFrom: civil(validFrom),
    validTo: validTo === null ? null : civil(validTo),
    documentNumber: `${validFrom}/KH`,
    responsible: everyDepartment,
    exceptUnits: [],
  };
}

function dated(validFrom: string, validTo: string | null, overrides: Partial<DatedRuleVersion> = {}): DatedRuleVersion {
  return { ...version(validFrom, validTo), spanEnd: civil('2026-01-01'), ...overrides };
}

function monthly(validFrom: string, validTo: string | null, overrides: Partial<DutyVersion> = {}): DutyVersion {
  const rhythm = { cycle: PeriodKind.Month, scheme: PeriodScheme.Nd09, firstPeriodOn: civil('2025-08-20') };
  return { ...version(validFrom, validTo), ...rhythm, ...overrides };
}

describe('releaseFromDatedRule', () => {
  const ended = [dated('2025-08-20', '2025-12-01')];

  it.each([
    ['2025-08-19', null], // before the rule
    ['2025-11-30', null],
    ['2025-12-01', { cause: 'ENDED', since: '2025-12-01' }],
    ['2026-06-01', { cause: 'ENDED', since: '2025-12-01' }],
  ])('judges an ended rule by the version of %s', (day, release) => {
    expect(releaseFromDatedRule(ended, civil(day), unit)).toEqual(release);
  });

  it('counts from the first wording that left the unit out, whatever came after it', () => {
    const versions = [
      dated('2026-01-01', '2026-03-01', { responsible: nobody }),
      dated('2025-08-20', '2025-10-01'),
      dated('2025-10-01', '2026-01-01', { exceptUnits: ['SNV'] }),
    ];
    const release = { cause: 'REWORDED', since: '2025-10-01', documentNumber: '2025-10-01/KH' };
    for (const day of ['2025-10-01', '2026-02-01', '2026-03-01']) {
      expect(releaseFromDatedRule(versions, civil(day), unit)).toEqual(release);
    }
    const again = [...versions, dated('2026-03-01', null)];
    expect(releaseFromDatedRule(again, civil('2026-03-01'), unit)).toBeNull();
  });

  it('does not know since when a unit of another kind is no more meant', () => {
    const agency = { ...unit, kind: UnitKind.Agency };
    expect(releaseFromDatedRule([dated('2025-08-20', null)], civil('2025-12-01'), agency)).toMatchObject({
      cause: 'REWORDED',
      since: null,
    });
  });

  it.each([
    ['2025-12-31', { cause: 'UNIT', since: '2025-12-31' }], // the span's last day is the unit's first without
    ['2026-01-01', null],
  ])('releases a unit that exists no more from %s', (validTo, release) => {
    const former = { ...unit, validTo: civil(validTo) };
    expect(releaseFromDatedRule([dated('2025-08-20', null)], civil('2025-12-01'), former)).toEqual(release);
  });

  it('keeps the earlier of two reasons', () => {
    const former = { ...unit, validTo: civil('2025-11-01') };
    expect(releaseFromDatedRule(ended, civil('2026-01-01'), former)).toEqual({ cause: 'UNIT', since: '2025-11-01' });
    const later = { ...unit, validTo: civil('2025-12-10') };
    expect(releaseFromDatedRule(ended, civil('2026-01-01'), later)).toEqual({ cause: 'ENDED', since: '2025-12-01' });
  });
});

describe('releaseFromDuty', () => {
  it.each([
    ['2025-11-14', '2025-11', 'ENDED'], // the period's last day is the first without the duty
    ['2025-11-15', '2025-11', null],
    ['2025-11-15', '2025-12', 'ENDED'],
  ])('ended from %s judges period %s by its last day', (validTo, period, cause) => {
    const release = releaseFromDuty([monthly('2025-08-20', validTo)], period, unit);
    expect(release?.cause ?? null).toBe(cause);
  });

  it('releases from periods of a cycle that was given up, and from those before a later first period', () => {
    const quarterly = [monthly('2025-08-20', '2025-12-01'), monthly('2025-12-01', null, { cycle: PeriodKind.Quarter })];
    expect(releaseFromDuty(quarterly, '2025-12', unit)).toMatchObject({ cause: 'REWORDED', since: '2025-12-01' });
    expect(releaseFromDuty(quarterly, '2025-11', unit)).toBeNull();
    const begunLater = [
      monthly('2025-08-20', '2025-12-01'),
      monthly('2025-12-01', null, { firstPeriodOn: civil('2025-12-15') }),
    ];
    expect(releaseFromDuty(begunLater, '2025-12', unit)).toMatchObject({ cause: 'REWORDED' });
    expect(releaseFromDuty(begunLater, '2026-01', unit)).toBeNull();
  });

  it('says nothing of what no version was ever the source of', () => {
    expect(releaseFromDuty([], 'nothing', unit)).toBeNull();
  });
});

describe('isWithdrawnBy', () => {
  const dueOn = civil('2025-12-31');
  const on = (since: string | null, day: string, isWithdrawn = false) =>
    isWithdrawnBy({ cause: 'ENDED', since: since === null ? null : civil(since) }, { dueOn, isWithdrawn }, civil(day));

  it('withdraws what was released on or before the due day, whenever that becomes known', () => {
    expect([on('2025-12-30', '2026-02-01'), on('2025-12-31', '2026-02-01')]).toEqual([true, true]);
    expect(on('2026-01-01', '2026-02-01')).toBe(false); // it was overdue when the release took effect
  });

  it('counts a release of unknown day from the day it is noticed, and stays with it', () => {
    expect([on(null, '2025-12-31'), on(null, '2026-01-01')]).toEqual([true, false]);
    expect(on(null, '2026-01-01', true)).toBe(true);
    expect(isWithdrawnBy(null, { dueOn, isWithdrawn: true }, civil('2025-12-01'))).toBe(false);
  });
});

describe('releaseInWords', () => {
  const documents = [
    { number: '15/KH-UBND', issuedOn: civil('2025-11-25'), effectiveOn: civil('2025-12-01') },
    { number: '16/KH-UBND', issuedOn: civil('2025-12-25'), effectiveOn: civil('2026-01-01') },
  ];

  it.each([
    [{ cause: 'ENDED', since: '2025-12-01' }, 'Chấm dứt từ ngày 01/12/2025 theo 15/KH-UBND ngày 25/11/2025'],
    [
      { cause: 'REWORDED', since: '2026-01-01', documentNumber: '16/KH-UBND' },
      'Đơn vị không còn thuộc diện phải làm từ ngày 01/01/2026 theo 16/KH-UBND ngày 25/12/2025',
    ],
    [
      { cause: 'REWORDED', since: null, documentNumber: '15/KH-UBND' },
      'Đơn vị không còn thuộc diện phải làm theo 15/KH-UBND ngày 25/11/2025',
    ],
    [{ cause: 'UNIT', since: '2025-12-31' }, 'Đơn vị chấm dứt hoạt động từ ngày 31/12/2025'],
    [{ cause: 'UNIT', since: null }, 'Đơn vị chưa hoạt động vào kỳ này'],
  ])('names the document with its day, or what became of the unit: %j', (release, words) => {
    expect(releaseInWords(release as never, documents)).toBe(words);
  });
});
