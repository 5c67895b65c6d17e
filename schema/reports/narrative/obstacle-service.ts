import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assertAllowed, type Action, type Viewer } from '../../access/index.js';
import { AuditService } from '../../audit/index.js';
import { PlanError, type CivilDate } from '../../base/index.js';
import { periodOf, PeriodScheme, type Period } from '../../calendar/index.js';
import { Unit } from '../../organisation/index.js';
import { Plan } from '../../plan/index.js';
import { Report, ReportState } from '../report.js';
import { NARRATIVE_TEXTS, requiredText } from './narrative-text-rules.js';
import { ObstacleAnswer } from './obstacle-answer.js';
import {
  assertAnswerDay,
  assertOpen,
  changedFacts,
  checkedWords,
  isSameObstacle,
  obstacleFacts,
  type ObstacleChange,
  type ObstacleFacts,
  type ObstacleWords,
} from './obstacle-rules.js';
import { ObstacleVersion } from './obstacle-version.js';
import { Obstacle, ObstacleStatus } from './obstacle.js';

/** Who acts on an obstacle, when, and on which day. */
export interface ObstacleAct {
  readonly viewer: Viewer;
  readonly at: Date;
  readonly day: CivilDate;
}

/** Where an obstacle is raised. */
export interface ObstaclePlace {
  /** Code of the unit that has it. */
  readonly unit: string;
  /** Id of the period, under ND09, in whose report it is told first. */
  readonly periodId: string;
  /** Number of the plan; null for the newest of the unit's province. */
  readonly plan: string | null;
}

/** What came of a change; `stored` is what is kept now. */
export type ObstacleChanged =
  | { readonly kind: 'CHANGED'; readonly stored: Obstacle }
  /** Something else was written meanwhile; nothing was changed. `sent` is what would have been kept. */
  | { readonly kind: 'CONFLICT'; readonly stored: Obstacle; readonly sent: ObstacleFacts };

/** Writes obstacles and answers to them; every version stays. All its methods must run in a transaction. */
export class ObstacleService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Raises an obstacle of a unit in a period that has begun and whose report has not been sent.
   *
   * @throws PlanError by the policy; NOT_FOUND for a unit; INVALID_INPUT for words, period, addressee and day of answer;
   *   CONFLICT when the report of the period has been sent: it belongs into the next one then.
   */
  async raise(
    { unit: code, periodId, plan: number }: ObstaclePlace,
    words: ObstacleWords,
    act: ObstacleAct,
  ): Promise<Obstacle> {
    const unit = await this.unitOf(code, 'unit');
    assertAllowed(act.viewer, 'WRITE_OBSTACLE', unit.id);
    const period = periodOf(periodId, PeriodScheme.Nd09);
    assertWithin(unit, period, act.day);
    const plan = await this.planOf(unit, number);
    await this.assertNotSent(plan, unit, period);
    const checked = checkedWords(words);
    assertAnswerDay(checked.answerBy, act.day);
    const obstacle = this.em.create(Obstacle, {
      plan,
      unit: unit.id,
      scheme: period.scheme,
      periodId: period.id,
      periodTo: period.to,
      category: checked.category,
      description: checked.description,
      proposal: checked.proposal,
      addressee: await this.addresseeId(checked.addressee, unit.id, act.day),
      answerBy: checked.answerBy,
      status: ObstacleStatus.Open,
      closedOn: null,
      closedReason: null,
      revision: 1,
      raisedAt: act.at,
      savedBy: act.viewer.email,
      savedAt: act.at,
    });
    await this.keep(obstacle, null, 'OBSTACLE_RAISED', null);
    return obstacle;
  }

  /**
   * Changes what is left out of a change not, what it holds. Who sends what is stored already is told so, whatever
   * revision is expected; of two who change at once one wins and the other meets what was stored.
   *
   * @throws PlanError by the policy; NOT_FOUND; CONFLICT when it is closed; INVALID_INPUT as `raise`.
   */
  async change(
    id: string,
    change: ObstacleChange,
    expectedRevision: number,
    act: ObstacleAct,
  ): Promise<ObstacleChanged> {
    const obstacle = await this.locked(id, 'WRITE_OBSTACLE', act);
    const addressee =
      change.addressee === undefined ? undefined : await this.addresseeId(change.addressee, obstacle.unit.id, act.day);
    const before = obstacleFacts(obstacle);
    const after = changedFacts(before, change, addressee);
    if (isSameObstacle(before, after)) return { kind: 'CHANGED', stored: obstacle };
    if (obstacle.revision !== expectedRevision) return { kind: 'CONFLICT', stored: obstacle, sent: after };
    assertOpen(obstacle, 'sửa');
    if (after.answerBy !== before.answerBy) assertAnswerDay(after.answerBy, act.day);
    return { kind: 'CHANGED', stored: await this.rewrite(obstacle, after, 'OBSTACLE_CHANGED', null, act) };
  }

  /** Closes an obstacle: it is carried forward no more. @throws PlanError by the policy; NOT_FOUND; CONFLICT; INVALID_INPUT. */
  async close(id: string, reason: string, act: ObstacleAct): Promise<Obstacle> {
    const obstacle = await this.locked(id, 'WRITE_OBSTACLE', act);
    const closedReason = requiredText(reason, NARRATIVE_TEXTS.closedReason);
    assertOpen(obstacle, 'đóng');
    const facts = { ...obstacleFacts(obstacle), status: ObstacleStatus.Closed, closedOn: act.day, closedReason };
    return this.rewrite(obstacle, facts, 'OBSTACLE_CLOSED', closedReason, act);
  }

  /**
   * Answers an obstacle, for the unit that is asked or for the province; earlier answers stay.
   * @throws PlanError by the policy; NOT_FOUND; CONFLICT when it is closed; INVALID_INPUT for the text.
   */
  async answer(id: string, text: string, act: ObstacleAct): Promise<Obstacle> {
    const obstacle = await this.locked(id, 'ANSWER_OBSTACLE', act);
    const kept = requiredText(text, NARRATIVE_TEXTS.answer);
    assertOpen(obstacle, 'trả lời');
    const { viewer, at } = act;
    const unit = viewer.unitId === null ? null : await this.em.findOneOrFail(Unit, viewer.unitId);
    this.em.create(ObstacleAnswer, {
      obstacle: obstacle.id,
      text: kept,
      byUnit: unit?.id ?? null,
      byName: unit?.name ?? viewer.name,
      answeredBy: viewer.email,
      at,
    });
    await this.em.flush();
    await new AuditService(this.em).record({
      actor: viewer.email,
      action: 'OBSTACLE_ANSWERED',
      subjectType: 'Obstacle',
      subjectId: obstacle.id,
      details: { text: kept },
    });
    if (obstacle.status === ObstacleStatus.Answered) return obstacle;
    const facts = { ...obstacleFacts(obstacle), status: ObstacleStatus.Answered };
    return this.rewrite(obstacle, facts, 'OBSTACLE_CHANGED', null, act);
  }

  private async rewrite(
    obstacle: Obstacle,
    facts: ObstacleFacts,
    action: string,
    reason: string | null,
    { viewer, at }: ObstacleAct,
  ): Promise<Obstacle> {
    const before = obstacleFacts(obstacle);
    const { addresseeId, ...rest } = facts;
    const saved = { revision: obstacle.revision + 1, savedBy: viewer.email, savedAt: at };
    this.em.assign(obstacle, { ...rest, addressee: addresseeId, ...saved });
    await this.keep(obstacle, before, action, reason);
    return obstacle;
  }

  /** Stores an obstacle together with the version that it is now. */
  private async keep(
    obstacle: Obstacle,
    before: ObstacleFacts | null,
    action: string,
    reason: string | null,
  ): Promise<void> {
    const after = obstacleFacts(obstacle);
    const { addresseeId, ...rest } = after;
    const { revision, savedBy, savedAt } = obstacle;
    this.em.create(ObstacleVersion, { obstacle, ...rest, addressee: addresseeId, revision, savedBy, savedAt });
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor: savedBy,
      action,
      subjectType: 'Obstacle',
      subjectId: obstacle.id,
      before: before && { ...before },
      after: { ...after },
      reason,
    });
  }

  private async locked(id: string, action: Action, { viewer }: ObstacleAct): Promise<Obstacle> {
    assertAllowed(viewer, action);
    const obstacle = await this.em.findOne(Obstacle, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (!obstacle) throw new PlanError('NOT_FOUND', 'Không có khó khăn, vướng mắc này.', { field: 'id' });
    const owner = action === 'ANSWER_OBSTACLE' ? obstacle.addressee : obstacle.unit;
    assertAllowed(viewer, action, owner?.id ?? null);
    return obstacle;
  }

  private async unitOf(code: string, field: string): Promise<Unit> {
    const unit = await this.em.findOne(Unit, { code });
    if (unit) return unit;
    throw new PlanError('NOT_FOUND', `Không có đơn vị «${code}».`, { field });
  }

  private async addresseeId(code: string | null, ofUnitId: string, day: CivilDate): Promise<string | null> {
    if (code === null) return null;
    const { id, name, validFrom, validTo } = await this.unitOf(code, 'addressee');
    const field = 'addressee';
    if (id === ofUnitId) throw new PlanError('INVALID_INPUT', 'Đơn vị không thể tự đề nghị mình trả lời.', { field });
    if ((validFrom === null || validFrom <= day) && (validTo === null || day < validTo)) return id;
    throw new PlanError('INVALID_INPUT', `«${name}» không còn hoạt động, không thể trả lời.`, { field });
  }

  private async planOf({ province }: Unit, number: string | null): Promise<Plan> {
    const where = { province: province.id, ...(number === null ? {} : { number }) };
    const [plan] = await this.em.find(Plan, where, { orderBy: { issuedOn: 'desc', id: 'desc' }, limit: 1 });
    if (plan) return plan;
    throw new PlanError('NOT_FOUND', 'Tỉnh của đơn vị không có kế hoạch này.', { field: 'plan' });
  }

  private async assertNotSent(plan: Plan, unit: Unit, period: Period): Promise<void> {
    const report = await this.em.findOne(Report, {
      plan: plan.id,
      scopeKey: unit.code,
      scheme: period.scheme,
      periodId: period.id,
    });
    const { Assigned, Draft, WithHead, Returned } = ReportState;
    if (!report || [Assigned, Draft, WithHead, Returned].includes(report.state)) return;
    throw new PlanError('CONFLICT', `Báo cáo ${period.name} của đơn vị đã gửi; hãy ghi vào kỳ sau.`, {
      field: 'period',
    });
  }
}

function assertWithin({ code, validFrom, validTo }: Unit, { from, to, name }: Period, day: CivilDate): void {
  if (from > day) throw new PlanError('INVALID_INPUT', `Kỳ ${name} chưa bắt đầu.`, { field: 'period' });
  if ((validFrom === null || validFrom < to) && (validTo === null || validTo > from)) return;
  throw new PlanError('INVALID_INPUT', `Đơn vị «${code}» không hoạt động trong kỳ ${name}.`, { field: 'unit' });
}
