import { addDays, type CivilDate } from '../base/index.js';

/** The days on which one wording of the plan holds. */
export interface VersionSpan {
  /** First day. */
  readonly validFrom: CivilDate;
  /** First day on which it holds no more; null while nothing has replaced or ended it. */
  readonly validTo: CivilDate | null;
}

/** Whether a version holds on a day. */
export function isInForce({ validFrom, validTo }: VersionSpan, day: CivilDate): boolean {
  return validFrom <= day && (validTo === null || day < validTo);
}

/** The versions that hold on a day, in the order given: at most one of every code. */
export function inForceOn<T extends VersionSpan>(versions: readonly T[], day: CivilDate): T[] {
  return versions.filter((version) => isInForce(version, day));
}

/** The day on which a version is looked at today: today while it holds, else its first or its last day. */
export function dayWithin({ validFrom, validTo }: VersionSpan, today: CivilDate): CivilDate {
  if (today < validFrom) return validFrom;
  return validTo === null || today < validTo ? today : addDays(validTo, -1);
}
