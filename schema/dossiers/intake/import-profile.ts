import type { Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../base/index.js';

/** A version of a profile: how files of one system become dossiers. The highest version of a name is in force. */
@ObjectType('ImportProfile', {
  description: 'Mẫu nạp: cách đọc tệp kết xuất của một hệ thống khác (import profile).',
})
@Entity({ tableName: 'import_profile' })
@Unique({ properties: ['name', 'version'] })
export class ImportProfile {
  @Field(() => ID, { description: 'Mã của phiên bản (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Tên mẫu, ví dụ standard (name).' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Phiên bản, từ 1; phiên bản cao nhất được dùng (version).' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => String, { description: 'Tên gọi (title).' })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => String, { description: 'Nội dung mẫu dạng YAML (definition).' })
  @Property({ type: 'text' })
  yaml!: string;

  @Field(() => DateTimeScalar, { description: 'Thời điểm lưu (saved at).' })
  @Property({ type: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  savedAt!: Date & Opt;

  @Field(() => String, { description: 'Người lưu, hoặc tên lệnh (saved by).' })
  @Property({ type: 'text' })
  savedBy!: string;
}
