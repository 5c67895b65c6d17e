import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Node, PlanError } from '../../schema/base/index.js';
import {
  descendantList,
  PROCEDURE_DEPTH,
  proceduresById,
  readDescendant,
  UNIT_DEPTH,
} from '../../schema/catalogue/index.js';
import { Province } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { Descendant, DescendantArgs, DescendantConnection } from '../graphql/descendant.js';
import { unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';

/** All that stands below a province, flat. */
@Resolver(() => Province)
export class ProvinceDescendantFields {
  @FieldResolver(() => DescendantConnection, {
    description:
      'Mọi đối tượng dưới tỉnh trong một danh sách phẳng: từng đơn vị, rồi các thủ tục đơn vị đó thực hiện (descendants).',
  })
  descendants(
    @Root() province: Province,
    @Args(() => DescendantArgs) { maxDepth, asOf, ...page }: DescendantArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Descendant>> {
    if (maxDepth < UNIT_DEPTH || maxDepth > PROCEDURE_DEPTH) {
      const message = `maxDepth từ ${UNIT_DEPTH} đến ${PROCEDURE_DEPTH}.`;
      throw new PlanError('INVALID_INPUT', message, { field: 'maxDepth' });
    }
    const day = asOf ?? context.day;
    return loadList(context, DescendantConnection, {
      name: `descendants ${maxDepth} ${day}`,
      parent: province.id,
      page,
      query: () => descendantList(day, maxDepth),
      read: (row) => Object.assign(new Descendant(), readDescendant(row), { day, province }),
    });
  }
}

/** What a descendant is, and below what it stands. */
@Resolver(() => Descendant)
export class DescendantFields {
  @FieldResolver(() => Node, { description: 'Đơn vị hoặc thủ tục (node).' })
  async node(@Root() { unitId, procedureId, day }: Descendant, @Ctx() context: RequestContext): Promise<Node> {
    if (procedureId === null) return unitOf(context, unitId);
    const { loaders, em } = context;
    const procedure = await loaders.load(`procedure on ${day}`, procedureId, (ids) => proceduresById(em, ids, day));
    if (!procedure) throw new Error(`procedure ${procedureId} of a list is not there on ${day}`);
    return procedure;
  }

  @FieldResolver(() => Node, { description: 'Đối tượng ngay trên: tỉnh của đơn vị, đơn vị của thủ tục (parent).' })
  parent(@Root() { province, unitId, procedureId }: Descendant, @Ctx() context: RequestContext): Node | Promise<Node> {
    return procedureId === null ? province : unitOf(context, unitId);
  }
}
