import { parseCivilDate, type CivilDate } from '../../schema/base/index.js';
import { readProcedures } from '../../schema/catalogue/index.js';
import type { StatisticsCounts } from '../../schema/dossiers/index.js';
import { formatPercent, TargetStatus } from '../../schema/indicators/index.js';
import { readUnits, UnitKind } from '../../schema/organisation/index.js';
import type { ReportContent, ReportedIndicator, ReportedPeriod, ReportedTarget } from '../../schema/reports/index.js';

/** The day of a text. */
export const day = (text: string): CivilDate => parseCivilDate(text);
/** Every unit of the province. */
export const units = readUnits();
/** Units that owe reports. */
export const owing = units.filter(({ kind }) => kind !== UnitKind.Agency).slice(0, 88);
/** Code and name of a unit. */
export const unitNamed = (code: string) => ({ code, name: units.find((unit) => unit.code === code)?.name ?? code });

/** Numbers that never come twice, so that a cell that shows one shows the right one. */
class Numbers {
  private next: number;

  constructor(first: number) {
    this.next = first;
  }

  one(): number {
    this.next += 7;
    return this.next;
  }
}

/** A period as a report prints it. */
export const period = (id: string, name: string, from: string, lastDay: string): ReportedPeriod => ({
  id,
  name,
  from: day(from),
  lastDay: day(lastDay),
});

/** The period of the reports. */
export const december = period('2025-12', 'Tháng 12/2025', '2025-11-15', '2025-12-14');

const COUNTS: readonly (keyof StatisticsCounts)[] = [
  'receivedOnline',
  'receivedInPerson',
  'receivedPostal',
  'carriedOver',
  'resolvedEarly',
  'resolvedOnTime',
  'resolvedLate',
  'inProgressLate',
  'fullProcess',
  'eligible',
  'electronicResult',
  'payable',
  'paidOnline',
  'rated',
  'satisfied',
];

/** Counts that keep the identities of form 06. */
function statistics(numbers: Numbers): StatisticsCounts {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, numbers.one()])) as unknown as StatisticsCounts;
  const { receivedOnline, receivedInPerson, receivedPostal, resolvedEarly, resolvedOnTime, resolvedLate } = counts;
  const inProgress = 4 * numbers.one();
  const received = receivedOnline + receivedInPerson + receivedPostal;
  const carriedOver = Math.max(0, resolvedEarly + resolvedOnTime + resolvedLate + inProgress - received);
  return { ...counts, carriedOver, inProgress };
}

function indicator(code: string, name: string, target: string | null, numbers: Numbers): ReportedIndicator {
  const [numerator, denominator] = [numbers.one(), 2 * numbers.one()];
  const share = () => formatPercent(numbers.one(), 3 * numbers.one());
  return {
    code,
    name,
    numerator,
    denominator,
    percent: formatPercent(numerator, denominator),
    previousPercent: share(),
    lastYearPercent: null,
    yearToDatePercent: share(),
    rank: { place: 12, of: 69 },
    status: target === null ? TargetStatus.NotApplicable : TargetStatus.NotMet,
    target,
    clause: target === null ? null : 'II.1.9',
    quote: target === null ? null : 'phấn đấu đạt tối thiểu 70% hồ sơ được xử lý trực tuyến toàn trình',
    gapToTarget: target === null ? null : numbers.one(),
  };
}

const INDICATORS = [
  ['FULL_PROCESS_OF_RESOLVED', 'Tỷ lệ hồ sơ trực tuyến toàn trình trên tổng hồ sơ giải quyết', '≥ 70 %'],
  ['FULL_PROCESS_OF_ELIGIBLE', 'Tỷ lệ hồ sơ trực tuyến toàn trình trên hồ sơ của TTHC đủ điều kiện', '> 95 %'],
  ['ONLINE_PAYMENT', 'Tỷ lệ giao dịch thanh toán trực tuyến', '≥ 70 %'],
  ['SATISFACTION', 'Tỷ lệ người dân, doanh nghiệp hài lòng', '≥ 95 %'],
  ['RESOLVED_IN_TIME', 'Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn', null],
  ['ELECTRONIC_RESULT', 'Tỷ lệ hồ sơ có kết quả điện tử', null],
] as const;

function targetValues(numbers: Numbers): ReportedTarget[] {
  const share = () => formatPercent(numbers.one(), 4 * numbers.one());
  const common = { coverage: { reported: 1, expected: 1 }, gapToTarget: null, indicator: null };
  const measured = (): Pick<ReportedTarget, 'numerator' | 'denominator' | 'percent' | 'previousPercent'> => {
    const [numerator, denominator] = [numbers.one(), 2 * numbers.one()];
    return { numerator, denominator, percent: formatPercent(numerator, denominator), previousPercent: share() };
  };
  const compared = { lastYearPercent: share(), yearToDatePercent: share() };
  const nothing = { numerator: null, denominator: null, percent: null, previousPercent: null };
  return [
    {
      ...common,
      ...measured(),
      ...compared,
      code: 'II.1.9-70',
      clause: 'II.1.9',
      quote: 'phấn đấu đạt tối thiểu 70%',
      indicator: 'Tỷ lệ hồ sơ trực tuyến toàn trình trên tổng hồ sơ giải quyết',
      target: '≥ 70 %',
      status: TargetStatus.NotMet,
      gapToTarget: 19,
    },
    {
      ...common,
      ...measured(),
      lastYearPercent: null,
      yearToDatePercent: null,
      code: 'II.1.13',
      clause: 'II.1.13',
      quote: '100% cán bộ, công chức, viên chức, người lao động kích hoạt, sử dụng tài khoản VNeID mức 2',
      target: '= 100 %',
      status: TargetStatus.Met,
      coverage: { reported: 61, expected: 69 },
    },
    {
      ...common,
      ...nothing,
      lastYearPercent: null,
      yearToDatePercent: null,
      code: 'IV.7.c',
      clause: 'IV.7.c',
      quote: 'đạt tỷ lệ tối thiểu 60% theo chỉ tiêu đề ra tại Kế hoạch số 231/KH-UBND ngày 10/5/2025',
      target: '≥ 60 %',
      status: TargetStatus.NoData,
    },
  ];
}

function procedures(numbers: Numbers): ReportContent['procedures'] {
  const all = readProcedures()
    .slice(0, 8)
    .map(({ code, name }) => {
      const [fullProcess, resolved] = [numbers.one(), 2 * numbers.one()];
      return { code, name, resolved, fullProcess, percent: formatPercent(fullProcess, resolved) };
    });
  return { best: all.slice(0, 5), worst: all.slice(5) };
}

function tasks(numbers: Numbers, byUnits: boolean): ReportContent['tasks'] {
  const progress = [
    ['II.3.b', 'Tuyên truyền về dịch vụ công trực tuyến', 'DONE', 'Hoàn thành', 100],
    [
      'IV.9.b',
      'Niêm yết, công khai thủ tục hành chính và hướng dẫn nộp trực tuyến',
      'IN_PROGRESS',
      'Đang thực hiện',
      65,
    ],
    ['IV.9.d', 'Kiện toàn tổ công nghệ số cộng đồng', 'NOT_STARTED', 'Chưa thực hiện', null],
  ] as const;
  return progress.map(([clause, name, status, statusName, percent]) => ({
    code: clause,
    clause,
    name,
    status,
    statusName,
    percent,
    note: percent === 65 ? '=HYPERLINK("http://x") còn 03 thôn chưa niêm yết <b>đầy đủ</b> & kịp thời' : null,
    recordedOn: percent === null ? null : day('2025-12-10'),
    ...(byUnits ? { units: { done: numbers.one(), leading: numbers.one() } } : {}),
  }));
}

/** Figures with every member, each number another. */
export function content(scope: { code: string; name: string }, scale: number, isProvince: boolean): ReportContent {
  const numbers = new Numbers(scale);
  const previous = period('2025-11', 'Tháng 11/2025', '2025-10-15', '2025-11-14');
  return {
    scope,
    period: december,
    dataVersion: 7,
    synthetic: true,
    statistics: statistics(numbers),
    previous: { period: previous, statistics: statistics(numbers) },
    lastYear: {
      period: period('2024-12', 'Tháng 12/2024', '2024-11-15', '2024-12-14'),
      statistics: statistics(numbers),
    },
    yearToDate: { period: period('2025', 'Năm 2025', '2024-12-15', '2025-12-14'), statistics: statistics(numbers) },
    indicators: INDICATORS.map(([code, name, target]) => indicator(code, name, target, numbers)),
    targets: { met: 1, missed: 2, undecided: 1 },
    targetValues: targetValues(numbers),
    tasks: tasks(numbers, isProvince),
    deadlines: { met: 3, missed: 1, open: 2 },
    deadlineList: [
      {
        title: 'Báo cáo Tháng 11/2025',
        clause: 'IV.9.e',
        unit: isProvince ? unitNamed('18562') : null,
        dueOn: day('2025-11-18'),
        doneOn: day('2025-11-17'),
        outcome: 'MET',
      },
      {
        title: 'Ban hành kế hoạch triển khai của đơn vị',
        clause: 'IV.9.a',
        unit: isProvince ? unitNamed('SKHCN') : null,
        dueOn: day('2025-12-01'),
        doneOn: null,
        outcome: 'OPEN',
      },
    ],
    deadlinesLeftOut: isProvince ? 17 : 0,
    processingTime: {
      compared: numbers.one(),
      withoutLimit: numbers.one(),
      limitHours: 3 * numbers.one(),
      usedHours: numbers.one(),
      savedHours: 2 * numbers.one(),
      percent: '66,66 %',
      previousPercent: '-3,20 %',
      lastYearPercent: null,
      channels: ['ONLINE', 'IN_PERSON', 'POSTAL'].map((channel, index) => ({
        channel,
        resolved: numbers.one(),
        medianDays: isProvince ? null : 2 + index / 2,
      })),
    },
    merged: isProvince ? [] : [{ code: '18571', name: 'Xã Thạch Kênh', on: day('2025-12-01') }],
    notRestated: ['Hồ sơ của đơn vị đã chia không tách được nên giữ ở nơi đã báo cáo.'],
    warnings: [
      { rule: 'RESULT_BEFORE_RECEIPT', message: 'Ngày trả kết quả trước ngày tiếp nhận', dossiers: numbers.one() },
    ],
    procedures: procedures(numbers),
    trend: INDICATORS.slice(0, 2).map(([code]) => ({
      indicator: code,
      points: ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'].map((periodId, index) => ({
        periodId,
        numerator: index === 1 ? null : 500 + 40 * index,
        denominator: index === 1 ? null : 1000,
      })),
    })),
    ...(isProvince ? { unitValues: unitValues(numbers) } : {}),
  };
}

function unitValues(numbers: Numbers): ReportContent['unitValues'] {
  return INDICATORS.slice(0, 2).map(([code]) => ({
    indicator: code,
    units: owing.map((unit, index) => {
      const isSilent = index % 29 === 28;
      const denominator = isSilent ? 0 : 3 * numbers.one();
      const numerator = isSilent ? 0 : Math.floor(denominator * (0.35 + ((index * 37) % 60) / 100));
      return {
        code: unit.code,
        name: unit.name,
        kind: unit.kind,
        numerator,
        denominator,
        percent: isSilent ? null : formatPercent(numerator, denominator),
        status: isSilent ? TargetStatus.NotApplicable : numerator * 10 >= denominator * 7 ? 'MET' : 'NOT_MET',
        place: isSilent ? null : index + 1,
      };
    }),
  }));
}
