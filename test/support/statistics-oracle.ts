import * as fc from 'fast-check';
import { addDays, fromEpochDay, parseCivilDate, toEpochDay, type DayRange } from '../../schema/base/index.js';
import { NO_DOSSIERS, type StatisticsCount, type StatisticsCounts } from '../../schema/dossiers/index.js';

const FIRST_DAY = toEpochDay(parseCivilDate('2024-11-01'));

/** Units of the random dossiers, and a last one that has none. */
export const unitCodes = ['18073', '18100', 'STP', 'SYT'];
/** Field of each procedure of the random dossiers. */
export const fieldOf: Readonly<Record<string, string>> = {
  '1.001193': 'Hộ tịch',
  '2.000815': 'Chứng thực',
  '1.000894': 'Hộ tịch',
};
/** Procedures of the random dossiers. */
export const procedureCodes = Object.keys(fieldOf);

/** What a dossier is counted by; column names of the table in camel case, units and procedures by code. */
export interface CountedDossier {
  readonly unit: string;
  readonly procedure: string;
  readonly channel: string;
  readonly status: number;
  readonly received: string;
  readonly due: string | null;
  readonly finished: string | null;
  readonly fullProcess: boolean;
  readonly eligible: boolean;
  readonly payable: boolean;
  readonly paidOnline: boolean;
  readonly electronicResult: boolean;
  readonly rating: string | null;
}

/** Any dossier around the years 2025 and 2026, in particular at the ends of buckets and on its appointment. */
const dossier: fc.Arbitrary<CountedDossier> = fc
  .record({
    unit: fc.constantFrom(...unitCodes.slice(0, 3)),
    procedure: fc.constantFrom(...procedureCodes),
    channel: fc.constantFrom('ONLINE', 'IN_PERSON', 'POSTAL'),
    status: fc.constantFrom(1, 2, 3, 4, 7, 9, 10),
    received: fc.integer({ min: 0, max: 450 }),
    limit: fc.option(fc.integer({ min: 0, max: 40 })),
    delay: fc.option(fc.oneof(fc.constant(0), fc.integer({ min: -20, max: 40 }))),
    flags: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    rating: fc.constantFrom(null, 'VERY_SATISFIED', 'SATISFIED', 'DISSATISFIED'),
  })
  .map(({ received, limit, delay, flags, ...rest }) => {
    const due = limit === null ? null : received + limit;
    const finished = delay === null ? null : Math.max(received, (due ?? received) + delay);
    const dayAt = (place: number | null) => (place === null ? null : fromEpochDay(FIRST_DAY + place));
    const [fullProcess = false, eligible = false, payable = false, paidOnline = false, electronicResult = false] =
      flags;
    return {
      ...rest,
      received: fromEpochDay(FIRST_DAY + received),
      due: dayAt(due),
      finished: dayAt(finished),
      fullProcess,
      eligible,
      payable,
      paidOnline,
      electronicResult,
    };
  });

/** Any range of one to some 500 days in and around the time of the dossiers; often one that cuts half-months. */
export const anyRange: fc.Arbitrary<DayRange> = fc
  .record({
    start: fc.integer({ min: -30, max: 520 }),
    days: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 500 })),
  })
  .map(({ start, days }) => ({ from: fromEpochDay(FIRST_DAY + start), to: fromEpochDay(FIRST_DAY + start + days) }));

/** The same dossiers every time. */
export function randomDossiers(count: number): CountedDossier[] {
  return fc.sample(dossier, { numRuns: count, seed: 457 });
}

/** The dossiers of every count of `[from, to)`, told one by one as form 06/VPCP/KSTT explains its columns. */
export function listByHand(
  all: readonly CountedDossier[],
  { from, to }: DayRange,
): Record<`${StatisticsCount}`, CountedDossier[]> {
  const known = all.filter(({ status }) => status !== 1 && status !== 3);
  const within = (day: string | null): boolean => day !== null && from <= day && day < to;
  const openBefore = (day: string) => known.filter((d) => d.received < day && (d.finished ?? '9999') >= day);
  const received = known.filter((d) => within(d.received));
  const resolved = known.filter((d) => within(d.finished));
  const open = openBefore(to);
  const lastDay = addDays(to, -1);
  const isLate = ({ due }: CountedDossier) => due !== null && due < lastDay;
  return {
    received,
    receivedOnline: received.filter(({ channel }) => channel === 'ONLINE'),
    receivedInPerson: received.filter(({ channel }) => channel === 'IN_PERSON'),
    receivedPostal: received.filter(({ channel }) => channel === 'POSTAL'),
    carriedOver: openBefore(from),
    resolved,
    resolvedEarly: resolved.filter(({ due, finished }) => due !== null && (finished ?? '') < due),
    resolvedOnTime: resolved.filter(({ due, finished }) => due === null || finished === due),
    resolvedLate: resolved.filter(({ due, finished }) => due !== null && (finished ?? '') > due),
    inProgress: open,
    inProgressOnTime: open.filter((d) => !isLate(d)),
    inProgressLate: open.filter(isLate),
    fullProcess: resolved.filter((d) => d.fullProcess),
    eligible: resolved.filter((d) => d.eligible),
    electronicResult: resolved.filter((d) => d.electronicResult),
    payable: resolved.filter((d) => d.payable),
    paidOnline: resolved.filter((d) => d.payable && d.paidOnline),
    rated: resolved.filter(({ rating }) => rating !== null),
    satisfied: resolved.filter(({ rating }) => rating === 'VERY_SATISFIED' || rating === 'SATISFIED'),
  };
}

/** The counts of `[from, to)`. */
export function countByHand(all: readonly CountedDossier[], range: DayRange): StatisticsCounts {
  const lists = listByHand(all, range);
  const names = Object.keys(NO_DOSSIERS) as (keyof StatisticsCounts)[];
  return Object.fromEntries(names.map((name) => [name, lists[name].length])) as unknown as StatisticsCounts;
}
