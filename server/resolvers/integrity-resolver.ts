import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { readModelOf, ROOT } from '../../schema/base/index.js';
import { IntegrityCheck, integrityCheckList } from '../../schema/dossiers/index.js';
import type { RequestContext } from '../context.js';
import { connectionType, edgeType, type Connection } from '../graphql/connection.js';
import { loadList } from '../graphql/list-loader.js';
import { PageArgs } from '../graphql/page-args.js';

const IntegrityCheckConnection = connectionType(
  IntegrityCheck,
  edgeType(IntegrityCheck, 'IntegrityCheck'),
  'IntegrityCheck',
);

/** Lists what the nightly comparisons of rollups and dossiers found. */
@Resolver()
export class IntegrityQueries {
  @Query(() => IntegrityCheckConnection, {
    description: 'Các lần đối chiếu số tổng hợp với hồ sơ, mới nhất trước (integrity checks).',
  })
  integrityChecks(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<IntegrityCheck>> {
    const { em } = context;
    return loadList(context, IntegrityCheckConnection, {
      name: 'integrity checks',
      parent: ROOT,
      page,
      query: () => integrityCheckList(em),
      read: (row) => readModelOf(em, IntegrityCheck).read(row),
    });
  }
}
