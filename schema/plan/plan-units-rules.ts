import type { PlanData, PlanEntryLists } from './plan-data.js';

/** A unit code and the entry of the plan's data that names it. */
export interface UnitMention {
  readonly unit: string;
  /** Code of the target, task, duty or deadline. */
  readonly entry: string;
}

/** Every unit code that the data of a plan names, with the entry that does, in the order of the data. */
export function unitMentions({ amendments, ...issued }: PlanData): UnitMention[] {
  const lists = [issued, ...amendments.flatMap(({ changed, added }) => [changed, added])];
  return lists.flatMap(mentionsIn);
}

function mentionsIn({ targets, tasks, duties, deadlines }: PlanEntryLists): UnitMention[] {
  return [
    ...targets.flatMap((target) => mentions(target.code, target.units)),
    ...tasks.flatMap((task) =>
      mentions(task.code, [
        ...(task.lead?.units ?? []),
        ...task.cooperating.units,
        ...task.except.map(({ unit }) => unit),
      ]),
    ),
    ...duties.flatMap((duty) =>
      mentions(duty.code, [
        ...duty.responsible.units,
        ...duty.except.map(({ unit }) => unit),
        ...duty.recipients,
        ...duty.cooperating.units,
      ]),
    ),
    ...deadlines.flatMap((deadline) =>
      mentions(deadline.code, [...deadline.responsible.units, ...deadline.except.map(({ unit }) => unit)]),
    ),
  ];
}

function mentions(entry: string, units: readonly string[]): UnitMention[] {
  return units.map((unit) => ({ unit, entry }));
}
