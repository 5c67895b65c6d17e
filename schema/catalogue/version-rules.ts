import { PlanError, type CivilDate } from '../base/index.js';

/** A half-open span of days; null is open. */
export interface Span {
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
}

/** Whether a span holds a day. */
export function holds({ validFrom, validTo }: Span, day: CivilDate): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo);
}

/** The version of a day; of a day before the first the first, after the last the last. Versions earliest first. */
export function nearestVersion<T extends Span>(versions: readonly T[], day: CivilDate): T | undefined {
  if (versions.length < 2) return versions[0]; // almost all: an import asks this for every row
  return versions.findLast(({ validFrom }) => validFrom === null || validFrom <= day) ?? versions[0];
}

/** What a change from a day on does to the versions: splits the one of that day, or overwrites it. */
export type VersionChange<T extends Span> =
  | { readonly kind: 'SPLIT'; readonly before: T; readonly after: Span }
  | { readonly kind: 'OVERWRITE'; readonly before: T; readonly after: Span };

/**
 * How facts that hold from a day on enter the versions of a procedure: the version of that day ends there and a new one
 * runs to where it would have ended; where one begins on that very day it is overwritten.
 *
 * What has been in force stays as it was: a day before `today`, and overwriting, are corrections that must be wanted.
 * @throws PlanError CONFLICT when a correction is not wanted, NOT_FOUND when there is no version on that day.
 */
export function planVersionChange<T extends Span>(
  versions: readonly T[],
  from: CivilDate,
  today: CivilDate,
  correct: boolean,
): VersionChange<T> {
  const before = versions.find((version) => holds(version, from));
  if (!before) {
    throw new PlanError('NOT_FOUND', `Thủ tục không có dữ kiện vào ngày ${from}.`, { field: 'from' });
  }
  const after = { validFrom: from, validTo: before.validTo };
  const overwrites = before.validFrom === from;
  if (!correct && (overwrites || from < today)) {
    const problem = overwrites ? `đã có thay đổi từ đúng ngày ${from}` : `ngày ${from} đã qua`;
    throw new PlanError('CONFLICT', `Không ghi đè: ${problem}. Nếu đính chính dữ kiện cũ, đặt correct: true.`, {
      field: 'from',
    });
  }
  return { kind: overwrites ? 'OVERWRITE' : 'SPLIT', before, after };
}
