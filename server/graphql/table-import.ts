import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, type CivilDate, type TableChange, type TableColumn } from '../../schema/base/index.js';
import {
  CsvSeparator,
  TableFileForm,
  type FileFault,
  type TableImport as TableImportFacts,
} from '../../schema/exchange/index.js';

/** Most rows and faults that an answer lists. */
const MOST_LISTED = 500;

/** The tables that can be imported and exported; the stored text is the name of the `TableFormat` in capitals. */
export enum TableName {
  Calendar = 'CALENDAR',
  Units = 'UNITS',
  Lineage = 'LINEAGE',
  Posts = 'POSTS',
  Procedures = 'PROCEDURES',
  Observations = 'OBSERVATIONS',
}

/** What a row of a file does. */
enum TableChangeKind {
  Added = 'ADDED',
  Changed = 'CHANGED',
}

registerEnumType(TableName, {
  name: 'TableName',
  description: 'Bảng dữ liệu xuất, nhập được bằng tệp (table).',
  valuesConfig: {
    Calendar: { description: 'Lịch làm việc: ngày nghỉ, ngày làm bù (calendar).' },
    Units: { description: 'Đơn vị (units).' },
    Lineage: { description: 'Đơn vị nhập vào, tách ra từ đơn vị nào (lineage).' },
    Posts: { description: 'Vị trí nhận nhắc việc (posts).' },
    Procedures: { description: 'Danh mục thủ tục hành chính (procedures).' },
    Observations: { description: 'Số liệu quan sát đang có hiệu lực (observations).' },
  },
});
registerEnumType(TableFileForm, {
  name: 'TableFileForm',
  description: 'Dạng tệp (file form).',
  valuesConfig: {
    Csv: { description: 'CSV, UTF-8; nội dung là văn bản (CSV).' },
    Xlsx: { description: 'XLSX; nội dung mã hóa base64 (XLSX).' },
  },
});
registerEnumType(CsvSeparator, {
  name: 'CsvSeparator',
  description: 'Dấu ngăn cách các ô của tệp CSV (separator).',
  valuesConfig: {
    Comma: { description: 'Dấu phẩy (comma).' },
    Semicolon: { description: 'Dấu chấm phẩy (semicolon).' },
  },
});
registerEnumType(TableChangeKind, {
  name: 'TableChangeKind',
  description: 'Việc một dòng của tệp làm (change kind).',
  valuesConfig: {
    Added: { description: 'Thêm mới (added).' },
    Changed: { description: 'Thay đổi (changed).' },
  },
});

/** A column, for whoever fills the file in. */
@ObjectType('TableColumn', { description: 'Một cột của tệp (table column).' })
export class TableColumnType {
  @Field(() => String, { description: 'Tên cột trong dòng tiêu đề (name).' })
  name!: string;

  @Field(() => String, { description: 'Ý nghĩa (title).' })
  title!: string;

  @Field(() => String, { description: 'Giá trị cho phép (allowed values).' })
  allowed!: string;

  @Field(() => Boolean, { description: 'Bắt buộc phải ghi (is required).' })
  isRequired!: boolean;
}

/** A table as a file. */
@ObjectType('TableExport', { description: 'Một bảng dữ liệu dưới dạng tệp (table export).' })
export class TableExport {
  @Field(() => String, { description: 'Tên tệp nên đặt (file name).' })
  fileName!: string;

  @Field(() => String, { description: 'Nội dung: văn bản với CSV, base64 với XLSX (content).' })
  content!: string;

  @Field(() => [TableColumnType], { description: 'Các cột, theo thứ tự (columns).' })
  columns!: readonly TableColumn[];
}

/** A changed cell. */
@ObjectType('TableFieldChange', { description: 'Một ô có giá trị đổi (field change).' })
class TableFieldChange {
  @Field(() => String, { description: 'Cột (column).' })
  column!: string;

  @Field(() => String, { nullable: true, description: 'Giá trị đang lưu; trống khi chưa có (before).' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'Giá trị trong tệp; trống khi bỏ (after).' })
  after!: string | null;
}

/** What a row does. */
@ObjectType('TableRowChange', { description: 'Việc một dòng của tệp làm với dữ liệu đang lưu (row change).' })
class TableRowChange {
  @Field(() => Int, { description: 'Dòng của tệp, dòng tiêu đề là 1 (row).' })
  row!: number;

  @Field(() => String, { description: 'Đối tượng của dòng: mã, ngày… (key).' })
  key!: string;

  @Field(() => TableChangeKind, { description: 'Thêm mới hay thay đổi (kind).' })
  kind!: TableChangeKind;

  @Field(() => [TableFieldChange], { description: 'Các ô có giá trị đổi (fields).' })
  fields!: readonly TableFieldChange[];
}

/** Why a row is left out. */
@ObjectType('TableRowFault', { description: 'Lý do một dòng bị bỏ lại (row fault).' })
class TableRowFault implements FileFault {
  @Field(() => Int, { description: 'Dòng của tệp, dòng tiêu đề là 1 (row).' })
  row!: number;

  @Field(() => String, { description: 'Cột (column).' })
  column!: string;

  @Field(() => String, { nullable: true, description: 'Địa chỉ ô trong tệp XLSX, ví dụ B7; trống với CSV (cell).' })
  cell!: string | null;

  @Field(() => String, { description: 'Giá trị sai (value).' })
  value!: string;

  @Field(() => String, { description: 'Mã quy tắc, ổn định (rule).' })
  rule!: string;

  @Field(() => String, { description: 'Lời giải thích (message).' })
  message!: string;
}

/** What a file does, or did. */
@ObjectType('TableImport', { description: 'Những gì một tệp thay đổi trong bảng (table import).' })
export class TableImport {
  @Field(() => DateScalar, { description: 'Ngày các thay đổi bắt đầu có hiệu lực (from).' })
  readonly from: CivilDate;

  @Field(() => Int, { description: 'Số dòng thêm mới (added).' })
  readonly added: number;

  @Field(() => Int, { description: 'Số dòng thay đổi (changed).' })
  readonly changed: number;

  @Field(() => Int, { description: 'Số dòng giữ nguyên (unchanged).' })
  readonly unchanged: number;

  @Field(() => Int, { description: 'Số dòng bị bỏ lại vì có lỗi (rejected).' })
  readonly rejected: number;

  @Field(() => [TableRowChange], {
    description: `Các dòng thêm mới và thay đổi, theo thứ tự tệp, nhiều nhất ${MOST_LISTED} (changes).`,
  })
  readonly changes: readonly TableChange[];

  @Field(() => [TableRowFault], {
    description: `Các lỗi, theo thứ tự tệp, nhiều nhất ${MOST_LISTED} (faults).`,
  })
  readonly faults: readonly FileFault[];

  @Field(() => String, { description: 'Mã của bản xem trước, gửi lại khi thực hiện (plan token).' })
  readonly planToken: string;

  constructor(facts: TableImportFacts) {
    this.from = facts.from;
    this.added = facts.added;
    this.changed = facts.changed;
    this.unchanged = facts.unchanged;
    this.rejected = facts.rejected;
    this.changes = facts.changes.filter(({ kind }) => kind !== 'UNCHANGED').slice(0, MOST_LISTED);
    this.faults = facts.faults.slice(0, MOST_LISTED);
    this.planToken = facts.planToken;
  }
}
