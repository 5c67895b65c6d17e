import type { Paragraph, Table } from 'docx';
import type { DocumentOutline, OutlineAnnex } from '../outline/outline.js';
import { bodyOf } from './body.js';
import { halves } from './letterhead.js';
import { SIZE } from './measures.js';
import { centred, line } from './text.js';

/** Lines left free for signature and seal. */
const SIGNING_LINES = 4;

/** Recipients on the left, signature on the right. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7–9. */
export function closing({ recipients, signature }: DocumentOutline): (Paragraph | Table)[] {
  const left = [
    line('Nơi nhận:', { size: 24, bold: true, italics: true }),
    ...recipients.map((text) => line(text, { size: SIZE.small })),
  ];
  const right = [
    ...signature.lines.map((text) => centred(text, { size: SIZE.body, bold: true })),
    ...Array.from({ length: SIGNING_LINES }, () => centred('', { size: SIZE.body })),
    centred(signature.signer ?? '', { size: SIZE.body, bold: true }),
  ];
  return [line('', { size: 12 }), halves([[left, right]])];
}

/** An annex on a page of its own. Source: ibid., Mục III. */
export function annexBlocks({ number, title, belongsTo, blocks }: OutlineAnnex): (Paragraph | Table)[] {
  return [
    centred(number, { size: SIZE.body, bold: true }, { pageBreakBefore: true }),
    centred(title, { size: SIZE.body, bold: true }),
    centred(belongsTo, { size: SIZE.body, italics: true }, { spacing: { before: 0, after: 120 } }),
    ...bodyOf(blocks),
  ];
}
