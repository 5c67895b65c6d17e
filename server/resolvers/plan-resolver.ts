import { Arg, Ctx, Field, FieldResolver, ObjectType, Query, registerEnumType, Resolver, Root } from 'type-graphql';
import type { EntityClass } from '@mikro-orm/core';
import { readBy } from '../../schema/base/index.js';
import { Indicator, indicatorOf } from '../../schema/indicators/index.js';
import { Province, Unit } from '../../schema/organisation/index.js';
import {
  Clause,
  Duty,
  partsOfPlans,
  Plan,
  plansOfProvinces,
  Target,
  TargetUnit,
  Task,
  type Assignment,
} from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';

/** Every unit of a kind. */
enum UnitScope {
  EveryDepartment = 'EVERY_DEPARTMENT',
  EveryCommune = 'EVERY_COMMUNE',
}

registerEnumType(UnitScope, {
  name: 'UnitScope',
  description: 'Mọi đơn vị của một loại (scope).',
  valuesConfig: {
    EveryDepartment: { description: 'Mọi sở, ban, ngành (every department).' },
    EveryCommune: { description: 'Mọi xã, phường (every commune).' },
  },
});

/** Who is named: units, or every unit of a kind. */
@ObjectType('Assignment', { description: 'Đơn vị được giao: nêu tên, hoặc mọi đơn vị của một loại (assignment).' })
class AssignmentType {
  @Field(() => [Unit], { description: 'Các đơn vị nêu tên (units).' })
  units!: Unit[];

  @Field(() => [UnitScope], { description: 'Mọi đơn vị của các loại này (scopes).' })
  scopes!: UnitScope[];
}

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

/** Fields of a plan. */
@Resolver(() => Plan)
export class PlanFields {
  @FieldResolver(() => [Clause], { description: 'Các mục lớn, theo thứ tự văn bản (top clauses).' })
  async clauses(@Root() plan: Plan, @Ctx() context: RequestContext): Promise<Clause[]> {
    return (await partsOf(context, Clause, plan.id)).filter((clause) => clause.parent === null);
  }

  @FieldResolver(() => [Target], { description: 'Các chỉ tiêu (targets).' })
  targets(@Root() plan: Plan, @Ctx() context: RequestContext): Promise<Target[]> {
    return partsOf(context, Target, plan.id);
  }

  @FieldResolver(() => [Task], { description: 'Các nhiệm vụ (tasks).' })
  tasks(@Root() plan: Plan, @Ctx() context: RequestContext): Promise<Task[]> {
    return partsOf(context, Task, plan.id);
  }

  @FieldResolver(() => [Duty], { description: 'Các nghĩa vụ định kỳ (duties).' })
  duties(@Root() plan: Plan, @Ctx() context: RequestContext): Promise<Duty[]> {
    return partsOf(context, Duty, plan.id);
  }
}

/** Fields of a clause. */
@Resolver(() => Clause)
export class ClauseFields {
  @FieldResolver(() => [Clause], { description: 'Các điểm, gạch đầu dòng bên trong (children).' })
  async children(@Root() clause: Clause, @Ctx() context: RequestContext): Promise<Clause[]> {
    return (await partsOf(context, Clause, clause.plan.id)).filter(({ parent }) => parent?.id === clause.id);
  }
}

/** Fields of a target. */
@Resolver(() => Target)
export class TargetFields {
  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch đặt ra chỉ tiêu (clause).' })
  clause(@Root() target: Target, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseOf(context, target.clause.id);
  }

  @FieldResolver(() => Indicator, {
    nullable: true,
    description: 'Chỉ số đo chỉ tiêu; trống khi chưa đo được (indicator).',
  })
  indicator(@Root() target: Target): Indicator | null {
    return target.indicatorCode === null ? null : indicatorOf(target.indicatorCode);
  }

  @FieldResolver(() => String, { description: 'Giá trị kèm đơn vị, ví dụ «70 %» (value).' })
  value(@Root() { targetValue, valueUnit }: Target): string {
    const amount = new Intl.NumberFormat('vi-VN').format(targetValue);
    return {
      [TargetUnit.Percent]: `${amount} %`,
      [TargetUnit.Count]: amount,
      [TargetUnit.DossiersPerYear]: `${amount} hồ sơ/năm`,
    }[valueUnit];
  }
}

/** Fields of a task. */
@Resolver(() => Task)
export class TaskFields {
  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch giao nhiệm vụ (clause).' })
  clause(@Root() task: Task, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseOf(context, task.clause.id);
  }

  @FieldResolver(() => AssignmentType, {
    nullable: true,
    description: 'Chủ trì; trống khi kế hoạch chưa giao cho ai (lead).',
  })
  lead(@Root() task: Task, @Ctx() context: RequestContext): Promise<AssignmentType> | null {
    return task.lead && assignmentOf(context, task.lead);
  }

  @FieldResolver(() => AssignmentType, { description: 'Phối hợp (cooperating).' })
  cooperating(@Root() task: Task, @Ctx() context: RequestContext): Promise<AssignmentType> {
    return assignmentOf(context, task.cooperating);
  }
}

/** Fields of a duty. */
@Resolver(() => Duty)
export class DutyFields {
  @FieldResolver(() => Clause, { description: 'Điểm của kế hoạch đặt ra nghĩa vụ (clause).' })
  clause(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<Clause> {
    return clauseOf(context, duty.clause.id);
  }

  @FieldResolver(() => AssignmentType, { description: 'Đơn vị thực hiện (responsible).' })
  responsible(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<AssignmentType> {
    return assignmentOf(context, duty.responsible);
  }

  @FieldResolver(() => [Unit], { description: 'Nơi nhận (recipients).' })
  recipients(@Root() duty: Duty, @Ctx() context: RequestContext): Promise<Unit[]> {
    return unitsOfCodes(context, duty.recipients);
  }
}

/** The clause of an id, through the request's batch. */
export async function clauseOf({ em, loaders }: RequestContext, id: string): Promise<Clause> {
  const clause = await loaders.load('clause by id', id, (ids) => readBy(em, Clause, 'id', ids));
  if (!clause) throw new Error(`Clause ${id} is referred to but not stored`);
  return clause;
}

async function partsOf<T extends { readonly plan: { readonly id: string } }>(
  { em, loaders }: RequestContext,
  entity: EntityClass<T>,
  planId: string,
): Promise<T[]> {
  return (await loaders.load(`${entity.name} of plan`, planId, (ids) => partsOfPlans(em, entity, ids))) ?? [];
}

async function assignmentOf(context: RequestContext, { units, scopes }: Assignment): Promise<AssignmentType> {
  return { units: await unitsOfCodes(context, units), scopes: scopes as UnitScope[] };
}

async function unitsOfCodes({ em, loaders }: RequestContext, codes: readonly string[]): Promise<Unit[]> {
  const read = (wanted: readonly string[]) => readBy(em, Unit, 'code', wanted);
  const units = await Promise.all(codes.map((code) => loaders.load('unit by code', code, read)));
  return units.filter((unit) => unit !== undefined);
}
