/**
 * Flows of a range and what is open at its two ends: the columns of form 06/VPCP/KSTT and the plan's own counts.
 * Every member is a number of dossiers, 0 or more. The plan's counts (`fullProcess` … `satisfied`) are taken over the
 * dossiers resolved in the range.
 */
export interface StatisticsCounts {
  readonly receivedOnline: number;
  readonly receivedInPerson: number;
  readonly receivedPostal: number;
  readonly carriedOver: number;
  readonly resolvedEarly: number;
  readonly resolvedOnTime: number;
  readonly resolvedLate: number;
  readonly inProgress: number;
  readonly inProgressLate: number;
  readonly fullProcess: number;
  readonly eligible: number;
  readonly electronicResult: number;
  readonly payable: number;
  readonly paidOnline: number;
  readonly rated: number;
  readonly satisfied: number;
}

/** Counts of a range in which nothing was open, received or resolved. */
export const NO_DOSSIERS: StatisticsCounts = {
  receivedOnline: 0,
  receivedInPerson: 0,
  receivedPostal: 0,
  carriedOver: 0,
  resolvedEarly: 0,
  resolvedOnTime: 0,
  resolvedLate: 0,
  inProgress: 0,
  inProgressLate: 0,
  fullProcess: 0,
  eligible: 0,
  electronicResult: 0,
  payable: 0,
  paidOnline: 0,
  rated: 0,
  satisfied: 0,
};

/** Dossiers received in the range, by any channel. */
export function receivedOf(counts: StatisticsCounts): number {
  return counts.receivedOnline + counts.receivedInPerson + counts.receivedPostal;
}

/** Dossiers resolved in the range; form 06, column 7. */
export function resolvedOf(counts: StatisticsCounts): number {
  return counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedLate;
}
