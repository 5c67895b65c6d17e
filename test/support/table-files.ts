import { deflateRawSync } from 'node:zlib';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseCivilDate, type CivilDate, type TableColumn, type TableFormat } from '../../schema/base/index.js';
import { TableFileForm, writeTableFile } from '../../schema/exchange/index.js';

const columns: readonly TableColumn[] = [
  { name: 'code', title: 'Mã', allowed: 'một từ', isRequired: true },
  { name: 'name', title: 'Tên', allowed: 'một dòng', isRequired: false },
  { name: 'days', title: 'Số ngày', allowed: 'số nguyên', isRequired: false, kind: 'NUMBER' },
  { name: 'on', title: 'Ngày', allowed: 'ngày', isRequired: false, kind: 'DAY' },
  { name: 'open', title: 'Còn mở', allowed: 'true hoặc false', isRequired: false, kind: 'FLAG' },
];

/** A table with a column of every kind that stores nothing: only what a file of it looks like can be asked. */
export interface NoteTable extends TableFormat {
  /** First arguments of `writeTableFile`. */
  readonly written: readonly [em: EntityManager, format: TableFormat, day: CivilDate];
}

const unasked = (): Promise<never> => Promise.reject(new Error('A table of notes stores nothing'));

/** One with these rows. */
export function noteTable(rows: string[][]): NoteTable {
  const format: TableFormat = {
    name: 'posts',
    columns,
    rows: () => Promise.resolve(rows),
    plan: unasked,
    apply: unasked,
  };
  return { ...format, written: [undefined as unknown as EntityManager, format, parseCivilDate('2026-01-01')] };
}

/** Its rows as a CSV file. */
export function csvBytes({ written }: NoteTable): Promise<Buffer> {
  return writeTableFile(...written, TableFileForm.Csv);
}

/** A part of a zip file; `claims` is the unpacked size that its directory tells, the true one when left out. */
export interface ZipPart {
  readonly name: string;
  readonly data: Buffer | string;
  readonly claims?: number;
}

/** A zip file made by hand, so that it can be made wrong. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims } of parts) {
    const packed = deflateRawSync(data);
    const size = claims ?? Buffer.byteLength(data);
    const path = Buffer.from(name, 'utf8');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, path, packed);
    directory.push(entry, path);
    offset += local.length + path.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of an XLSX file whose first sheet holds these `<row>` elements; style 1 is a day, style 2 text. */
export function xlsxParts(rows: string): ZipPart[] {
  return [
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="${NAMESPACE}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="49"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<worksheet xmlns="${NAMESPACE}"><sheetData>${rows}</sheetData></worksheet>`,
    },
  ];
}

/** A `<c>` element with a text in it. */
export function textCell(address: string, text: string): string {
  return `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
}
