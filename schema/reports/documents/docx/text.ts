import { AlignmentType, Paragraph, TextRun, type IParagraphOptions, type IRunOptions } from 'docx';
import { plainText } from './plain-text-rules.js';

type Look = Omit<IRunOptions, 'text' | 'children'>;

/** A run of text. */
export function run(text: string, look: Look = {}): TextRun {
  return new TextRun({ text: plainText(text), ...look });
}

/** A paragraph of one run, without space around it unless `setting` says so. */
export function line(text: string, look: Look = {}, setting: IParagraphOptions = {}): Paragraph {
  // A line without text is as high as the mark of its paragraph, which would have the size of running text.
  const mark = text === '' ? { run: look } : {};
  return new Paragraph({ children: [run(text, look)], spacing: { before: 0, after: 0 }, ...mark, ...setting });
}

/** The same in the middle. */
export function centred(text: string, look: Look = {}, setting: IParagraphOptions = {}): Paragraph {
  return line(text, look, { alignment: AlignmentType.CENTER, ...setting });
}
