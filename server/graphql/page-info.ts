import { Field, ObjectType } from 'type-graphql';

/** Relay's page information. */
@ObjectType('PageInfo', { description: 'Thông tin trang (page info, theo quy ước Relay).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Còn mục phía sau (has next page).' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Còn mục phía trước (has previous page).' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Con trỏ của mục đầu trang (start cursor).' })
  startCursor!: () => string | null;

  @Field(() => String, { nullable: true, description: 'Con trỏ của mục cuối trang (end cursor).' })
  endCursor!: () => string | null;
}
