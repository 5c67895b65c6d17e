import type { EntityClass } from '@mikro-orm/core';
import { ArgsType, Field } from 'type-graphql';
import { DateScalar, readBy, type CivilDate } from '../../schema/base/index.js';
import {
  Clause,
  clauseDayKey,
  clausesOnDays,
  dayWithin,
  partsOfPlans,
  seenOn,
  versionsOf,
  type PlanVersion,
} from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';

/** The day that is spoken of. */
@ArgsType()
export class PlanDayArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Kế hoạch như có hiệu lực vào ngày này; trống: hôm nay (as of).',
  })
  asOf?: CivilDate | null;
}

/** Parts of a plan as they hold on a day, through the request's batch. */
export async function partsOf<T extends PlanVersion>(
  { em, loaders }: RequestContext,
  entity: EntityClass<T>,
  planId: string,
  day: CivilDate,
): Promise<T[]> {
  const read = (ids: readonly string[]) => partsOfPlans(em, entity, ids, day);
  return (await loaders.load(`${entity.name} of plan on ${day}`, planId, read)) ?? [];
}

/** All versions of the entry that a version belongs to, earliest first. */
export async function allVersions<T extends PlanVersion>(
  { em, loaders }: RequestContext,
  entity: EntityClass<T>,
  { id }: T,
): Promise<T[]> {
  return (await loaders.load(`versions of ${entity.name}`, id, (ids) => versionsOf(em, entity, ids))) ?? [];
}

/** The clause of a part of the plan, worded as on the day on which the part is seen. */
export function clauseOf(context: RequestContext, part: PlanVersion & ClausePart): Promise<Clause> {
  return clauseOn(context, part.clause.id, daySeen(context, part));
}

/** A clause in exactly the version of an id. */
export async function clauseById({ em, loaders }: RequestContext, id: string): Promise<Clause> {
  const clause = await loaders.load('clause by id', id, (ids) => readBy(em, Clause, 'id', ids));
  if (!clause) throw new Error(`Clause ${id} is referred to but not stored`);
  return clause;
}

/** A clause on a day, found from any of its versions. */
export async function clauseOn({ em, loaders }: RequestContext, id: string, day: CivilDate): Promise<Clause> {
  const key = clauseDayKey(id, day);
  const clause = await loaders.load('clause on day', key, (keys) => clausesOnDays(em, keys));
  if (!clause) throw new Error(`Clause ${id} is referred to but not stored`);
  return seenOn(clause, day);
}

/** Day on which a version is seen: the one it was asked for, else any on which it holds. */
export function daySeen({ day }: RequestContext, version: PlanVersion): CivilDate {
  return version.seenOn ?? dayWithin(version, day);
}

interface ClausePart {
  readonly clause: { readonly id: string };
}
