import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import type { DocumentOutline } from '../outline/outline.js';
import { sameBytes } from '../zip-bytes.js';
import { bodyOf } from './body.js';
import { annexBlocks, closing } from './closing.js';
import { letterhead, titleLines } from './letterhead.js';
import { FONT, PAGE, SIZE, twips } from './measures.js';
import { centred } from './text.js';

/**
 * A report as a DOCX file, laid out by Nghị định 30/2020/NĐ-CP, ready to be numbered, signed and sealed.
 *
 * @param at instant of sealing, of compiling for a draft: the file's own time, so that the same report gives the same bytes.
 */
export async function docxOf(outline: DocumentOutline, at: Date): Promise<Uint8Array> {
  const document = new Document({
    title: outline.subject,
    creator: outline.head.agency.join(' '),
    lastModifiedBy: '',
    customProperties: propertiesOf(outline),
    styles: { default: { document: { run: { font: FONT, size: SIZE.body, language: { value: 'vi-VN' } } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: {
              top: twips(PAGE.top),
              bottom: twips(PAGE.bottom),
              left: twips(PAGE.left),
              right: twips(PAGE.right),
              header: twips(9),
              footer: twips(9),
            },
          },
        },
        headers: { first: new Header({ children: marks(outline) }), default: runningHead(outline) },
        footers: { first: foot(outline), default: foot(outline) },
        children: [
          letterhead(outline),
          ...titleLines(outline),
          ...bodyOf(outline.blocks),
          ...closing(outline),
          ...outline.annexes.flatMap(annexBlocks),
        ],
      },
    ],
  });
  const packed = await Packer.toBuffer(document);
  return sameBytes(packed, at, (name, bytes) => (name === 'docProps/core.xml' ? datedAt(bytes, at) : bytes));
}

/** What `report:verify` reads back. */
function propertiesOf({ identity }: DocumentOutline): { name: string; value: string }[] {
  return [
    { name: 'KeHoach457Report', value: identity.reportId },
    { name: 'KeHoach457Revision', value: String(identity.revision) },
    { name: 'KeHoach457Sha256', value: identity.sha256 ?? '' },
  ];
}

function marks({ marks: all }: DocumentOutline): Paragraph[] {
  return [centred(all.join(' – '), { size: SIZE.small, bold: true, color: 'B00020' })];
}

/** The number of the page in the middle of the upper margin, not on the first page. Source: ibid., Mục I, khoản 7. */
function runningHead(outline: DocumentOutline): Header {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: 0 },
    children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.head })],
  });
  return new Header({ children: [number, ...(outline.marks.length > 0 ? marks(outline) : [])] });
}

function foot({ identity: { reportId, revision, sha256 } }: DocumentOutline): Footer {
  const seal = sha256 === null ? 'chưa niêm phong' : `SHA-256 ${sha256}`;
  const text = `Mã báo cáo ${reportId} · lần lập ${revision} · ${seal}`;
  return new Footer({ children: [centred(text, { size: 14, color: '595959' })] });
}

/** The core properties with the report's own time instead of the moment of drawing. */
function datedAt(bytes: Uint8Array, at: Date): Uint8Array {
  const xml = Buffer.from(bytes).toString('utf8');
  return Buffer.from(xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at.toISOString()}`), 'utf8');
}
