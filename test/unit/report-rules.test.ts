import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '../../schema/base/index.js';
import { periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import { NO_DOSSIERS } from '../../schema/dossiers/index.js';
import { TargetStatus, type CoveredCounts } from '../../schema/indicators/index.js';
import { UnitKind } from '../../schema/organisation/index.js';
import { Comparator, TargetUnit, type Target } from '../../schema/plan/index.js';
import { reportContent, reportRanges, type ReportFrame } from '../../schema/reports/index.js';
import { indicators457 } from '../support/plan-indicators.js';

const target = {
  code: 'II.1.9-RESOLVED',
  indicatorCode: 'FULL_PROCESS_OF_RESOLVED',
  comparator: Comparator.AtLeast,
  targetValue: 70,
  valueUnit: TargetUnit.Percent,
  from: null,
  until: null,
  appliesTo: [UnitKind.Department, UnitKind.Commune],
  unitCodes: [],
  validFrom: '2025-08-20',
  validTo: null,
  quote: 'phấn đấu đạt tối thiểu 70%',
  clause: { id: 'clause-1' },
} as unknown as Target;
const strict = {
  ...target,
  code: 'II.1.9-ELIGIBLE',
  indicatorCode: 'FULL_PROCESS_OF_ELIGIBLE',
  comparator: Comparator.GreaterThan,
  targetValue: 95,
  appliesTo: [UnitKind.Department],
} as unknown as Target;

const frame: ReportFrame = {
  ranges: reportRanges(periodOf('2025-12', PeriodScheme.Nd09)),
  indicators: indicators457.ofDossiers(parseCivilDate('2025-12-14')),
  targets: [target, strict],
  clauseCodes: new Map([['clause-1', 'II.1.9']]),
  dataVersion: 7,
  synthetic: true,
};
const nothing: CoveredCounts = { counts: NO_DOSSIERS, coverage: { reported: 0, expected: 1 } };
const commune = {
  code: '18073',
  name: 'Phường Thành Sen',
  kind: UnitKind.Commune,
  counts: compared(nothing),
  trend: [],
  deadlines: { met: 1, missed: 0, open: 0 },
  ready: {},
};

function compared(current: CoveredCounts, before: CoveredCounts = nothing) {
  return { current, before, lastYear: nothing, yearToDate: current };
}

function resolved(count: number, fullProcess: number) {
  const counts = { ...NO_DOSSIERS, receivedOnline: count, resolvedOnTime: count, fullProcess, eligible: count };
  return { counts, coverage: { reported: 1, expected: 1 } };
}

function indicatorOf(content: ReturnType<typeof reportContent>, code: string) {
  return content.indicators.find((indicator) => indicator.code === code);
}

describe('reportContent', () => {
  it('names scope and period with both days included, and the period before', () => {
    expect(reportContent(frame, commune)).toMatchObject({
      scope: { code: '18073', name: 'Phường Thành Sen' },
      period: { id: '2025-12', name: 'Tháng 12/2025', from: '2025-11-15', lastDay: '2025-12-14' },
      previous: { period: { id: '2025-11', lastDay: '2025-11-14' } },
      dataVersion: 7,
      synthetic: true,
      deadlines: { met: 1, missed: 0, open: 0 },
    });
  });

  it('keeps nothing apart from zero: no dossiers at all, none resolved', () => {
    const none = reportContent(frame, commune);
    expect(indicatorOf(none, 'FULL_PROCESS_OF_RESOLVED')).toMatchObject({
      numerator: null,
      percent: null,
      status: TargetStatus.NoData,
      target: '≥ 70 %',
    });
    const unresolved = { ...resolved(0, 0), counts: { ...NO_DOSSIERS, receivedOnline: 3, inProgress: 3 } };
    const open = reportContent(frame, { ...commune, counts: compared(unresolved) });
    expect(indicatorOf(open, 'FULL_PROCESS_OF_RESOLVED')).toMatchObject({
      numerator: 0,
      denominator: 0,
      percent: null,
      status: TargetStatus.NotApplicable,
    });
    expect([none.targets, open.targets]).toEqual([
      { met: 0, missed: 0, undecided: 1 },
      { met: 0, missed: 0, undecided: 1 },
    ]);
  });

  it('compares with the targets of the unit’s kind and with the period before', () => {
    const content = reportContent(frame, { ...commune, counts: compared(resolved(100, 70), resolved(3, 2)) });
    expect(indicatorOf(content, 'FULL_PROCESS_OF_RESOLVED')).toEqual({
      code: 'FULL_PROCESS_OF_RESOLVED',
      name: expect.any(String),
      numerator: 70,
      denominator: 100,
      percent: '70,00 %',
      previousPercent: '66,66 %',
      lastYearPercent: null,
      yearToDatePercent: '70,00 %',
      status: TargetStatus.Met,
      target: '≥ 70 %',
      clause: 'II.1.9',
      quote: 'phấn đấu đạt tối thiểu 70%',
      gapToTarget: 0,
    });
    expect(indicatorOf(content, 'FULL_PROCESS_OF_ELIGIBLE')).toMatchObject({ target: null, clause: null, quote: null });
    expect(content.targets).toEqual({ met: 1, missed: 0, undecided: 0 });
  });

  it('binds the province by every target', () => {
    const content = reportContent(frame, { ...commune, kind: null, counts: compared(resolved(100, 95)) });
    expect(indicatorOf(content, 'FULL_PROCESS_OF_ELIGIBLE')).toMatchObject({
      target: '> 95 %',
      status: TargetStatus.NotMet,
      gapToTarget: 1,
    });
    expect(content.targets).toEqual({ met: 1, missed: 1, undecided: 0 });
  });
});
