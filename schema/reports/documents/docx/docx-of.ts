import { Document, Packer, Paragraph } from 'docx';
import type { DocumentOutline } from '../outline/outline.js';

/** The report as a DOCX file. */
export async function docxOf({ title, subject, blocks, identity }: DocumentOutline, _at: Date): Promise<Uint8Array> {
  const texts = blocks.flatMap((block) => (block.kind === 'TABLE' ? [block.caption] : [block.text]));
  const children = [title, subject, ...texts].map((text) => new Paragraph({ text }));
  const customProperties = [
    { name: 'KeHoach457Report', value: identity.reportId },
    { name: 'KeHoach457Revision', value: String(identity.revision) },
    { name: 'KeHoach457Sha256', value: identity.sha256 ?? '' },
  ];
  return Packer.toBuffer(new Document({ customProperties, sections: [{ children }] }));
}
