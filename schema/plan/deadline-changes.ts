import type { AuditChange } from '../audit/index.js';
import type { CivilDate } from '../base/index.js';

/** Who has deadlines follow, and why; no reason: it is the plan or the calendar themselves. */
export interface DeadlineAct {
  readonly actor: string;
  readonly reason: string | null;
}

/** A deadline whose due day changed while it was open. */
export interface DeadlineMove {
  readonly deadlineId: string;
  readonly unitId: string;
  readonly title: string;
  /** Due day as it was. */
  readonly dueOnBefore: CivilDate;
  readonly dueOn: CivilDate;
}

/** A deadline that its unit need not meet any more, or has to meet again. */
export interface DeadlineWithdrawal {
  readonly deadlineId: string;
  readonly unitId: string;
  readonly title: string;
  readonly dueOn: CivilDate;
  /** Why it was withdrawn, in Vietnamese. */
  readonly reason: string;
}

/** What became of open deadlines when plan, units or calendar changed. */
export interface DeadlineChanges {
  /** Nearest new due day first. */
  readonly moved: readonly DeadlineMove[];
  /** Nearest due day first, as the other. */
  readonly withdrawn: readonly DeadlineWithdrawal[];
  /** Withdrawn ones that are owed again. */
  readonly reopened: readonly DeadlineWithdrawal[];
}

/** Nothing changed. */
export const NO_DEADLINE_CHANGES: DeadlineChanges = { moved: [], withdrawn: [], reopened: [] };

/** Ids of everything that changed, each once: waiting mails about these are not true any more. */
export function changedDeadlineIds({ moved, withdrawn, reopened }: DeadlineChanges): string[] {
  return [...new Set([...moved, ...withdrawn, ...reopened].map(({ deadlineId }) => deadlineId))];
}

/** The changes as the audit keeps them, one entry each. */
export function auditedDeadlineChanges(
  { moved, withdrawn, reopened }: DeadlineChanges,
  { actor, reason }: DeadlineAct,
): AuditChange[] {
  const entry = (action: string, deadlineId: string) => ({
    actor,
    action,
    subjectType: 'Deadline',
    subjectId: deadlineId,
    reason,
  });
  return [
    ...withdrawn.map((one) => ({
      ...entry('DEADLINE_WITHDRAWN', one.deadlineId),
      before: { withdrawnReason: null },
      after: { withdrawnReason: one.reason },
    })),
    ...reopened.map((one) => ({
      ...entry('DEADLINE_REOPENED', one.deadlineId),
      before: { withdrawnReason: one.reason },
      after: { withdrawnReason: null },
    })),
    ...moved.map(({ deadlineId, dueOnBefore, dueOn }) => ({
      ...entry('DEADLINE_MOVED', deadlineId),
      before: { dueOn: dueOnBefore },
      after: { dueOn },
    })),
  ];
}
