import { addDays, formatVietnameseDate, type CivilDate } from '../base/index.js';
import { periodOf } from '../calendar/index.js';
import { boundUnits, type BindableUnit, type DatedRule, type RecurringDuty } from './deadline-rules.js';
import { isInForce, type VersionSpan } from './version-rules.js';

/** What of a version of a duty or dated rule decides whom it asks. */
interface AskingVersion extends VersionSpan, Pick<RecurringDuty, 'responsible' | 'exceptUnits'> {
  readonly documentNumber: string;
}

/** A version of a duty. */
export type DutyVersion = AskingVersion & Pick<RecurringDuty, 'cycle' | 'scheme' | 'firstPeriodOn'>;

/** A version of a dated rule. */
export type DatedRuleVersion = AskingVersion & Pick<DatedRule, 'spanEnd'>;

/** What ended that a unit is asked for something. `since`: first day on which it is not; null when that is unknown. */
export type Release =
  | { readonly cause: 'ENDED'; readonly since: CivilDate | null }
  | { readonly cause: 'REWORDED'; readonly since: CivilDate | null; readonly documentNumber: string }
  | { readonly cause: 'UNIT'; readonly since: CivilDate | null };

/** A document that sets or amends a plan. */
export interface PlanDocument {
  readonly number: string;
  readonly issuedOn: CivilDate;
  readonly effectiveOn: CivilDate;
}

/**
 * What released a unit from a period of a duty, judged by the version of the period's last day.
 * @returns null while the duty asks it of the unit, or has not begun yet.
 */
export function releaseFromDuty(
  versions: readonly DutyVersion[],
  periodId: string,
  unit: BindableUnit,
): Release | null {
  return releaseOf(versions, unit, {
    rangeUnder: ({ scheme }) => periodOf(periodId, scheme),
    dayUnder: ({ scheme }) => addDays(periodOf(periodId, scheme).to, -1),
    asks: ({ scheme, cycle, firstPeriodOn }) => {
      const { kind, to } = periodOf(periodId, scheme);
      return kind === cycle && to > firstPeriodOn;
    },
  });
}

/**
 * What released a unit from a dated rule, judged by the version of `day`.
 * @returns null while the rule asks it of the unit, or has not begun yet.
 */
export function releaseFromDatedRule(
  versions: readonly DatedRuleVersion[],
  day: CivilDate,
  unit: BindableUnit,
): Release | null {
  return releaseOf(versions, unit, {
    rangeUnder: ({ spanEnd }) => ({ to: spanEnd }),
    dayUnder: () => day,
    asks: () => true,
  });
}

/**
 * Whether an unfulfilled deadline is withdrawn. What was overdue when its unit was released stays owed: only a release
 * that takes effect on or before the due day withdraws. A release of unknown day counts from the day it is noticed.
 */
export function isWithdrawnBy(
  release: Release | null,
  { dueOn, isWithdrawn }: { readonly dueOn: CivilDate; readonly isWithdrawn: boolean },
  day: CivilDate,
): boolean {
  if (release === null) return false;
  return release.since === null ? isWithdrawn || dueOn >= day : release.since <= dueOn;
}

/** A release in Vietnamese words: the document with its number and days, or what became of the unit. */
export function releaseInWords(release: Release, documents: readonly PlanDocument[]): string {
  const { cause, since } = release;
  const from = since === null ? '' : ` từ ngày ${formatVietnameseDate(since)}`;
  if (cause === 'UNIT') {
    return since === null ? 'Đơn vị chưa hoạt động vào kỳ này' : `Đơn vị chấm dứt hoạt động${from}`;
  }
  const authors = documents.filter(({ number, effectiveOn }) =>
    cause === 'REWORDED' ? number === release.documentNumber : effectiveOn === since,
  );
  const names = authors.map(({ number, issuedOn }) => `${number} ngày ${formatVietnameseDate(issuedOn)}`);
  const by = names.length === 0 ? '' : ` theo ${names.join(', ')}`;
  return cause === 'ENDED' ? `Chấm dứt${from}${by}` : `Đơn vị không còn thuộc diện phải làm${from}${by}`;
}

/** How the versions of one entry speak of one thing owed. */
interface Reading<T> {
  rangeUnder(version: T): { readonly to: CivilDate };
  /** Day of which the version governs. */
  dayUnder(version: T): CivilDate;
  asks(version: T): boolean;
}

function releaseOf<T extends AskingVersion>(
  versions: readonly T[],
  unit: BindableUnit,
  reading: Reading<T>,
): Release | null {
  const known = versions
    .filter((version) => version.validFrom <= reading.dayUnder(version))
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const last = known.at(-1);
  if (!last) return null;
  const releases = [documentRelease(known, last, unit, reading), unitRelease(unit, reading.rangeUnder(last))];
  return releases.reduce((first, other) => earlier(first, other));
}

/** By the documents alone, as if the unit had always existed; `known` earliest first, ending with `last`. */
function documentRelease<T extends AskingVersion>(
  known: readonly T[],
  last: T,
  unit: BindableUnit,
  reading: Reading<T>,
): Release | null {
  const everlasting = { ...unit, validFrom: null, validTo: null };
  const names = (version: T) =>
    reading.asks(version) &&
    boundUnits(version.responsible, version.exceptUnits, [everlasting], reading.rangeUnder(version)).length > 0;
  const namedAt = known.findLastIndex(names);
  const silent = known[namedAt + 1];
  // Later rewordings and the end itself change nothing for a unit that was released before.
  if (silent) {
    return { cause: 'REWORDED', since: namedAt < 0 ? null : silent.validFrom, documentNumber: silent.documentNumber };
  }
  return isInForce(last, reading.dayUnder(last)) ? null : { cause: 'ENDED', since: last.validTo };
}

function unitRelease({ validFrom, validTo }: BindableUnit, { to }: { readonly to: CivilDate }): Release | null {
  if (validTo !== null && validTo < to) return { cause: 'UNIT', since: validTo };
  return validFrom !== null && validFrom >= to ? { cause: 'UNIT', since: null } : null;
}

function earlier(a: Release | null, b: Release | null): Release | null {
  if (a === null || b === null) return a ?? b;
  if (a.since === null || b.since === null) return a.since === null ? b : a;
  return b.since < a.since ? b : a;
}
