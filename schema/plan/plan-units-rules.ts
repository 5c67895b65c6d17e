import type { PlanData } from './plan-data.js';
import type { Assignment } from './task.js';

/** A unit code and the entry of the plan's data that names it. */
export interface UnitMention {
  readonly unit: string;
  /** Code of the target, task, duty or deadline. */
  readonly entry: string;
}

/** Every unit code that the data of a plan names, with the entry that does, in the order of the data. */
export function unitMentions({ targets, tasks, duties, deadlines }: PlanData): UnitMention[] {
  const of = (entry: string, codes: readonly string[]) => codes.map((unit) => ({ unit, entry }));
  const named = (assignment: Assignment | null) => assignment?.units ?? [];
  return [
    ...targets.flatMap((target) => of(target.code, target.units)),
    ...tasks.flatMap((task) => of(task.code, [...named(task.lead), ...task.cooperating.units])),
    ...duties.flatMap((duty) =>
      of(duty.code, [
        ...duty.responsible.units,
        ...duty.except.map(({ unit }) => unit),
        ...duty.recipients,
        ...duty.cooperating.units,
      ]),
    ),
    ...deadlines.flatMap((deadline) =>
      of(deadline.code, [...deadline.responsible.units, ...deadline.except.map(({ unit }) => unit)]),
    ),
  ];
}
