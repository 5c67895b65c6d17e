import { civilDateAt, type CivilDate, type DayRange } from '../../base/index.js';
import { isLate } from '../../plan/index.js';
import type { ReportedDeadline, ReportedDeadlines } from '../report-content.js';

/** A deadline that concerns a period: due in it, or before it and not done when it began. */
export interface DeadlineFact {
  readonly unitId: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly title: string;
  readonly clause: string;
  readonly dueOn: CivilDate;
  readonly dueAt: Date;
  /** Null while it was open at the instant of compiling. */
  readonly fulfilledAt: Date | null;
}

/** No deadlines. */
export const NO_DEADLINES: ReportedDeadlines = { met: 0, missed: 0, open: 0 };

/** Lines of the province's list; what is left out is counted. */
const MOST_LISTED = 300;

/** How the deadlines of a unit stand: those due in the period, and what is open by its end. */
export function countDeadlines(facts: readonly DeadlineFact[], { from }: DayRange): ReportedDeadlines {
  const due = facts.filter(({ dueOn }) => dueOn >= from);
  const met = due.filter((fact) => outcomeOf(fact) === 'MET').length;
  const open = facts.filter(({ fulfilledAt }) => fulfilledAt === null).length;
  return { met, missed: due.length - met, open };
}

/** The deadlines of a unit as its report lists them, in the order given. */
export function listDeadlines(facts: readonly DeadlineFact[]): ReportedDeadline[] {
  return facts.map((fact) => lineOf(fact, null));
}

/** What all units missed or have open, in the order given; the rest as a number. */
export function listMissed(facts: readonly DeadlineFact[]): {
  readonly deadlineList: ReportedDeadline[];
  readonly deadlinesLeftOut: number;
} {
  const missed = facts.filter((fact) => outcomeOf(fact) !== 'MET');
  const listed = missed.slice(0, MOST_LISTED);
  return {
    deadlineList: listed.map((fact) => lineOf(fact, { code: fact.unitCode, name: fact.unitName })),
    deadlinesLeftOut: missed.length - listed.length,
  };
}

function lineOf(fact: DeadlineFact, unit: ReportedDeadline['unit']): ReportedDeadline {
  const { title, clause, dueOn, fulfilledAt } = fact;
  return { title, clause, unit, dueOn, doneOn: fulfilledAt && civilDateAt(fulfilledAt), outcome: outcomeOf(fact) };
}

function outcomeOf({ fulfilledAt, dueAt }: DeadlineFact): ReportedDeadline['outcome'] {
  if (fulfilledAt === null) return 'OPEN';
  return isLate(fulfilledAt, dueAt) ? 'LATE' : 'MET';
}
