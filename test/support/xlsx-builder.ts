import { buildZip, type ZipPart } from './zip-builder.js';

/** A cell as sheet XML says it: a text, or the XML of `<c>` with `@` for its address. */
export type CellXml = string | { readonly xml: string };

/** What a workbook is made of; all but the rows may be left out. */
export interface WorkbookParts {
  readonly rows?: readonly (readonly CellXml[])[];
  /** XML of the whole sheet instead of the rows. */
  readonly sheet?: string;
  /** XML behind the rows, for example of merged cells. */
  readonly after?: string;
  readonly workbookPr?: string;
  /** XML of the sheets; one visible sheet when left out. */
  readonly sheets?: string;
  readonly styles?: string;
  readonly shared?: string;
  readonly extra?: readonly ZipPart[];
  readonly sheetPart?: Partial<ZipPart>;
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** An XLSX file. */
export function buildXlsx(parts: WorkbookParts): Buffer {
  return buildZip(xlsxParts(parts));
}

/** Its parts. */
export function xlsxParts(parts: WorkbookParts): ZipPart[] {
  const { rows = [], after = '', workbookPr = '', extra = [] } = parts;
  const sheets = parts.sheets ?? '<sheet name="Dữ liệu" sheetId="1" r:id="rId1"/>';
  const sheet =
    parts.sheet ?? `${HEAD}<worksheet ${NS}><sheetData>${rows.map(rowXml).join('')}</sheetData>${after}</worksheet>`;
  return [
    { name: '[Content_Types].xml', content: `${HEAD}<Types/>` },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook ${NS} xmlns:r="${REL}">${workbookPr}<sheets>${sheets}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${HEAD}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>`,
    },
    ...(parts.styles === undefined ? [] : [{ name: 'xl/styles.xml', content: parts.styles }]),
    ...(parts.shared === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: parts.shared }]),
    ...extra,
    { name: 'xl/worksheets/sheet1.xml', content: sheet, ...parts.sheetPart },
  ];
}

/** Styles of which number 1 is a date (`14`) and 2 one of its own (`dd/mm/yyyy hh:mm`). */
export const DATE_STYLES = `${HEAD}<styleSheet ${NS}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>
  <fonts><font><name val="Calibri"/></font></fonts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

function rowXml(cells: readonly CellXml[], place: number): string {
  const row = place + 1;
  return `<row r="${row}">${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row}`)).join('')}</row>`;
}

function cellXml(cell: CellXml, address: string): string {
  if (typeof cell !== 'string') return cell.xml.replaceAll('@', address);
  if (cell === '') return '';
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** `A`, …, `Z`, `AA`, … */
function columnName(column: number): string {
  const rest = column % 26;
  const before = column < 26 ? '' : columnName(Math.floor(column / 26) - 1);
  return before + String.fromCharCode(65 + rest);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
