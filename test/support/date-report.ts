import 'reflect-metadata';
import {
  addDays,
  civilDateAt,
  formatVietnameseInstant,
  instantAt,
  parseCivilDate,
  type CivilDate,
} from '../../schema/base/index.js';
import {
  addWorkingDays,
  bucketOf,
  bucketsOf,
  explainDay,
  isWorkingDay,
  lastWorkingDayBefore,
  PeriodKind,
  periodContaining,
  PeriodScheme,
  PeriodType,
  readCalendarDays,
  workingCalendarOf,
  workingDaysBetween,
} from '../../schema/calendar/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import {
  DatePrecision,
  DeadlineKind,
  deadlineStatus,
  dueDayOfPeriod,
  dueDayOfSpan,
  dueInstantOf,
  duePreview,
  DutyKind,
  spanOf,
  statusDay,
  workingDaysLeft,
  type DueRule,
} from '../../schema/plan/index.js';
import { dueInWords, renderDigest, rungFor } from '../../schema/reminders/index.js';

/**
 * Prints, a line a day, what every rule about dates says of 2025–2027: instants, periods, buckets, working days, due
 * days, statuses, rungs and the digest. A program of its own, run under different time zones.
 */
const days = readCalendarDays();
const calendar = workingCalendarOf(days);
const listed = new Map(days.map((facts) => [facts.day, facts]));
const rules: readonly DueRule[] = [
  { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 2 },
  { kind: 'LAST_WORKING_DAY_OF_PERIOD' },
  { kind: 'DAY_OF_LAST_MONTH', day: 25, roll: 'NONE' },
  { kind: 'DAY_OF_LAST_MONTH', day: 25, roll: 'NEXT_WORKING_DAY' },
];

/** A deadline seen around midnight of its due day: how it stands, done at the last or at the first instant after. */
const AROUND = [-4, -1, 0, 1, 8] as const;

for (let day = parseCivilDate('2025-01-01'); day < '2028-01-01'; day = addDays(day, 1)) {
  console.log(JSON.stringify([day, instants(day), periods(day), workingDays(day), dueDays(day), work(day)]));
}

function instants(day: CivilDate): unknown {
  return [instantAt(day, 0), instantAt(day, 6, 59), instantAt(day, 23, 59), dueInstantOf(day)].map((instant) => [
    civilDateAt(instant),
    formatVietnameseInstant(instant),
    instant,
  ]);
}

function periods(day: CivilDate): unknown {
  return Object.values(PeriodScheme).flatMap((scheme) =>
    Object.values(PeriodKind).map((kind) => {
      const period = periodContaining(day, kind, scheme);
      return [new PeriodType(period), bucketsOf(period).length, bucketOf(day)];
    }),
  );
}

function workingDays(day: CivilDate): unknown {
  const { reason } = explainDay(day, listed.get(day) ?? null);
  return [
    isWorkingDay(day, calendar),
    reason,
    addWorkingDays(day, 2, calendar),
    addWorkingDays(day, -2, calendar),
    lastWorkingDayBefore(day, calendar),
    workingDaysBetween(day, addDays(day, 30), calendar),
  ];
}

function dueDays(day: CivilDate): unknown {
  const spanEnd = spanOf(DatePrecision.Month, day.slice(0, 7)).to;
  const duty = { kind: DutyKind.Report, cycle: PeriodKind.Month, scheme: PeriodScheme.Nd09, firstPeriodOn: day };
  return rules.map((dueRule) => [
    dueDayOfPeriod(dueRule, periodContaining(day, PeriodKind.Quarter, PeriodScheme.Nd09), calendar),
    duePreview({ ...duty, dueRule }, day, addDays(day, 31), calendar).map(({ dueOn, warning }) => [dueOn, warning]),
    dueDayOfSpan({ spanEnd, rollToWorkingDay: dueRule.kind === 'LAST_WORKING_DAY_OF_PERIOD' }, calendar),
  ]);
}

function work(dueOn: CivilDate): unknown {
  const dueAt = dueInstantOf(dueOn);
  const lastInstant = new Date(dueAt.getTime() - 1);
  const seen = AROUND.map((distance) => {
    const day = addDays(dueOn, distance);
    return [
      ...[null, lastInstant, dueAt].map((fulfilledAt) =>
        deadlineStatus({ dueOn, dueAt, fulfilledAt, withdrawnAt: null }, statusDay(day, calendar)),
      ),
      workingDaysLeft(dueOn, day, calendar),
      dueInWords(dueOn, day, calendar),
      rungFor({ dueOn, day, calendar })?.code ?? null,
    ];
  });
  return [seen, digest(dueOn)];
}

function digest(dueOn: CivilDate): unknown {
  const { subject, text } = renderDigest({
    unitName: 'Xã Thạch Hà',
    postKind: PostKind.FocalPoint,
    day: addDays(dueOn, -3),
    calendar,
    publicUrl: 'https://kh457.example.vn',
    synthetic: false,
    items: [
      {
        deadlineId: '0198c000-0000-7000-8000-000000000001',
        title: 'Báo cáo',
        kind: DeadlineKind.Report,
        planNumber: '457/KH-UBND',
        clauseCode: 'IV.9.e',
        quote: 'Định kỳ hằng tháng',
        dueOn,
        rungLabel: 'Nhắc việc',
        answerToken: null,
      },
    ],
  });
  return [subject, text];
}
