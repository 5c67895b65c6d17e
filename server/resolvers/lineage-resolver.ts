import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { DateScalar, readModelOf, type CivilDate } from '../../schema/base/index.js';
import {
  AliasService,
  GroupService,
  LineageService,
  SearchHit,
  searchUnits,
  Unit,
  UnitAlias,
  UnitGroup,
  UnitLineage,
  unitsOfGroup,
} from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { AS_OF_DESCRIPTION, asOfDay, AsOfPageArgs } from '../graphql/as-of-args.js';
import type { Connection } from '../graphql/connection.js';
import { UnitConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';

const STEP_DAY = 'Chỉ các bước có hiệu lực đến ngày này; không ghi: hôm nay; null: mọi bước (as of).';
const GROUP_DAY = 'Nhóm mà đơn vị thuộc về vào ngày này; không ghi: hôm nay; null: mọi nhóm từng thuộc (as of).';
const DEFAULT_HITS = 20;

/** Finds units by what people call them, and lists groups. */
@Resolver()
export class UnitSearchQueries {
  @Query(() => [SearchHit], {
    description:
      'Tìm đơn vị theo tên, tên ngắn, mã hoặc tên cũ; không kể dấu, chữ hoa, đ hay d; tên cũ ra đơn vị kế tiếp kèm lý do (search units).',
  })
  searchUnits(
    @Arg('text', () => String, { description: 'Các từ của tên, theo thứ tự; mỗi từ có thể viết dở (text).' })
    text: string,
    @Arg('first', () => Int, { defaultValue: DEFAULT_HITS, description: 'Số kết quả, 1–50 (first).' }) first: number,
    @Arg('asOf', () => DateScalar, { nullable: true, description: AS_OF_DESCRIPTION })
    asOf: CivilDate | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<SearchHit[]> {
    return searchUnits(context.em, { text, first, asOf: asOfDay(asOf, context) });
  }

  @Query(() => [UnitGroup], { description: 'Các nhóm đơn vị, theo thứ tự tên (unit groups).' })
  unitGroups(@Ctx() { em }: RequestContext): Promise<UnitGroup[]> {
    return new GroupService(em).all();
  }
}

/** Where a unit comes from and goes to, what else it is called, and its groups. */
@Resolver(() => Unit)
export class UnitLineageFields {
  @FieldResolver(() => [UnitLineage], { description: 'Các đơn vị trước của đơn vị này (predecessors).' })
  async predecessors(
    @Root() unit: Unit,
    @Arg('asOf', () => DateScalar, { nullable: true, description: STEP_DAY }) asOf: CivilDate | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<UnitLineage[]> {
    return stepsOf(context, 'successor', unit, asOfDay(asOf, context));
  }

  @FieldResolver(() => [UnitLineage], { description: 'Các đơn vị kế tiếp của đơn vị này (successors).' })
  async successors(
    @Root() unit: Unit,
    @Arg('asOf', () => DateScalar, { nullable: true, description: STEP_DAY }) asOf: CivilDate | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<UnitLineage[]> {
    return stepsOf(context, 'predecessor', unit, asOfDay(asOf, context));
  }

  @FieldResolver(() => [UnitAlias], { description: 'Các tên khác của đơn vị (aliases).' })
  async aliases(@Root() unit: Unit, @Ctx() { em, loaders }: RequestContext): Promise<UnitAlias[]> {
    return (await loaders.load('aliases', unit.id, (ids) => new AliasService(em).ofUnits(ids))) ?? [];
  }

  @FieldResolver(() => [UnitGroup], { description: 'Các nhóm của đơn vị (groups).' })
  async groups(
    @Root() unit: Unit,
    @Arg('asOf', () => DateScalar, { nullable: true, description: GROUP_DAY }) asOf: CivilDate | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<UnitGroup[]> {
    const { em, loaders } = context;
    const day = asOfDay(asOf, context);
    return (await loaders.load(`groups ${day}`, unit.id, (ids) => new GroupService(em).ofUnits(ids, day))) ?? [];
  }
}

/** The two ends of a step. */
@Resolver(() => UnitLineage)
export class LineageFields {
  @FieldResolver(() => Unit, { description: 'Đơn vị trước (predecessor).' })
  predecessor(@Root() step: UnitLineage, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, step.predecessor.id);
  }

  @FieldResolver(() => Unit, { description: 'Đơn vị sau (successor).' })
  successor(@Root() step: UnitLineage, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, step.successor.id);
  }
}

/** Who is in a group. */
@Resolver(() => UnitGroup)
export class UnitGroupFields {
  @FieldResolver(() => UnitConnection, { description: 'Các đơn vị của nhóm, theo thứ tự tên (units).' })
  units(
    @Root() group: UnitGroup,
    @Args(() => AsOfPageArgs) { asOf, ...page }: AsOfPageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Unit>> {
    const { em } = context;
    const day = asOfDay(asOf, context);
    return loadList(context, UnitConnection, {
      name: `units of group ${day}`,
      parent: group.id,
      page,
      query: () => unitsOfGroup(em, day),
      read: (row) => readModelOf(em, Unit).read(row),
    });
  }
}

async function stepsOf(
  { em, loaders }: RequestContext,
  end: 'predecessor' | 'successor',
  unit: Unit,
  day: CivilDate | null,
): Promise<UnitLineage[]> {
  const batch = (ids: readonly string[]) => new LineageService(em).steps(end, ids, day);
  return (await loaders.load(`steps ${end} ${day}`, unit.id, batch)) ?? [];
}
