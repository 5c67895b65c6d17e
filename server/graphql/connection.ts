import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { PageInfo } from './page-info.js';

/** One item of a connection. */
export interface Edge<T> {
  readonly node: T;
  cursor(): string;
}

/** A page of a list; the whole list is only counted when a client asks for it. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  totalCount(): Promise<number>;
}

/** What a connection instance is made of. */
export interface ConnectionParts<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
  readonly count: () => Promise<number>;
}

/** The edge class of a node type; extend it to hang values on the relation itself. */
export function edgeType<T extends object>(node: ClassType<T> | object, name: string): ClassType<Edge<T>> {
  @ObjectType(`${name}Edge`, { description: `Một mục của danh sách ${name} (edge).` })
  class EdgeClass implements Edge<T> {
    @Field(() => node as ClassType<T>, { description: 'Mục (node).' })
    node!: T;

    @Field(() => String, { description: 'Con trỏ của mục (cursor).' })
    readonly cursor!: () => string;
  }
  return EdgeClass;
}

/** The connection class of a node type. */
export function connectionType<T extends object>(
  node: ClassType<T> | object,
  edge: ClassType<Edge<T>>,
  name: string,
): new (parts: ConnectionParts<T>) => Connection<T> {
  @ObjectType(`${name}Connection`, { description: `Một trang của danh sách ${name} (connection, theo quy ước Relay).` })
  class ConnectionClass implements Connection<T> {
    @Field(() => [edge], { description: 'Các mục kèm con trỏ (edges).' })
    readonly edges: readonly Edge<T>[];

    @Field(() => PageInfo, { description: 'Thông tin trang (page info).' })
    readonly pageInfo: PageInfo;

    readonly #count: () => Promise<number>;

    constructor(parts: ConnectionParts<T>) {
      this.edges = parts.edges;
      this.pageInfo = parts.pageInfo;
      this.#count = parts.count;
    }

    @Field(() => [node as ClassType<T>], { description: 'Các mục, không kèm con trỏ (nodes).' })
    get nodes(): readonly T[] {
      return this.edges.map((item) => item.node);
    }

    @Field(() => Int, { description: 'Tổng số mục của cả danh sách; chỉ đếm khi được hỏi (total count).' })
    totalCount(): Promise<number> {
      return this.#count();
    }
  }
  return ConnectionClass;
}
