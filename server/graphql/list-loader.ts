import { listCounts, listPages, type ListQuery, type PageRequest } from '../../schema/base/index.js';
import type { RequestContext } from '../context.js';
import type { Connection, ConnectionParts, Edge } from './connection.js';

/** A list to load for a parent. `name` tells it from every other list and carries its filter and order. */
export interface ListLoad<T> {
  readonly name: string;
  readonly parent: string;
  readonly page: PageRequest;
  readonly query: () => ListQuery;
  readonly read: (row: Readonly<Record<string, unknown>>) => T;
  /** Hangs values on an edge; plain edges when left out. */
  readonly edge?: (edge: Edge<T>) => Edge<T>;
}

/** One page of a list; all parents that ask for it in the same turn share one statement. */
export async function loadList<T>(
  context: RequestContext,
  type: new (parts: ConnectionParts<T>) => Connection<T>,
  list: ListLoad<T>,
): Promise<Connection<T>> {
  const { loaders, em } = context;
  const { first, after, last, before } = list.page;
  const name = `${list.name} ${JSON.stringify([first, after, last, before])}`;
  const page = await loaders.load(name, list.parent, (parents) => listPages(em, parents, list.query(), list.page));
  const items = page?.items ?? [];
  const edges = items.map(({ row, cursor }) => {
    const edge = { node: list.read(row), cursor };
    return list.edge ? list.edge(edge) : edge;
  });
  return new type({
    edges,
    pageInfo: {
      hasNextPage: page?.hasNextPage ?? false,
      hasPreviousPage: page?.hasPreviousPage ?? false,
      startCursor: () => edges[0]?.cursor() ?? null,
      endCursor: () => edges.at(-1)?.cursor() ?? null,
    },
    count: async () =>
      (await loaders.load(`${list.name} count`, list.parent, (parents) => listCounts(em, parents, list.query()))) ?? 0,
  });
}
