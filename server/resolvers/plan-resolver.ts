import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { readBy } from '../../schema/base/index.js';
import { Province } from '../../schema/organisation/index.js';
import {
  Clause,
  DeadlineRule,
  Duty,
  parentCodeOf,
  Plan,
  plansOfProvinces,
  Target,
  Task,
} from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { allVersions, daySeen, partsOf, PlanDayArgs } from '../graphql/plan-parts.js';

/** Finds plans. */
@Resolver()
export class PlanQueries {
  @Query(() => Plan, { nullable: true, description: 'Kế hoạch theo số, ký hiệu; trống khi không có (plan).' })
  plan(
    @Arg('number', () => String, { description: 'Số, ký hiệu, ví dụ 457/KH-UBND (number).' }) number: string,
    @Ctx() { em, loaders }: RequestContext,
  ): Promise<Plan | undefined> {
    return loaders.load('plan by number', number, (numbers) => readBy(em, Plan, 'number', numbers));
  }
}

/** The plans of a province. */
@Resolver(() => Province)
export class ProvincePlanFields {
  @FieldResolver(() => [Plan], { description: 'Các kế hoạch của tỉnh, mới nhất trước (plans).' })
  async plans(@Root() province: Province, @Ctx() { em, loaders }: RequestContext): Promise<Plan[]> {
    return (await loaders.load('plans of province', province.id, (ids) => plansOfProvinces(em, ids))) ?? [];
  }
}

/** The parts of a plan on a day. */
@Resolver(() => Plan)
export class PlanFields {
  @FieldResolver(() => [Clause], { description: 'Các mục lớn, theo thứ tự văn bản (top clauses).' })
  async clauses(
    @Root() plan: Plan,
    @Args(() => PlanDayArgs) { asOf }: PlanDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<Clause[]> {
    const clauses = await partsOf(context, Clause, plan.id, asOf ?? context.day);
    return clauses.filter(({ code }) => parentCodeOf(code) === null);
  }

  @FieldResolver(() => Clause, { nullable: true, description: 'Điểm theo ký hiệu; trống khi không có (clause).' })
  async clause(
    @Root() plan: Plan,
    @Arg('code', () => String, { description: 'Ký hiệu, ví dụ IV.8.e (code).' }) code: string,
    @Args(() => PlanDayArgs) { asOf }: PlanDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<Clause | undefined> {
    const clauses = await partsOf(context, Clause, plan.id, asOf ?? context.day);
    return clauses.find((clause) => clause.code === code);
  }

  @FieldResolver(() => [Target], { description: 'Các chỉ tiêu (targets).' })
  targets(
    @Root() plan: Plan,
    @Args(() => PlanDayArgs) { asOf }: PlanDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<Target[]> {
    return partsOf(context, Target, plan.id, asOf ?? context.day);
  }

  @FieldResolver(() => [Task], { description: 'Các nhiệm vụ (tasks).' })
  tasks(
    @Root() plan: Plan,
    @Args(() => PlanDayArgs) { asOf }: PlanDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<Task[]> {
    return partsOf(context, Task, plan.id, asOf ?? context.day);
  }

  @FieldResolver(() => [Duty], { description: 'Các nghĩa vụ định kỳ (duties).' })
  duties(
    @Root() plan: Plan,
    @Args(() => PlanDayArgs) { asOf }: PlanDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<Duty[]> {
    return partsOf(context, Duty, plan.id, asOf ?? context.day);
  }

  @FieldResolver(() => [DeadlineRule], { description: 'Các thời hạn đặt ra một lần (deadline rules).' })
  deadlineRules(
    @Root() plan: Plan,
    @Args(() => PlanDayArgs) { asOf }: PlanDayArgs,
    @Ctx() context: RequestContext,
  ): Promise<DeadlineRule[]> {
    return partsOf(context, DeadlineRule, plan.id, asOf ?? context.day);
  }
}

/** Fields of a clause. */
@Resolver(() => Clause)
export class ClauseFields {
  @FieldResolver(() => [Clause], { description: 'Các điểm, gạch đầu dòng bên trong, cùng ngày (children).' })
  async children(@Root() clause: Clause, @Ctx() context: RequestContext): Promise<Clause[]> {
    const clauses = await partsOf(context, Clause, clause.plan.id, daySeen(context, clause));
    return clauses.filter(({ code }) => parentCodeOf(code) === clause.code);
  }

  @FieldResolver(() => [Clause], { description: 'Mọi phiên bản của điểm này, cũ trước (versions).' })
  versions(@Root() clause: Clause, @Ctx() context: RequestContext): Promise<Clause[]> {
    return allVersions(context, Clause, clause);
  }
}
