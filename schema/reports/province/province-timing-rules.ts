/** Why the province's report may be compiled. */
export type ProvinceDueReason = 'ALL_SENT' | 'LAST_DUE_PASSED' | 'NONE_OWED';

/** What one unit owes of a period; withdrawn obligations are left out before. */
export interface DueReport {
  /** Instant at which the due day is over. */
  readonly dueAt: Date;
  /** First sending; null when there was none. */
  readonly sentAt: Date | null;
}

/**
 * Why the province's report of a closed period is to be compiled at an instant; null while it is not: some unit has
 * not sent and may still do so in time. Nothing owed: at once.
 *
 * The plan names no day for it; what a province sends on, by day 25 of the period's last month (Nghị định 09/2019/NĐ-CP,
 * Điều 13), is later in any case.
 */
export function provinceReportDue(owed: readonly DueReport[], now: Date): ProvinceDueReason | null {
  if (owed.length === 0) return 'NONE_OWED';
  if (owed.every(({ sentAt }) => sentAt !== null && sentAt <= now)) return 'ALL_SENT';
  return owed.every(({ dueAt }) => dueAt <= now) ? 'LAST_DUE_PASSED' : null;
}
