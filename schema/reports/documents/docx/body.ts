import { AlignmentType, type Paragraph, type Table } from 'docx';
import type { OutlineBlock, OutlineHeading, OutlineParagraph } from '../outline/outline.js';
import { SIZE, twips } from './measures.js';
import { tableBlocks } from './table.js';
import { line } from './text.js';

/** First-line indent in millimetres. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6. */
const INDENT = 12.7;
const SPACING = { before: 60, after: 60, line: 276 };

/** Paragraphs and tables of the body, in the order printed. */
export function bodyOf(blocks: readonly OutlineBlock[]): (Paragraph | Table)[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'TABLE') return tableBlocks(block);
    return [block.kind === 'HEADING' ? headingLine(block) : paragraphLine(block)];
  });
}

function headingLine({ number, text }: OutlineHeading): Paragraph {
  return line(
    `${number} ${text}`,
    { size: SIZE.body, bold: true },
    { keepNext: true, indent: { firstLine: twips(INDENT) }, spacing: { ...SPACING, before: 120 } },
  );
}

function paragraphLine({ text, voice }: OutlineParagraph): Paragraph {
  return line(
    text,
    { size: SIZE.body, italics: voice === 'QUOTED' },
    { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: twips(INDENT) }, spacing: SPACING },
  );
}
