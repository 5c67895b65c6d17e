import { PrimaryKeyProp, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import type { CivilDate } from '../../base/index.js';
import { DossierImport } from './dossier-import.js';
import { FindingSeverity } from './finding-severity.js';

/** Something found in a row of a dossier file. */
@ObjectType('ImportFinding', { description: 'Điều phát hiện trong một dòng của tệp hồ sơ (import finding).' })
@Entity({ tableName: 'import_finding' })
@Index({ properties: ['dossierImport', 'severity', 'id'] })
@Index({ properties: ['dossierImport', 'row'] })
export class ImportFinding {
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  id!: number & Opt;

  @ManyToOne(() => DossierImport, { ref: true, deleteRule: 'cascade' })
  dossierImport!: Ref<DossierImport>;

  @Field(() => Int, { description: 'Số dòng trong tệp, dòng tiêu đề là 1 (row, header is 1).' })
  @Property({ type: 'integer' })
  row!: number;

  @Field(() => String, { description: 'Tên cột (column).' })
  @Property({ type: 'text' })
  column!: string;

  @Field(() => FindingSeverity, { description: 'Mức (severity).' })
  @Enum({ items: () => FindingSeverity, columnType: 'text' })
  severity!: FindingSeverity;

  @Field(() => String, { description: 'Mã quy tắc, ổn định (rule code).' })
  @Property({ type: 'text' })
  rule!: string;

  @Field(() => String, { description: 'Giá trị trong ô, cắt ở 200 ký tự (value).' })
  @Property({ type: 'text' })
  value!: string;

  @Field(() => String, { description: 'Lý do (reason).' })
  @Property({ type: 'text' })
  message!: string;
}

/** A row of a file in which something was found. */
@Entity({ tableName: 'import_row' })
@Index({
  name: 'import_row_dossier_index',
  expression: 'create index import_row_dossier_index on import_row (opened_on, code) where not rejected',
})
export class ImportRow {
  [PrimaryKeyProp]?: ['dossierImport', 'row'];

  @ManyToOne(() => DossierImport, { ref: true, primary: true, deleteRule: 'cascade' })
  dossierImport!: Ref<DossierImport>;

  /** Line of the file; the header is 1. */
  @PrimaryKey({ type: 'integer' })
  row!: number;

  @Property({ type: 'boolean' })
  rejected!: boolean;

  /** The cells as in the file, in the order of the import's header; null when they were not kept. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  cells!: string[] | null;

  /** The dossier it tells of, as it said on `updatedAt`; all null when that could not be read. */
  @Property({ type: 'date', nullable: true })
  openedOn!: CivilDate | null;

  @Property({ type: 'text', collation: 'C', nullable: true })
  code!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  updatedAt!: Date | null;
}

/** Why a row was not taken. */
@ObjectType('RowRejection', { description: 'Lý do một dòng không được nhận (row rejection).' })
export class RowRejection {
  @Field(() => Int, { description: 'Số dòng trong tệp, dòng tiêu đề là 1 (row, header is 1).' })
  row!: number;

  @Field(() => String, { description: 'Tên cột (column).' })
  column!: string;

  @Field(() => String, { description: 'Giá trị trong ô, cắt ở 200 ký tự (value).' })
  value!: string;

  @Field(() => String, { description: 'Mã quy tắc, ổn định (rule code).' })
  rule!: string;

  @Field(() => String, { description: 'Lý do (reason).' })
  message!: string;
}

/** How often a rule found something. */
@ObjectType('FindingCount', { description: 'Số lần một quy tắc phát hiện (finding count).' })
export class FindingCount {
  @Field(() => String, { description: 'Mã quy tắc, ổn định (rule code).' })
  rule!: string;

  @Field(() => FindingSeverity, { description: 'Mức (severity).' })
  severity!: FindingSeverity;

  @Field(() => Int, { description: 'Số lần (count).' })
  count!: number;
}
