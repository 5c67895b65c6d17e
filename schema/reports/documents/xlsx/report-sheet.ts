import type { CellObject } from 'write-excel-file/node';
import type { DocumentOutline, OutlineBlock } from '../outline/outline.js';
import { fittedRow, textCellOf, type CellLook, type WrittenSheet } from './sheet-cells.js';

const WIDTH = 80; // characters, what fits a page upright
const BOLD = { fontWeight: 'bold' } as const;
const CENTRED = { align: 'center', wrap: true } as const;

/**
 * The first sheet: head, title and all running text of the report, one paragraph a row. A table is named with its sheet
 * where it would stand.
 */
export function reportSheet(outline: DocumentOutline): WrittenSheet {
  const { blocks, recipients, signature, annexes } = outline;
  const rows = [
    ...headRows(outline),
    ...blocks.map(blockRow),
    ...textCells([...signature.lines, signature.signer ?? ''], { ...CENTRED, ...BOLD }),
    textCellOf('Nơi nhận:', { fontWeight: 'bold', fontStyle: 'italic' }),
    ...textCells(recipients, {}),
    ...annexes.flatMap((annex) => [
      ...textCells([annex.number, annex.title], { ...CENTRED, ...BOLD }),
      textCellOf(annex.belongsTo, { ...CENTRED, fontStyle: 'italic' }),
      ...annex.blocks.map(blockRow),
    ]),
    ...identityRows(outline),
  ];
  const columns = [{ width: WIDTH }];
  return { sheet: 'Báo cáo', data: rows.map((cell) => fittedRow([cell], columns)), columns };
}

function headRows({ marks, head, title, subject }: DocumentOutline): CellObject[] {
  return [
    ...textCells(marks, { ...BOLD, align: 'right', textColor: '#B00020' }),
    ...textCells(head.parentAgency === null ? [] : [head.parentAgency], {}),
    ...textCells(head.agency, BOLD),
    textCellOf(head.number),
    textCellOf('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...CENTRED, ...BOLD }),
    textCellOf('Độc lập - Tự do - Hạnh phúc', { ...CENTRED, ...BOLD }),
    textCellOf(head.placeAndDate, { ...CENTRED, fontStyle: 'italic' }),
    textCellOf(title, { ...CENTRED, ...BOLD, fontSize: 14 }),
    textCellOf(subject, { ...CENTRED, ...BOLD }),
  ];
}

function textCells(texts: readonly string[], look: CellLook): CellObject[] {
  return texts.map((text) => textCellOf(text, look));
}

function blockRow(block: OutlineBlock): CellObject {
  const look: CellLook = { wrap: true, alignVertical: 'top' };
  if (block.kind === 'HEADING') return textCellOf(`${block.number} ${block.text}`, { ...look, ...BOLD });
  if (block.kind === 'PARAGRAPH') return textCellOf(block.text, look);
  return textCellOf(`${block.caption}: xem trang tính «${block.sheet}».`, { ...look, fontStyle: 'italic' });
}

function identityRows({ identity: { reportId, revision, sha256 } }: DocumentOutline): CellObject[] {
  const sealed = sha256 === null ? 'chưa niêm phong' : `SHA-256 ${sha256}`;
  return [
    textCellOf(`Mã báo cáo ${reportId}, lần lập ${revision}, ${sealed}`, {
      fontSize: 9,
      wrap: true,
      textColor: '#606060',
    }),
  ];
}
