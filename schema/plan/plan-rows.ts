import type { RequiredEntityData } from '@mikro-orm/core';
import type { CivilDate } from '../base/index.js';
import type { Province } from '../organisation/index.js';
import type { Clause } from './clause.js';
import { spanOf } from './deadline-rules.js';
import type { DeadlineRule } from './deadline-rule.js';
import type { Duty, DueRule } from './duty.js';
import type { ClauseData, DeadlineData, DutyData, PlanData, TargetData, TaskData } from './plan-data.js';
import { inOrder, type EntryVersion } from './plan-versions-rules.js';
import type { Plan } from './plan.js';
import type { Target } from './target.js';
import type { Task } from './task.js';

/** What the rows of a plan refer to, as they stood on a day. */
export interface PlanReferences {
  readonly plan: Plan;
  clause(code: string, day: CivilDate): Clause;
  target(code: string, day: CivilDate): Target;
}

/** Row of the plan itself. */
export function planRow({ plan, amendments }: PlanData, province: Province, loadedBy: string) {
  const { number, title, issuedOn, effectiveOn, issuer, source } = plan;
  return {
    province,
    number,
    title,
    issuedOn,
    effectiveOn,
    issuer,
    source,
    preamble: [...plan.preamble],
    legalBases: [...plan.legalBases],
    corrections: [...plan.corrections],
    amendments: inOrder(amendments).map((amendment) => ({
      number: amendment.number,
      title: amendment.title,
      issuedOn: amendment.issuedOn,
      effectiveOn: amendment.effectiveOn,
    })),
    loadedBy,
  };
}

/** Row of a clause; its parent is set once every clause has one. */
export function clauseRow(version: EntryVersion<ClauseData>, { plan }: Pick<PlanReferences, 'plan'>) {
  const { entry } = version;
  return {
    plan,
    ...spanRow(version),
    code: entry.code,
    position: entry.position,
    kinds: entry.kinds,
    heading: entry.heading,
    headingReconstructed: entry.headingReconstructed,
    note: entry.note,
    text: entry.text ?? '',
  };
}

/** Row of a target. */
export function targetRow(version: EntryVersion<TargetData>, known: PlanReferences): RequiredEntityData<Target> {
  const { entry } = version;
  return {
    ...partRow(version, known),
    indicatorCode: entry.indicator,
    measuredBy: entry.measuredBy,
    comparator: entry.comparator,
    targetValue: entry.value,
    valueUnit: entry.unit,
    from: entry.from,
    until: entry.until,
    appliesTo: entry.appliesTo,
    unitCodes: entry.units,
    assignedBy: entry.assignedBy,
    exemption: entry.exemption,
    note: entry.note,
  };
}

/** Row of a task. */
export function taskRow(version: EntryVersion<TaskData>, known: PlanReferences): RequiredEntityData<Task> {
  const { entry } = version;
  return {
    ...partRow(version, known),
    lead: entry.lead,
    cooperating: entry.cooperating,
    exceptUnits: entry.except.map(({ unit }) => unit),
    assignedBy: entry.assignedBy,
    partners: entry.partners,
    note: entry.note,
  };
}

/** Row of a duty. */
export function dutyRow(version: EntryVersion<DutyData>, known: PlanReferences): RequiredEntityData<Duty> {
  const { entry } = version;
  return {
    ...partRow(version, known),
    kind: entry.kind,
    cycle: entry.cycle,
    scheme: entry.scheme,
    responsible: entry.responsible,
    cooperating: entry.cooperating,
    embeddedIn: entry.embeddedIn,
    exceptUnits: entry.except.map(({ unit }) => unit),
    recipients: entry.recipients,
    dueRule: entry.dueRule,
    dueRuleText: `${dueRuleInWords(entry.dueRule)}. ${entry.dueRuleSource}`,
    firstPeriodOn: entry.firstPeriodFrom,
  };
}

/** Row of a dated rule. */
export function deadlineRuleRow(
  version: EntryVersion<DeadlineData>,
  known: PlanReferences,
): RequiredEntityData<DeadlineRule> {
  const { entry, validFrom } = version;
  return {
    ...partRow(version, known),
    target: entry.target === null ? null : known.target(entry.target, validFrom),
    precision: entry.precision,
    spanEnd: spanOf(entry.precision, entry.until).to,
    rollToWorkingDay: entry.roll === 'LAST_WORKING_DAY',
    ruleText: entry.ruleText,
    responsible: entry.responsible,
    exceptUnits: entry.except.map(({ unit }) => unit),
  };
}

type PartData = TargetData | TaskData | DutyData | DeadlineData;

function partRow(version: EntryVersion<PartData>, { plan, clause }: PlanReferences) {
  const { entry, validFrom } = version;
  return {
    plan,
    ...spanRow(version),
    clause: clause(entry.clause, validFrom),
    code: entry.code,
    name: entry.name,
    quote: entry.quote,
  };
}

function spanRow({ validFrom, validTo, documentNumber }: EntryVersion<unknown>) {
  return { validFrom, validTo, documentNumber };
}

function dueRuleInWords(rule: DueRule): string {
  switch (rule.kind) {
    case 'WORKING_DAYS_AFTER_CUT_OFF':
      return `Hạn: hết ngày làm việc thứ ${rule.days} sau ngày chốt số liệu`;
    case 'LAST_WORKING_DAY_OF_PERIOD':
      return 'Hạn: hết ngày làm việc cuối cùng của kỳ';
    case 'DAY_OF_LAST_MONTH':
      return rule.roll === 'NONE'
        ? `Hạn: hết ngày ${rule.day} của tháng cuối kỳ, kể cả khi là ngày nghỉ`
        : `Hạn: hết ngày ${rule.day} của tháng cuối kỳ, gặp ngày nghỉ thì lùi đến ngày làm việc kế tiếp`;
  }
}
