import { BigIntType, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../base/index.js';

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
}

/** Why a row was not taken. */
@ObjectType('RowRejection', { description: 'Lý do một dòng không được nhận (row rejection).' })
@Entity({ tableName: 'row_rejection' })
export class RowRejection {
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  id!: number & Opt;

  @ManyToOne(() => DossierImport, { ref: true, index: true, deleteRule: 'cascade' })
  dossierImport!: Ref<DossierImport>;

  @Field(() => Int, { description: 'Số dòng trong tệp, dòng tiêu đề là 1 (row, header is 1).' })
  @Property({ type: 'integer' })
  row!: number;

  @Field(() => String, { description: 'Tên cột (column).' })
  @Property({ type: 'text' })
  column!: string;

  @Field(() => String, { description: 'Giá trị trong ô, cắt ở 200 ký tự (value).' })
  @Property({ type: 'text' })
  value!: string;

  @Field(() => String, { description: 'Mã quy tắc, ổn định (rule code).' })
  @Property({ type: 'text' })
  rule!: string;

  @Field(() => String, { description: 'Lý do (reason).' })
  @Property({ type: 'text' })
  message!: string;
}
