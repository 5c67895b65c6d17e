import type { Deadline } from '../../schema/plan/index.js';
import { daysLate, timelinessOf, type Timeliness } from '../../schema/reports/index.js';

/** How what a unit owes stands at an instant, and how many days it is late; 0 when it is not. */
export function latenessOf(
  { dueOn, dueAt, fulfilledAt: firstSentAt }: Deadline,
  at: Date,
): { timeliness: Timeliness; daysLate: number } {
  const owed = { dueOn, dueAt, firstSentAt };
  return { timeliness: timelinessOf(owed, at), daysLate: daysLate(owed, at) };
}
