import type { Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Node } from '../base/index.js';

/** A province that carries out a plan. */
@ObjectType('Province', { implements: Node, description: 'Tỉnh (province).' })
@Entity({ tableName: 'province' })
export class Province extends Node {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Mã tỉnh của Cục Thống kê, ví dụ 42 (GSO code).' })
  @Property({ type: 'text', unique: true })
  code!: string;

  @Field(() => String, { description: 'Tên tỉnh (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Phần đầu mã hồ sơ của tỉnh, ví dụ H27 (dossier code prefix).' })
  @Property({ type: 'text' })
  dossierPrefix!: string;

  override get typeName() {
    return 'Province' as const;
  }
}
