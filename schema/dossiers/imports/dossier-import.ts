import { BigIntType, type Opt } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../base/index.js';

/** One intake of dossiers and its counts. */
@ObjectType('DossierImport', { description: 'Một lần nạp hồ sơ (dossier import).' })
@Entity({ tableName: 'dossier_import' })
export class DossierImport {
  @Field(() => ID, { description: 'Mã lần nạp (id).' })
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @Field(() => String, { description: 'Tên tệp do người nạp đặt (file name).' })
  @Property({ type: 'text' })
  fileName!: string;

  @Field(() => String, { description: 'Mẫu nạp đã dùng (import profile).' })
  @Property({ type: 'text', default: 'standard' })
  profile!: string & Opt;

  @Field(() => String, { description: 'Tài khoản, hệ thống hoặc lệnh đã nạp (actor).' })
  @Property({ type: 'text' })
  actor!: string;

  @Field(() => DateTimeScalar, { description: 'Thời điểm nạp (imported at).' })
  @Property({ type: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  importedAt!: Date & Opt;

  @Field(() => Int, { description: 'Số dòng dữ liệu đọc được (rows read).' })
  @Property({ type: 'integer' })
  rowsRead!: number;

  @Field(() => Int, { description: 'Số hồ sơ mới (created).' })
  @Property({ type: 'integer' })
  created!: number;

  @Field(() => Int, { description: 'Số hồ sơ thay đổi (changed).' })
  @Property({ type: 'integer' })
  changed!: number;

  @Field(() => Int, { description: 'Số hồ sơ giữ nguyên: nội dung như cũ hoặc cũ hơn bản đang có (unchanged).' })
  @Property({ type: 'integer' })
  unchanged!: number;

  @Field(() => Int, { description: 'Số dòng bị từ chối (rejected).' })
  @Property({ type: 'integer' })
  rejected!: number;

  /** Data version that this import made; the one before when nothing changed. */
  @Property({ type: new BigIntType('number') })
  dataVersion!: number;

  @Field(() => String, { nullable: true, description: 'SHA-256 của tệp, hệ 16; trống với lần nạp cũ (SHA-256).' })
  @Index()
  @Property({ type: 'text', nullable: true })
  sha256!: string | null;

  /** Header of the file, cell by cell; null of imports before it was kept. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true, lazy: true })
  header!: string[] | null;
}
