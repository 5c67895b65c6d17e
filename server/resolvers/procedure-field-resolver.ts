import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DossierStatistics, FieldStatisticsService, type FieldLevel } from '../../schema/dossiers/index.js';
import { Province, Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import { statisticsOf } from '../graphql/figures.js';
import { rangeOfArgs, RestatedRangeArgs } from '../graphql/period-args.js';
import { ProcedureField, type FieldOwner } from '../graphql/procedure-field.js';

/** Fields (lĩnh vực) of a province. */
@Resolver(() => Province)
export class ProvinceProcedureFields {
  @FieldResolver(() => [ProcedureField], { description: 'Các lĩnh vực thủ tục, theo thứ tự tên (fields).' })
  fields(@Root() province: Province, @Ctx() context: RequestContext): Promise<ProcedureField[]> {
    return fieldsOf(context, 'province', province.id, { province });
  }
}

/** Fields (lĩnh vực) of a unit. */
@Resolver(() => Unit)
export class UnitProcedureFields {
  @FieldResolver(() => [ProcedureField], {
    description: 'Các lĩnh vực mà đơn vị có thủ tục hoặc có hồ sơ, theo thứ tự tên (fields).',
  })
  fields(@Root() unit: Unit, @Ctx() context: RequestContext): Promise<ProcedureField[]> {
    return fieldsOf(context, 'unit', unit.id, { unit });
  }
}

/** Figures of a field. */
@Resolver(() => ProcedureField)
export class ProcedureFieldFigures {
  @FieldResolver(() => DossierStatistics, {
    description: 'Số liệu hồ sơ, cộng mọi thủ tục của lĩnh vực (statistics).',
  })
  statistics(
    @Root() field: ProcedureField,
    @Args(() => RestatedRangeArgs) args: RestatedRangeArgs,
    @Ctx() context: RequestContext,
  ): Promise<DossierStatistics> {
    return statisticsOf(context, { field }, rangeOfArgs(args), args.restated);
  }
}

async function fieldsOf(
  { em, loaders, day }: RequestContext,
  level: FieldLevel,
  ownerId: string,
  owner: FieldOwner,
): Promise<ProcedureField[]> {
  const read = (ids: readonly string[]) => new FieldStatisticsService(em).fieldsOf(level, ids, day);
  const names = (await loaders.load(`fields of ${level}`, ownerId, read)) ?? [];
  return names.map((name) => Object.assign(new ProcedureField(), { name, owner }));
}
