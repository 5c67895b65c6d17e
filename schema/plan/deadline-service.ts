import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { formatVietnameseInstant, PlanError, rowsOf, type CivilDate } from '../base/index.js';
import { CalendarService, type WorkingCalendar } from '../calendar/index.js';
import {
  auditedDeadlineChanges,
  type DeadlineAct,
  type DeadlineChanges,
  type DeadlineMove,
} from './deadline-changes.js';
import { dueInstantOf, expandDatedRule, expandDuty, type Obligation } from './deadline-rules.js';
import { DeadlineWithdrawalService } from './deadline-withdrawal-service.js';
import { Deadline, DeadlineKind } from './deadline.js';
import { readPlanSources, type PlanSources } from './plan-sources.js';
import { inForceOn } from './version-rules.js';

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

/** What opening the deadlines of a day did. */
export interface OpenedDeadlines extends DeadlineChanges {
  readonly opened: number;
  /** Deadlines whose due day or wording was corrected. */
  readonly corrected: number;
}

/** What having deadlines follow did, and what the sources ask for now. */
interface Followed extends OpenedDeadlines {
  readonly items: string;
}

/** Who acts when no person does. */
const BY_ITSELF: DeadlineAct = { actor: 'deadlines', reason: null };

/** Opens what the plans have units owe, and records that it was done. */
export class DeadlineService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Opens every deadline that is missing on `day`: of each duty the periods that have begun, so that units see what is
   * coming, and the dated rules in force; before that, open ones follow as `replan` tells. A dated rule is owed once: a
   * unit that has a deadline of it, done or not, gets no second one. Running it again, or twice at once, opens and
   * changes nothing more. Must run in a transaction.
   *
   * @param act who has them follow, for the audit.
   */
  async openDue(day: CivilDate, act: DeadlineAct = BY_ITSELF): Promise<OpenedDeadlines> {
    // First, so that what a dated rule moved is not taken for missing.
    const { items, ...changes } = await this.follow(day, act);
    const opened = await rowsOf(
      this.em,
      sql`with item as (${itemRows(items)})
        insert into deadline (plan_id, clause_id, unit_id, kind, source_code, period_id, title, quote, due_on, due_at,
          precision, due_rule_text)
        select "planId", "clauseId", "unitId", kind, "sourceCode", "periodId", title, quote, "dueOn", "dueAt",
          precision, "dueRuleText"
        from item where not exists (select from deadline where plan_id = "planId" and source_code = "sourceCode"
          and unit_id = "unitId" and (period_id = "periodId" or item.kind = ${DeadlineKind.Dated}))
        order by "planId", "sourceCode", "unitId", "periodId"
        on conflict (plan_id, source_code, unit_id, period_id) do nothing returning id`,
    );
    return { ...changes, opened: opened.length };
  }

  /**
   * Has the open deadlines follow calendar, due rules, plan and units as they are on `day`; opens none. What is asked
   * of its unit no more is withdrawn, and re-opened when it is asked again (`DeadlineWithdrawalService`). What is not
   * yet due moves; what is overdue moves only when its dated rule was postponed. No due day moves to before `day`, and
   * what is re-opened after its due day is due on `day`. Each change is audited. Must run in a transaction.
   */
  async replan(day: CivilDate, act: DeadlineAct = BY_ITSELF): Promise<DeadlineChanges> {
    const { moved, withdrawn, reopened } = await this.follow(day, act);
    return { moved, withdrawn, reopened };
  }

  private async follow(day: CivilDate, act: DeadlineAct): Promise<Followed> {
    const calendars = new CalendarService(this.em);
    await calendars.hold();
    // Two at once would lock each other out over rows that both change.
    await rowsOf(this.em, sql`select pg_advisory_xact_lock(hashtextextended('deadlines follow', 0))`);
    const sources = await readPlanSources(this.em, day);
    const items = JSON.stringify(openItems(sources, day, await calendars.workingCalendar()));
    const { withdrawn, reopened, askedAgain } = await new DeadlineWithdrawalService(this.em).follow(sources, day);
    const corrected = await this.correct(items, askedAgain, day);
    const moved = [
      ...(await this.dueToday(askedAgain, day)),
      ...corrected.filter(({ dueOnBefore, dueOn }) => dueOnBefore !== dueOn),
    ];
    const changes = { moved, withdrawn, reopened };
    await new AuditService(this.em).recordChanges(auditedDeadlineChanges(changes, act));
    return { ...changes, corrected: corrected.length, opened: 0, items };
  }

  /**
   * A due day never moves to before `day`: nobody becomes late by a change they could not know of. A dated rule is owed
   * once, so that another date moves what is open, overdue or not, instead of adding to it; of several rows that earlier
   * rules left only the newest moves. The reminders begin anew when a deadline was late or its span is another.
   */
  private correct(items: string, askedAgain: readonly string[], day: CivilDate): Promise<DeadlineMove[]> {
    const moves = sql`("dueOn" >= ${day}::date)`;
    return rowsOf(
      this.em,
      sql<DeadlineMove>`with item as (${itemRows(items)}), moved as (
        update deadline set clause_id = "clauseId", title = item.title, quote = item.quote,
          due_on = case when ${moves} then "dueOn" else due_on end,
          due_at = case when ${moves} then "dueAt" else due_at end,
          period_id = case when ${moves} then "periodId" else period_id end,
          earlier_due_on = case when ${moves} and due_on <> "dueOn" then earlier_due_on || due_on
            else earlier_due_on end,
          reminder_round = case when ${moves} and due_on <> "dueOn"
              and (due_on < ${day}::date or period_id <> "periodId")
            then reminder_round + 1 else reminder_round end,
          precision = item.precision, due_rule_text = "dueRuleText"
        from item where plan_id = "planId" and source_code = "sourceCode" and unit_id = "unitId"
          and (period_id = "periodId" or item.kind = ${DeadlineKind.Dated})
          and fulfilled_at is null and withdrawn_at is null
          and (due_on >= ${day}::date
            or ${moves} and (item.kind = ${DeadlineKind.Dated} or deadline.id = any(${[...askedAgain]}::uuid[])))
          and ((clause_id, deadline.title, deadline.quote, deadline.precision, due_rule_text)
            is distinct from ("clauseId", item.title, item.quote, item.precision, "dueRuleText")
            or ((due_on, period_id) <> ("dueOn", "periodId") and ${moves}))
          and (period_id = "periodId" or not exists (select from deadline other
            where other.plan_id = "planId" and other.source_code = "sourceCode" and other.unit_id = "unitId"
              and (other.period_id = "periodId" or other.id > deadline.id)))
        returning new.id, new.unit_id, new.title, old.due_on as due_on_before, new.due_on)
      ${MOVES_TOLD}`,
    );
  }

  /** Re-opened deadlines whose due day went by while they were withdrawn: nobody is late for what nobody asked. */
  private async dueToday(deadlineIds: readonly string[], day: CivilDate): Promise<DeadlineMove[]> {
    if (deadlineIds.length === 0) return [];
    return rowsOf(
      this.em,
      sql<DeadlineMove>`with moved as (
        update deadline set due_on = ${day}::date, due_at = ${dueInstantOf(day).toISOString()}::timestamptz,
          earlier_due_on = earlier_due_on || due_on
        where id = any(${[...deadlineIds]}::uuid[]) and due_on < ${day}::date
        returning new.id, new.unit_id, new.title, old.due_on as due_on_before, new.due_on)
      ${MOVES_TOLD}`,
    );
  }

  /**
   * Records that a unit did what it owed; the first instant counts. Must run in a transaction.
   *
   * @param at instant at which it was done; `evidence` where the proof is, null when the act proves itself.
   * @throws PlanError NOT_FOUND; CONFLICT when it was recorded before or is withdrawn.
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
    if (deadline.withdrawnAt) {
      throw new PlanError('CONFLICT', `«${deadline.title}» không còn phải làm: ${deadline.withdrawnReason}.`, {
        deadlineId,
      });
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
}

/** What the duties and dated rules ask for on a day. */
function openItems(sources: readonly PlanSources[], day: CivilDate, calendar: WorkingCalendar): OpenItem[] {
  return sources.flatMap(({ plan, units, duties, rules, clauseOn }) => {
    const items: OpenItem[] = [];
    for (const duty of duties) {
      const { clause, code: sourceCode, quote, dueRuleText } = duty;
      const source = { planId: plan.id, sourceCode, quote, dueRuleText };
      for (const item of expandDuty(duty, units, day, calendar)) {
        items.push({ ...item, ...source, clauseId: clauseOn(clause.id, item.dueOn) });
      }
    }
    for (const rule of inForceOn(rules, day)) {
      const { clause, code: sourceCode, quote, ruleText } = rule;
      const item = expandDatedRule(rule, units, calendar);
      const source = { planId: plan.id, sourceCode, quote, dueRuleText: ruleText };
      items.push({ ...item, ...source, clauseId: clauseOn(clause.id, item.dueOn) });
    }
    return items;
  });
}

/** One row per obligation and unit, from the items as JSON. */
function itemRows(items: string) {
  return sql`select item.*, "unitId" from jsonb_to_recordset(${items}::jsonb) as item("planId" uuid, "clauseId" uuid,
      kind text, "sourceCode" text, "periodId" text, title text, quote text, "dueOn" date, "dueAt" timestamptz,
      precision text, "dueRuleText" text, "unitIds" uuid[])
    cross join unnest(item."unitIds") as "unitId"`;
}

/** The rows of a table `moved` as moves. */
const MOVES_TOLD = sql`select moved.id as "deadlineId", moved.unit_id as "unitId", moved.title,
      due_on_before::text as "dueOnBefore", moved.due_on::text as "dueOn"
    from moved join unit on unit.id = moved.unit_id order by moved.due_on, moved.title, unit.code, moved.id`;
