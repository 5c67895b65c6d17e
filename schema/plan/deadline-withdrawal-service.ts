import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../base/index.js';
import {
  isWithdrawnBy,
  releaseFromDatedRule,
  releaseFromDuty,
  releaseInWords,
  type PlanDocument,
  type Release,
} from './deadline-binding-rules.js';
import type { DeadlineWithdrawal } from './deadline-changes.js';
import { DeadlineKind } from './deadline.js';
import type { PlanSources } from './plan-sources.js';

/** An unfulfilled deadline as it is stored. */
interface StoredDeadline {
  readonly deadlineId: string;
  readonly unitId: string;
  readonly title: string;
  readonly kind: DeadlineKind;
  readonly sourceCode: string;
  readonly periodId: string;
  readonly dueOn: CivilDate;
  /** Null while it is not withdrawn. */
  readonly reason: string | null;
}

/** What was withdrawn and what is owed again. */
interface Withdrawals {
  readonly withdrawn: readonly DeadlineWithdrawal[];
  readonly reopened: readonly DeadlineWithdrawal[];
  /** Of the re-opened ones those that plan and unit ask for again, not only those overdue when they ceased to. */
  readonly askedAgain: readonly string[];
}

/** Withdraws deadlines that are asked of nobody any more, and re-opens them when they are asked again. */
export class DeadlineWithdrawalService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Has the unfulfilled deadlines of the plans follow whom duties and dated rules ask, as `isWithdrawnBy` tells. What no
   * duty and no rule of the plan was ever the source of stays as it is. Must run in a transaction.
   */
  async follow(sources: readonly PlanSources[], day: CivilDate): Promise<Withdrawals> {
    const [released, owed, askedAgain]: [DeadlineWithdrawal[], DeadlineWithdrawal[], string[]] = [[], [], []];
    for (const source of sources) {
      const releaseOf = releases(source, day);
      for (const deadline of await this.unfulfilled(source.plan.id)) {
        const release = releaseOf(deadline);
        const { reason } = deadline;
        if (isWithdrawnBy(release, { dueOn: deadline.dueOn, isWithdrawn: reason !== null }, day)) {
          if (release && reason === null) {
            released.push({ ...told(deadline), reason: releaseInWords(release, documentsOf(source)) });
          }
        } else if (reason !== null) {
          owed.push({ ...told(deadline), reason });
          if (!release) askedAgain.push(deadline.deadlineId);
        }
      }
    }
    const [withdrawn, reopened] = [await this.withdraw(released), await this.reopen(owed)];
    return {
      withdrawn: released.filter(({ deadlineId }) => withdrawn.has(deadlineId)),
      reopened: owed.filter(({ deadlineId }) => reopened.has(deadlineId)),
      askedAgain: askedAgain.filter((id) => reopened.has(id)),
    };
  }

  private unfulfilled(planId: string): Promise<StoredDeadline[]> {
    return rowsOf(
      this.em,
      sql<StoredDeadline>`select deadline.id as "deadlineId", unit_id as "unitId", title, deadline.kind,
          source_code as "sourceCode", period_id as "periodId", due_on::text as "dueOn", withdrawn_reason as reason
        from deadline join unit on unit.id = unit_id where plan_id = ${planId} and fulfilled_at is null
        order by due_on, title, unit.code, deadline.id`,
    );
  }

  /** What was fulfilled at the same moment stays so. @returns ids of what was withdrawn. */
  private async withdraw(released: readonly DeadlineWithdrawal[]): Promise<Set<string>> {
    if (released.length === 0) return new Set();
    const rows = await rowsOf(
      this.em,
      sql<{ id: string }>`update deadline set withdrawn_at = now(), withdrawn_reason = item.reason
        from jsonb_to_recordset(${JSON.stringify(released)}::jsonb) as item("deadlineId" uuid, reason text)
        where deadline.id = item."deadlineId" and fulfilled_at is null and withdrawn_at is null returning deadline.id`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** A dated rule is owed once: of several rows only the newest is owed again. @returns ids of what was re-opened. */
  private async reopen(owed: readonly DeadlineWithdrawal[]): Promise<Set<string>> {
    if (owed.length === 0) return new Set();
    const rows = await rowsOf(
      this.em,
      sql<{ id: string }>`update deadline set withdrawn_at = null, withdrawn_reason = null,
          reminder_round = reminder_round + 1
        where id = any(${owed.map(({ deadlineId }) => deadlineId)}::uuid[]) and withdrawn_at is not null
          and (kind <> ${DeadlineKind.Dated} or not exists (select from deadline other
            where other.plan_id = deadline.plan_id and other.source_code = deadline.source_code
              and other.unit_id = deadline.unit_id and other.id <> deadline.id
              and (other.id > deadline.id or other.withdrawn_at is null)))
        returning id`,
    );
    return new Set(rows.map(({ id }) => id));
  }
}

function releases({ units, duties, rules }: PlanSources, day: CivilDate): (deadline: StoredDeadline) => Release | null {
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  const dutiesByCode = Map.groupBy(duties, ({ code }) => code);
  const rulesByCode = Map.groupBy(rules, ({ code }) => code);
  return ({ kind, sourceCode, periodId, unitId }) => {
    const unit = unitById.get(unitId);
    if (!unit) return null;
    return kind === DeadlineKind.Dated
      ? releaseFromDatedRule(rulesByCode.get(sourceCode) ?? [], day, unit)
      : releaseFromDuty(dutiesByCode.get(sourceCode) ?? [], periodId, unit);
  };
}

function documentsOf({ plan: { number, issuedOn, effectiveOn, amendments } }: PlanSources): PlanDocument[] {
  return [{ number, issuedOn, effectiveOn }, ...amendments];
}

function told({ deadlineId, unitId, title, dueOn }: StoredDeadline): Omit<DeadlineWithdrawal, 'reason'> {
  return { deadlineId, unitId, title, dueOn };
}
