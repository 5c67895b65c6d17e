import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { assertAllowed } from '../../schema/access/index.js';
import { Procedure, proceduresById } from '../../schema/catalogue/index.js';
import {
  CountedDossier,
  countedDossierList,
  DossierStatistics,
  readCountedDossier,
  scopeKey,
  StatisticsCount,
} from '../../schema/dossiers/index.js';
import { Unit } from '../../schema/organisation/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { DossierConnection } from '../graphql/connections.js';
import { unitOf } from '../graphql/figures.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';
import { rangeKey } from '../graphql/period-args.js';

/** A page of the dossiers of a count. */
@ArgsType()
class CountedDossierArgs extends PageArgs {
  @Field(() => StatisticsCount, { description: 'Số đếm cần xem hồ sơ (count).' })
  count!: StatisticsCount;
}

/** The dossiers behind figures. */
@Resolver(() => DossierStatistics)
export class DossierStatisticsFields {
  @FieldResolver(() => DossierConnection, {
    nullable: true,
    description:
      'Các hồ sơ mà một số đếm đã đếm, theo mã hồ sơ; trống với số liệu đã chốt trong báo cáo. Cán bộ, lãnh đạo đơn vị chỉ xem được của đơn vị mình (dossiers behind a count).',
  })
  async dossiers(
    @Root() { origin }: DossierStatistics,
    @Args(() => CountedDossierArgs) { count, ...page }: CountedDossierArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<CountedDossier> | null> {
    const unitId = origin?.scope.unitId ?? null;
    assertAllowed(context.viewer, 'READ_DOSSIERS', unitId);
    if (!origin) return null;
    const { scope, range, restatedOn } = origin;
    return loadList(context, DossierConnection, {
      name: `dossiers ${Object.keys(scope).join()} ${count} ${rangeKey(range)} ${restatedOn ?? ''}`,
      parent: scopeKey(scope),
      page,
      query: () => countedDossierList(origin, count),
      read: (row) => readCountedDossier(row, unitId),
    });
  }
}

/** Fields of a dossier. */
@Resolver(() => CountedDossier)
export class DossierFields {
  @FieldResolver(() => Procedure, {
    nullable: true,
    description: 'Thủ tục như hiện nay; trống khi đã bãi bỏ, khi đó xem `procedureCode` (procedure).',
  })
  procedure(
    @Root() { procedureId }: CountedDossier,
    @Ctx() { em, loaders, day }: RequestContext,
  ): Promise<Procedure | undefined> {
    return loaders.load(`procedure by id ${day}`, procedureId, (ids) => proceduresById(em, ids, day));
  }

  @FieldResolver(() => Unit, { description: 'Đơn vị tiếp nhận (receiving unit).' })
  receivingUnit(@Root() { receivingUnitId }: CountedDossier, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, receivingUnitId);
  }

  @FieldResolver(() => Unit, { description: 'Đơn vị giải quyết, nơi hồ sơ được tính (resolving unit).' })
  resolvingUnit(@Root() { resolvingUnitId }: CountedDossier, @Ctx() context: RequestContext): Promise<Unit> {
    return unitOf(context, resolvingUnitId);
  }
}
