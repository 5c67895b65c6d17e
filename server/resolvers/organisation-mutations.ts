import { Arg, Args, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { PlanError, readBy, type TableAct } from '../../schema/base/index.js';
import {
  AliasService,
  GroupService,
  LineageService,
  parseShare,
  Unit,
  UnitGroup,
  UnitService,
  type Share,
} from '../../schema/organisation/index.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../context.js';
import {
  AliasInput,
  LineageInput,
  OrganisationActArgs,
  UnitGroupInput,
  UnitInput,
} from '../graphql/organisation-args.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** The unit after a change. */
@ObjectType('UnitPayload', { description: 'Đơn vị sau khi thay đổi (payload).' })
class UnitPayload {
  @Field(() => Unit, { description: 'Đơn vị (unit).' })
  unit!: Unit;
}

/** The group after a change. */
@ObjectType('UnitGroupPayload', { description: 'Nhóm sau khi thay đổi (payload).' })
class UnitGroupPayload {
  @Field(() => UnitGroup, { description: 'Nhóm (group).' })
  group!: UnitGroup;
}

const UnitResult = resultUnion('UnitResult', UnitPayload, 'Kết quả thay đổi đơn vị (result).');
const UnitGroupResult = resultUnion('UnitGroupResult', UnitGroupPayload, 'Kết quả thay đổi nhóm (result).');

/** Changes units, where they come from, and what they are called. */
@Resolver()
export class UnitMutations {
  @Mutation(() => UnitResult, {
    description: 'Thêm đơn vị hoặc ghi lại đơn vị cùng mã; đổi tên thì tên cũ vẫn tìm được (save a unit).',
  })
  saveUnit(
    @Arg('unit', () => UnitInput, { description: 'Đơn vị (unit).' }) unit: UnitInput,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitResult> {
    const { communeType = null, validFrom = null, validTo = null, formerDistrict = null } = unit;
    const facts = { ...unit, communeType, validFrom, validTo, formerDistrict };
    return changeUnit(context, act, unit.code, async (em, full) => new UnitService(em).save(facts, full));
  }

  @Mutation(() => UnitResult, {
    description:
      'Ghi một bước kế tiếp: đơn vị trước nhập vào đơn vị sau, hoặc tách ra; đơn vị nhập chấm dứt vào ngày có hiệu lực. Trả về đơn vị sau (save a lineage step).',
  })
  saveLineage(
    @Arg('step', () => LineageInput, { description: 'Bước kế tiếp (step).' }) step: LineageInput,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitResult> {
    return changeUnit(context, act, step.successor, async (em, full) => {
      const facts = { ...step, share: shareIn(step.share), document: step.document ?? null };
      await new LineageService(em).save(facts, full);
    });
  }

  @Mutation(() => UnitResult, {
    description: 'Bỏ một bước kế tiếp ghi nhầm; ngày chấm dứt của đơn vị giữ nguyên (remove a lineage step).',
  })
  removeLineage(
    @Arg('predecessor', () => String, { description: 'Mã đơn vị trước (predecessor code).' }) predecessor: string,
    @Arg('successor', () => String, { description: 'Mã đơn vị sau (successor code).' }) successor: string,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitResult> {
    const step = { predecessor, successor };
    return changeUnit(context, act, successor, (em, full) => new LineageService(em).remove(step, full));
  }

  @Mutation(() => UnitResult, { description: 'Ghi một tên khác của đơn vị để tìm kiếm (save an alias).' })
  saveAlias(
    @Arg('alias', () => AliasInput, { description: 'Tên khác (alias).' }) alias: AliasInput,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitResult> {
    const { unit: unitCode, name, kind, validFrom = null, validTo = null } = alias;
    const facts = { unitCode, name, kind, validFrom, validTo };
    return changeUnit(context, act, unitCode, async (em, full) => new AliasService(em).save(facts, full));
  }

  @Mutation(() => UnitResult, { description: 'Bỏ một tên khác của đơn vị (remove an alias).' })
  removeAlias(
    @Arg('unit', () => String, { description: 'Mã đơn vị (unit code).' }) unit: string,
    @Arg('name', () => String, { description: 'Tên khác (name).' }) name: string,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitResult> {
    return changeUnit(context, act, unit, (em, full) => new AliasService(em).remove(unit, name, full));
  }
}

/** Makes groups of units. */
@Resolver()
export class UnitGroupMutations {
  @Mutation(() => UnitGroupResult, { description: 'Thêm nhóm đơn vị hoặc ghi lại nhóm cùng mã (save a unit group).' })
  saveUnitGroup(
    @Arg('group', () => UnitGroupInput, { description: 'Nhóm (group).' }) group: UnitGroupInput,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitGroupResult> {
    return changeGroup(context, act, group.code, async (em, full) => new GroupService(em).save({ ...group }, full));
  }

  @Mutation(() => UnitGroupResult, { description: 'Đưa đơn vị vào nhóm từ một ngày (add a unit to a group).' })
  addUnitToGroup(
    @Arg('group', () => String, { description: 'Mã nhóm (group code).' }) group: string,
    @Arg('unit', () => String, { description: 'Mã đơn vị (unit code).' }) unit: string,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitGroupResult> {
    return changeGroup(context, act, group, (em, full) => new GroupService(em).add({ group, unit }, full));
  }

  @Mutation(() => UnitGroupResult, {
    description: 'Đưa đơn vị ra khỏi nhóm từ một ngày; các ngày trước giữ nguyên (take a unit out of a group).',
  })
  removeUnitFromGroup(
    @Arg('group', () => String, { description: 'Mã nhóm (group code).' }) group: string,
    @Arg('unit', () => String, { description: 'Mã đơn vị (unit code).' }) unit: string,
    @Args(() => OrganisationActArgs) act: OrganisationActArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof UnitGroupResult> {
    return changeGroup(context, act, group, (em, full) => new GroupService(em).end({ group, unit }, full));
  }
}

type Work = (em: EntityManager, act: TableAct) => Promise<unknown>;

function changeUnit(
  context: RequestContext,
  act: OrganisationActArgs,
  code: string,
  work: Work,
): Promise<typeof UnitResult> {
  return mutate(context, async (em) => {
    await work(em, actOf(context, act));
    const unit = (await readBy(em, Unit, 'code', [code])).get(code);
    return Object.assign(new UnitPayload(), { unit });
  });
}

function changeGroup(
  context: RequestContext,
  act: OrganisationActArgs,
  code: string,
  work: Work,
): Promise<typeof UnitGroupResult> {
  return mutate(context, async (em) => {
    await work(em, actOf(context, act));
    const group = (await readBy(em, UnitGroup, 'code', [code])).get(code);
    return Object.assign(new UnitGroupPayload(), { group });
  });
}

function actOf({ viewer, day }: RequestContext, { reason, from }: OrganisationActArgs): TableAct {
  return { actor: viewer.email, reason, from: from ?? day };
}

function shareIn(text: string | null | undefined): Share {
  if (text === null || text === undefined) return null;
  const share = parseShare(text);
  if (share) return share;
  throw new PlanError('INVALID_INPUT', `«${text}» không phải là phân số từ trên 0 đến 1/1.`, { field: 'share' });
}
