import { isDeepStrictEqual } from 'node:util';
import type { EntityClass, RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanError } from '../base/index.js';
import { Province, Unit } from '../organisation/index.js';
import { Clause } from './clause.js';
import { spanOf } from './deadline-rules.js';
import { DeadlineRule } from './deadline-rule.js';
import { Deadline } from './deadline.js';
import { Duty, type DueRule } from './duty.js';
import type { PlanData } from './plan-data.js';
import { unitMentions } from './plan-units-rules.js';
import { Plan } from './plan.js';
import { Target } from './target.js';
import { Task } from './task.js';

/** How many entries a loaded plan has, and how many rows loading it created, changed or removed. */
export interface PlanLoadSummary {
  readonly clauses: number;
  readonly targets: number;
  readonly tasks: number;
  readonly duties: number;
  readonly deadlineRules: number;
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
}

interface PlanEntry {
  code: string;
}

/** Brings plans from their data folders into the database. */
export class PlanService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Makes the stored plan equal to its data. Plans are known by number and entries by code; ids stay, so that
   * deadlines and reports keep what they refer to. Loading the same data again writes nothing.
   *
   * @param provinceCode GSO code of the province that carries the plan out.
   * @throws PlanError NOT_FOUND when there is no such province; INVALID_INPUT listing every unit code that the province
   *   does not have; CONFLICT when the data lost a clause that deadlines refer to.
   */
  async load(data: PlanData, provinceCode = '42'): Promise<PlanLoadSummary> {
    const province = await this.em.findOne(Province, { code: provinceCode });
    if (!province) throw new PlanError('NOT_FOUND', `Không có tỉnh mã «${provinceCode}».`, { provinceCode });
    await this.refuseUnknownUnits(data, province);
    const plan = await this.plan(data, province);
    const clauses = await this.clauses(data, plan);
    const clauseOf = (code: string) => entryOf(clauses, code);
    const targets = await this.sync(Target, plan, data.targets, (target) => ({
      plan,
      clause: clauseOf(target.clause),
      code: target.code,
      name: target.name,
      indicatorCode: target.indicator,
      comparator: target.comparator,
      targetValue: target.value,
      valueUnit: target.unit,
      from: target.from,
      until: target.until,
      appliesTo: target.appliesTo,
      exemption: target.exemption,
      quote: target.quote,
    }));
    await this.sync(Task, plan, data.tasks, (task) => ({
      plan,
      clause: clauseOf(task.clause),
      code: task.code,
      name: task.name,
      lead: task.lead,
      cooperating: task.cooperating,
      quote: task.quote,
    }));
    await this.sync(Duty, plan, data.duties, (duty) => ({
      plan,
      clause: clauseOf(duty.clause),
      code: duty.code,
      kind: duty.kind,
      name: duty.name,
      cycle: duty.cycle,
      scheme: duty.scheme,
      responsible: duty.responsible,
      exceptUnits: duty.except.map(({ unit }) => unit),
      recipients: duty.recipients,
      dueRule: duty.dueRule,
      dueRuleText: `${dueRuleInWords(duty.dueRule)}. ${duty.dueRuleSource}`,
      firstPeriodOn: duty.firstPeriodFrom,
      quote: duty.quote,
    }));
    await this.sync(DeadlineRule, plan, data.deadlines, (deadline) => ({
      plan,
      clause: clauseOf(deadline.clause),
      target: deadline.target === null ? null : entryOf(targets, deadline.target),
      code: deadline.code,
      name: deadline.name,
      precision: deadline.precision,
      spanEnd: spanOf(deadline.precision, deadline.until).to,
      rollToWorkingDay: deadline.roll === 'LAST_WORKING_DAY',
      ruleText: deadline.ruleText,
      responsible: deadline.responsible,
      exceptUnits: deadline.except.map(({ unit }) => unit),
      quote: deadline.quote,
    }));
    await this.refuseLosingClausesInUse(plan, data);
    return { ...sizesOf(data), ...(await this.flush()) };
  }

  private async refuseUnknownUnits(data: PlanData, province: Province): Promise<void> {
    const units = await this.em.find(Unit, { province }, { fields: ['code'] });
    const known = new Set(units.map(({ code }) => code));
    const unknown = unitMentions(data).filter(({ unit }) => !known.has(unit));
    if (unknown.length === 0) return;
    const listing = [...new Set(unknown.map(({ unit, entry }) => `«${unit}» (${entry})`))].join(', ');
    throw new PlanError(
      'INVALID_INPUT',
      `Kế hoạch ${data.plan.number} nêu đơn vị không có trong danh mục của ${province.name}: ${listing}.`,
      { unknown },
    );
  }

  private async plan({ plan }: PlanData, province: Province): Promise<Plan> {
    const row = {
      province,
      number: plan.number,
      title: plan.title,
      issuedOn: plan.issuedOn,
      effectiveOn: plan.effectiveOn,
    };
    const stored = await this.em.findOne(Plan, { number: plan.number });
    return stored ? this.em.assign(stored, row) : this.em.create(Plan, row);
  }

  private async clauses(data: PlanData, plan: Plan): Promise<Map<string, Clause>> {
    const clauses = await this.sync(Clause, plan, data.clauses, (clause) => ({
      plan,
      parent: null,
      code: clause.code,
      position: clause.position,
      kinds: clause.kinds,
      heading: clause.heading,
      headingReconstructed: clause.headingReconstructed,
      note: clause.note,
      text: clause.text ?? '',
    }));
    for (const { code, parent } of data.clauses) {
      this.em.assign(entryOf(clauses, code), { parent: parent === null ? null : entryOf(clauses, parent) });
    }
    return clauses;
  }

  /** Schedules what makes the stored entries of a kind equal to the wanted ones; by code, flushed by the caller. */
  private async sync<E extends PlanEntry & { plan: unknown }, D extends PlanEntry>(
    type: EntityClass<E>,
    plan: Plan,
    wanted: readonly D[],
    row: (data: D) => RequiredEntityData<E>,
  ): Promise<Map<string, E>> {
    const stored = plan.id ? await this.em.find<E>(type, { plan: plan.id } as never) : [];
    const left = new Map(stored.map((entry) => [entry.code, entry]));
    const entries = new Map<string, E>();
    for (const data of wanted) {
      const entry = left.get(data.code);
      left.delete(data.code);
      entries.set(data.code, entry ? this.change(entry, row(data)) : this.em.create(type, row(data)));
    }
    for (const gone of left.values()) this.em.remove(gone);
    return entries;
  }

  /** PostgreSQL stores the keys of JSON in an order of its own; equal values in another order are no change. */
  private change<E extends object>(entry: E, row: RequiredEntityData<E>): E {
    const changed = Object.entries(row).filter(([name, value]) => !isDeepStrictEqual(Reflect.get(entry, name), value));
    return this.em.assign(entry, Object.fromEntries(changed) as never);
  }

  private async refuseLosingClausesInUse(plan: Plan, data: PlanData): Promise<void> {
    if (!plan.id) return;
    const kept = data.clauses.map(({ code }) => code);
    const inUse = await this.em.find(
      Deadline,
      { plan: plan.id, clause: { code: { $nin: kept } } },
      { populate: ['clause'], flushMode: 'commit' },
    );
    if (inUse.length === 0) return;
    const codes = [...new Set(inUse.map(({ clause }) => clause.unwrap().code))];
    throw new PlanError(
      'CONFLICT',
      `Không bỏ được điểm ${codes.join(', ')} của kế hoạch ${plan.number}: đã có việc đến hạn theo điểm này.`,
      { codes },
    );
  }

  private async flush(): Promise<Pick<PlanLoadSummary, 'created' | 'changed' | 'removed'>> {
    const work = this.em.getUnitOfWork();
    work.computeChangeSets();
    const changes = work.getChangeSets();
    const count = (type: string) => changes.filter((change) => change.type === type).length;
    const summary = { created: count('create'), changed: count('update'), removed: work.getRemoveStack().size };
    await this.em.flush();
    return summary;
  }
}

function entryOf<E>(entries: ReadonlyMap<string, E>, code: string): E {
  const entry = entries.get(code);
  if (!entry) throw new PlanError('INVALID_INPUT', `Dữ liệu kế hoạch không có mục «${code}».`, { code });
  return entry;
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

function sizesOf({ clauses, targets, tasks, duties, deadlines }: PlanData) {
  return {
    clauses: clauses.length,
    targets: targets.length,
    tasks: tasks.length,
    duties: duties.length,
    deadlineRules: deadlines.length,
  };
}
