import { OptionalProps } from '@mikro-orm/core';
import { Field, ID, InterfaceType } from 'type-graphql';
import { toGlobalId } from './global-id.js';

/** Anything a client can fetch again by its opaque id (Relay's Node). */
@InterfaceType('Node', {
  description: 'Đối tượng có mã định danh toàn cục, lấy lại được bằng `node(id)` (Node, theo quy ước Relay).',
  resolveType: (node: Node) => node.typeName,
})
export abstract class Node {
  /** Computed, never given when a row is made. */
  [OptionalProps]?: 'globalId' | 'typeName';

  /** Key of the row, never shown to a client. */
  abstract id: string;

  /** Name of the GraphQL object type. */
  abstract get typeName(): string;

  /** Type and key in one opaque text. */
  @Field(() => ID, {
    name: 'id',
    description: 'Mã định danh toàn cục, không có nghĩa bên ngoài hệ thống (opaque global id).',
  })
  get globalId(): string {
    return toGlobalId(this.typeName, this.id);
  }
}
