/** Flows of a range and what is open at its two ends: the columns of form 06/VPCP/KSTT and the plan's own counts. */
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
