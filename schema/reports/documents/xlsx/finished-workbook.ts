import { strFromU8, strToU8 } from 'fflate';
import type { DocumentIdentity, DocumentOutline } from '../outline/outline.js';
import { partsOfZip, zipOf } from '../zip-bytes.js';
import { escapeXml } from './escape-xml.js';

const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CUSTOM_FORMAT = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';

/**
 * What the writer leaves out: properties that say what the file is made from and when, printing one page wide with a foot,
 * and one order and one time for all parts, so that equal workbooks have equal bytes.
 */
export function finishedWorkbook(written: Uint8Array, outline: DocumentOutline, at: Date): Uint8Array {
  const parts = new Map(partsOfZip(written).map(([path, bytes]) => [path, strFromU8(bytes)]));
  for (const [path, xml] of parts) if (SHEET.test(path)) parts.set(path, printable(xml, outline.identity));
  parts.set('docProps/core.xml', coreProperties(outline, at));
  parts.set('docProps/custom.xml', customProperties(outline.identity));
  change(parts, '[Content_Types].xml', '</Types>', contentTypes());
  change(parts, '_rels/.rels', '</Relationships>', relationships());
  return zipOf(
    [...parts].map(([path, xml]) => [path, strToU8(xml)] as const),
    at,
  );
}

/** Puts a text before the closing tag of a part. */
function change(parts: Map<string, string>, path: string, closing: string, added: string): void {
  const xml = parts.get(path);
  if (!xml?.endsWith(closing)) throw new Error(`The writer made another ${path} than expected`);
  parts.set(path, xml.slice(0, -closing.length) + added + closing);
}

function printable(xml: string, { reportId, revision }: DocumentIdentity): string {
  const foot = `&amp;L&amp;8${escapeXml(reportId)}, lần lập ${revision}&amp;R&amp;P/&amp;N`;
  const orientation = xml.includes('orientation="landscape"') ? 'landscape' : 'portrait';
  const setup = `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`;
  const [, start, body] = /^(.*<worksheet [^>]*>)(.*)<\/worksheet>$/s.exec(xml) ?? [];
  if (start === undefined || body === undefined) throw new Error('The writer made another sheet than expected');
  return (
    `${start}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${body.replace(/<pageSetup[^>]*\/>/, '')}` +
    `${setup}<headerFooter><oddFooter>${foot}</oddFooter></headerFooter></worksheet>`
  );
}

function contentTypes(): string {
  return [
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml'],
  ]
    .map(([path, type]) => `<Override PartName="${path}" ContentType="${type}"/>`)
    .join('');
}

function relationships(): string {
  return [
    ['rId-core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ['rId-custom', `${OFFICE}/relationships/custom-properties`, 'docProps/custom.xml'],
  ]
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
    .join('');
}

function coreProperties({ head, title, subject }: DocumentOutline, at: Date): string {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  const spaces =
    `xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  return (
    `${DECLARATION}<cp:coreProperties ${spaces}><dc:title>${escapeXml(`${title}: ${subject}`)}</dc:title>` +
    `<dc:creator>${escapeXml(head.agency.join(' '))}</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified></cp:coreProperties>`
  );
}

function customProperties({ reportId, revision, sha256 }: DocumentIdentity): string {
  const properties = [
    ['KeHoach457Report', reportId],
    ['KeHoach457Revision', String(revision)],
    ['KeHoach457Sha256', sha256 ?? ''],
  ] as const;
  const elements = properties.map(
    ([name, value], index) =>
      `<property fmtid="${CUSTOM_FORMAT}" pid="${index + 2}" name="${name}">` +
      `<vt:lpwstr>${escapeXml(value)}</vt:lpwstr></property>`,
  );
  const spaces = `xmlns="${OFFICE}/custom-properties" xmlns:vt="${OFFICE}/docPropsVTypes"`;
  return `${DECLARATION}<Properties ${spaces}>${elements.join('')}</Properties>`;
}
