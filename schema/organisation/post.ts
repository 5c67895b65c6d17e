import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, type CivilDate } from '../base/index.js';
import { Unit } from './unit.js';

/** What a post answers for. */
export enum PostKind {
  Head = 'HEAD',
  Deputy = 'DEPUTY',
  FocalPoint = 'FOCAL_POINT',
}

registerEnumType(PostKind, {
  name: 'PostKind',
  description: 'Loại vị trí nhận nhắc việc (post kind).',
  valuesConfig: {
    Head: { description: 'Người đứng đầu (head).' },
    Deputy: { description: 'Cấp phó phụ trách (deputy).' },
    FocalPoint: { description: 'Đầu mối (focal point).' },
  },
});

/** A post of a unit that mail goes to; people change, posts and their validity stay. */
@ObjectType('Post', { description: 'Vị trí công tác nhận nhắc việc của đơn vị (post).' })
@Entity({ tableName: 'post' })
export class Post {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Unit, { ref: true, index: true })
  unit!: Ref<Unit>;

  @Field(() => PostKind, { description: 'Loại vị trí (kind).' })
  @Enum({ items: () => PostKind, columnType: 'text' })
  kind!: PostKind;

  @Field(() => String, { description: 'Chức danh, ví dụ «Chủ tịch UBND xã» (title).' })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => String, { description: 'Địa chỉ thư công vụ (e-mail).' })
  @Property({ type: 'text' })
  email!: string;

  @Field(() => DateScalar, { description: 'Ngày đầu nhận việc (valid from).' })
  @Property({ type: 'date' })
  validFrom!: CivilDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày thôi nhận việc, không tính ngày này; trống khi còn nhận (valid to, excluded).',
  })
  @Property({ type: 'date', nullable: true })
  validTo!: CivilDate | null;
}
