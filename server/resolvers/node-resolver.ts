import type { EntityClass } from '@mikro-orm/core';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { isOwn, scopeOf, type Action } from '../../schema/access/index.js';
import { fromGlobalId, MAX_PAGE_SIZE, Node, PlanError, readBy } from '../../schema/base/index.js';
import { proceduresById } from '../../schema/catalogue/index.js';
import { Province, Unit } from '../../schema/organisation/index.js';
import { Clause, Deadline, DeadlineRule, Duty, Plan, Target, Task } from '../../schema/plan/index.js';
import { Obstacle, Report, ReportRevision } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { ownerOf } from '../graphql/owners.js';

/** Reads objects of one kind by their keys, as they stand today. */
type ReadByIds = (context: RequestContext, ids: readonly string[]) => Promise<Map<string, Node>>;

/** Of one kind: how it is read, the right that it takes, and what says whose it is when it does not itself. */
interface Kind {
  readonly read: ReadByIds;
  readonly action: Action;
  readonly ownedThrough?: (context: RequestContext, node: Node) => Promise<Node | undefined>;
}

/** What can be fetched by id. */
const KINDS: Record<string, Kind> = {
  Province: { read: rowsBy(Province), action: 'READ_PUBLIC' },
  Department: { read: rowsBy(Unit), action: 'READ_PUBLIC' },
  Commune: { read: rowsBy(Unit), action: 'READ_PUBLIC' },
  Agency: { read: rowsBy(Unit), action: 'READ_PUBLIC' },
  Procedure: { read: ({ em, day }, ids) => proceduresById(em, ids, day), action: 'READ_PUBLIC' },
  Plan: { read: rowsBy(Plan), action: 'READ_PUBLIC' },
  Clause: { read: rowsBy(Clause), action: 'READ_PUBLIC' },
  DeadlineRule: { read: rowsBy(DeadlineRule), action: 'READ_PUBLIC' },
  Target: { read: rowsBy(Target), action: 'READ_PUBLIC' },
  Task: { read: rowsBy(Task), action: 'READ_PUBLIC' },
  Duty: { read: rowsBy(Duty), action: 'READ_PUBLIC' },
  Deadline: { read: rowsBy(Deadline), action: 'READ_DEADLINES' },
  Report: { read: rowsBy(Report), action: 'READ_REPORTS' },
  ReportRevision: { read: rowsBy(ReportRevision), action: 'READ_REPORTS', ownedThrough: reportOf },
  Obstacle: { read: rowsBy(Obstacle), action: 'READ_OBSTACLES' },
};

/** Fetches anything by its opaque id. */
@Resolver()
export class NodeQueries {
  @Query(() => Node, {
    nullable: true,
    description: 'Đối tượng theo mã; trống khi không có hoặc không được xem (node).',
  })
  node(
    @Arg('id', () => ID, { description: 'Mã định danh toàn cục (id).' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Node | null> {
    return nodeOf(context, id);
  }

  @Query(() => [Node], { nullable: 'items', description: 'Các đối tượng theo mã, đúng thứ tự hỏi (nodes).' })
  nodes(
    @Arg('ids', () => [ID], { description: `Các mã, nhiều nhất ${MAX_PAGE_SIZE} (ids).` }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<(Node | null)[]> {
    if (ids.length > MAX_PAGE_SIZE) {
      throw new PlanError('INVALID_INPUT', `Hỏi nhiều nhất ${MAX_PAGE_SIZE} mã một lần.`, { field: 'ids' });
    }
    return Promise.all(ids.map((id) => nodeOf(context, id)));
  }
}

async function nodeOf(context: RequestContext, id: string): Promise<Node | null> {
  const { type, key } = fromGlobalId(id);
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind) throw new PlanError('INVALID_INPUT', 'Mã định danh (id) không hợp lệ.', { field: 'id' });
  const { loaders, viewer } = context;
  const scope = scopeOf(viewer, kind.action);
  if (scope === null) return null;
  const node = await loaders.load(`node ${type}`, key, (ids) => kind.read(context, ids));
  if (!node || node.typeName !== type) return null;
  if (scope === 'ANY') return node;
  const owned = kind.ownedThrough ? await kind.ownedThrough(context, node) : node;
  return owned && isOwn(viewer, ownerOf(owned) ?? null) ? node : null;
}

async function reportOf({ em, loaders }: RequestContext, node: Node): Promise<Node | undefined> {
  const { report } = node as ReportRevision;
  return loaders.load('report by id', report.id, (ids) => readBy(em, Report, 'id', ids));
}

function rowsBy(entity: EntityClass<Node>): ReadByIds {
  return ({ em }, ids) => readBy(em, entity, 'id', ids);
}
