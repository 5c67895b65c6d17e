import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { formatVietnameseInstant, PlanError, rowsOf, type CivilDate } from '../base/index.js';
import { CalendarService } from '../calendar/index.js';
import { expandDatedRule, expandDuty, type BindableUnit, type Obligation } from './deadline-rules.js';
import { Clause } from './clause.js';
import { DeadlineRule } from './deadline-rule.js';
import { Deadline, DeadlineKind } from './deadline.js';
import { Duty } from './duty.js';
import { Plan } from './plan.js';
import { inForceOn, isInForce } from './version-rules.js';

/** Longest evidence that is kept, in characters. */
const LONGEST_EVIDENCE = 2_000;

/** An obligation with what it takes over from its duty or dated rule. */
interface OpenItem extends Obligation {
  readonly planId: string;
  readonly clauseId: string;
  readonly sourceCode: string;
  readonly quote: string;
  readonly dueRuleText: string;
}

/** A deadline whose due day changed while it was open and not yet due. */
export interface DeadlineMove {
  readonly deadlineId: string;
  readonly unitId: string;
  readonly title: string;
  /** Due day as it was. */
  readonly dueOnBefore: CivilDate;
  readonly dueOn: CivilDate;
}

/** Opens what the plans have units owe, and records that it was done. */
export class DeadlineService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Opens every deadline that is missing on `day`: of each duty the periods that have begun, so that units see what is
   * coming, and the dated rules in force. Deadlines still open and not yet due follow a changed calendar, due rule or
   * plan. Running it again, or twice at once, opens and moves nothing more. Must run in a transaction.
   *
   * @returns deadlines opened, and deadlines whose due day or wording was corrected.
   */
  async openDue(day: CivilDate): Promise<{ opened: number; corrected: number }> {
    const items = JSON.stringify(await this.items(day));
    // First, so that what a dated rule moved is not taken for missing.
    const corrected = await this.correct(items, day);
    const opened = await rowsOf(
      this.em,
      sql`with item as (${itemRows(items)})
        insert into deadline (plan_id, clause_id, unit_id, kind, source_code, period_id, title, quote, due_on, due_at,
          precision, due_rule_text)
        select "planId", "clauseId", "unitId", kind, "sourceCode", "periodId", title, quote, "dueOn", "dueAt",
          precision, "dueRuleText"
        from item where not exists (select from deadline where plan_id = "planId" and source_code = "sourceCode"
          and unit_id = "unitId" and (period_id = "periodId"
            or item.kind = ${DeadlineKind.Dated} and (fulfilled_at is not null or due_on >= ${day}::date)))
        order by "planId", "sourceCode", "unitId", "periodId"
        on conflict (plan_id, source_code, unit_id, period_id) do nothing returning id`,
    );
    return { opened: opened.length, corrected: corrected.length };
  }

  /**
   * Has the deadlines that are open and not yet due on `day` follow the calendar and the due rules as they are now;
   * opens none. Must run in a transaction.
   *
   * @returns what moved, one entry per deadline, nearest new due day first.
   */
  async replan(day: CivilDate): Promise<DeadlineMove[]> {
    const corrected = await this.correct(JSON.stringify(await this.items(day)), day);
    return corrected.filter(({ dueOnBefore, dueOn }) => dueOnBefore !== dueOn);
  }

  /**
   * A due day never moves to before `day`: nobody becomes late by a change they could not know of. A dated rule is owed
   * once, so that another date moves what is open instead of adding to it.
   */
  private correct(items: string, day: CivilDate): Promise<DeadlineMove[]> {
    return rowsOf(
      this.em,
      sql<DeadlineMove>`with item as (${itemRows(items)}), moved as (
        update deadline set clause_id = "clauseId", title = item.title, quote = item.quote,
          due_on = case when "dueOn" < ${day}::date then due_on else "dueOn" end,
          due_at = case when "dueOn" < ${day}::date then due_at else "dueAt" end,
          period_id = case when "dueOn" < ${day}::date then period_id else "periodId" end,
          precision = item.precision, due_rule_text = "dueRuleText"
        from item where plan_id = "planId" and source_code = "sourceCode" and unit_id = "unitId"
          and (period_id = "periodId" or item.kind = ${DeadlineKind.Dated})
          and fulfilled_at is null and due_on >= ${day}::date
          and ((clause_id, deadline.title, deadline.quote, deadline.precision, due_rule_text)
            is distinct from ("clauseId", item.title, item.quote, item.precision, "dueRuleText")
            or ((due_on, period_id) <> ("dueOn", "periodId") and "dueOn" >= ${day}::date))
        returning new.id, new.unit_id, new.title, old.due_on as due_on_before, new.due_on)
      select moved.id as "deadlineId", moved.unit_id as "unitId", moved.title, due_on_before::text as "dueOnBefore",
        moved.due_on::text as "dueOn"
      from moved join unit on unit.id = moved.unit_id order by moved.due_on, moved.title, unit.code, moved.id`,
    );
  }

  /**
   * Records that a unit did what it owed; the first instant counts. Must run in a transaction.
   *
   * @param at instant at which it was done; `evidence` where the proof is, null when the act proves itself.
   * @throws PlanError NOT_FOUND; CONFLICT when it was recorded before.
   */
  async fulfil(deadlineId: string, at: Date, evidence: string | null, actor: string): Promise<Deadline> {
    const deadline = await this.em.findOne(
      Deadline,
      { id: deadlineId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (!deadline) throw new PlanError('NOT_FOUND', 'Không có việc đến hạn này.', { deadlineId });
    if (deadline.fulfilledAt) {
      throw new PlanError(
        'CONFLICT',
        `«${deadline.title}» đã được ghi nhận hoàn thành lúc ${formatVietnameseInstant(deadline.fulfilledAt)}.`,
        { deadlineId },
      );
    }
    this.em.assign(deadline, { fulfilledAt: at, evidence });
    await this.em.flush();
    await new AuditService(this.em).record({
      actor,
      action: 'DEADLINE_FULFILLED',
      subjectType: 'Deadline',
      subjectId: deadlineId,
      details: { at: at.toISOString(), evidence },
    });
    return deadline;
  }

  /**
   * Records work other than a report as done; a report is done by sending it. Must run in a transaction.
   *
   * @throws PlanError INVALID_INPUT without evidence or for a report; NOT_FOUND, CONFLICT as `fulfil`.
   */
  async complete(deadlineId: string, at: Date, evidence: string, actor: string): Promise<Deadline> {
    if (evidence.trim() === '' || evidence.length > LONGEST_EVIDENCE) {
      throw new PlanError('INVALID_INPUT', `Cần ghi minh chứng, không quá ${LONGEST_EVIDENCE} ký tự.`, {
        field: 'evidence',
      });
    }
    const deadline = await this.fulfil(deadlineId, at, evidence.trim(), actor);
    if (deadline.kind !== DeadlineKind.Report) return deadline;
    throw new PlanError('INVALID_INPUT', 'Báo cáo được ghi nhận khi gửi báo cáo, không ghi nhận riêng.', {
      field: 'id',
    });
  }

  private async items(day: CivilDate): Promise<OpenItem[]> {
    const calendars = new CalendarService(this.em);
    await calendars.hold();
    const calendar = await calendars.workingCalendar();
    const plans = await this.em.find(Plan, { effectiveOn: { $lte: day } });
    const items: OpenItem[] = [];
    for (const plan of plans) {
      const units = await this.units(plan.province.id);
      const clauseOn = await this.clauses(plan);
      for (const duty of await this.em.find(Duty, { plan })) {
        const { clause, code: sourceCode, quote, dueRuleText } = duty;
        const source = { planId: plan.id, sourceCode, quote, dueRuleText };
        for (const item of expandDuty(duty, units, day, calendar)) {
          items.push({ ...item, ...source, clauseId: clauseOn(clause.id, item.dueOn) });
        }
      }
      for (const rule of inForceOn(await this.em.find(DeadlineRule, { plan }), day)) {
        const { clause, code: sourceCode, quote, ruleText } = rule;
        const item = expandDatedRule(rule, units, calendar);
        const source = { planId: plan.id, sourceCode, quote, dueRuleText: ruleText };
        items.push({ ...item, ...source, clauseId: clauseOn(clause.id, item.dueOn) });
      }
    }
    return items;
  }

  /** The wording that a clause has on a day, found from any of its versions; that version itself when it ended. */
  private async clauses(plan: Plan): Promise<(id: string, day: CivilDate) => string> {
    const versions = await this.em.find(Clause, { plan }, { fields: ['code', 'validFrom', 'validTo'] });
    const codes = new Map(versions.map(({ id, code }) => [id, code]));
    const byCode = Map.groupBy(versions, ({ code }) => code);
    return (id, day) => byCode.get(codes.get(id) ?? '')?.find((version) => isInForce(version, day))?.id ?? id;
  }

  private units(provinceId: string): Promise<BindableUnit[]> {
    return rowsOf(
      this.em,
      sql<BindableUnit>`select id, code, kind, valid_from::text as "validFrom", valid_to::text as "validTo"
        from unit where province_id = ${provinceId} order by code`,
    );
  }
}

/** One row per obligation and unit, from the items as JSON. */
function itemRows(items: string) {
  return sql`select item.*, "unitId" from jsonb_to_recordset(${items}::jsonb) as item("planId" uuid, "clauseId" uuid,
      kind text, "sourceCode" text, "periodId" text, title text, quote text, "dueOn" date, "dueAt" timestamptz,
      precision text, "dueRuleText" text, "unitIds" uuid[])
    cross join unnest(item."unitIds") as "unitId"`;
}
