import { readXmlPart, type OfficeParts } from './office-parts.js';
import type { PlacedText } from './placed-text.js';

const MAIN = 'word/document.xml';
const OTHERS = /^word\/(?:header|footer|footnotes|endnotes|comments)\d*\.xml$/;

/** The paragraphs of a DOCX file that have text, the body first: `đoạn 12`, or `bảng 2, dòng 3, ô 4`. */
export function docxTexts(parts: OfficeParts): PlacedText[] {
  const others = [...parts.keys()].filter((path) => OTHERS.test(path)).toSorted();
  return [
    ...partTexts(parts, MAIN),
    ...others.flatMap((path) =>
      partTexts(parts, path).map(({ place, text }) => ({ place: `${path.slice(5, -4)}, ${place}`, text })),
    ),
  ];
}

function partTexts(parts: OfficeParts, path: string): PlacedText[] {
  const reader = new ParagraphReader();
  readXmlPart(parts, path, reader);
  return reader.texts;
}

class ParagraphReader {
  readonly texts: PlacedText[] = [];
  private readonly tables: { number: number; row: number; cell: number }[] = [];
  private readonly paragraphs: string[] = []; // a text box has paragraphs within one
  private tableCount = 0;
  private paragraphCount = 0;
  private isText = false;

  open(name: string): void {
    const table = this.tables.at(-1);
    if (name === 'p') this.paragraphs.push('');
    else if (name === 'tbl') this.tables.push({ number: ++this.tableCount, row: 0, cell: 0 });
    else if (name === 'tr' && table) [table.row, table.cell] = [table.row + 1, 0];
    else if (name === 'tc' && table) table.cell++;
    else if (name === 't') this.isText = true;
    else if (name === 'br' || name === 'cr') this.add(' ');
  }

  text(text: string): void {
    if (this.isText) this.add(text);
  }

  close(name: string): void {
    if (name === 't') this.isText = false;
    if (name === 'tbl') this.tables.pop();
    if (name !== 'p') return;
    const text = this.paragraphs.pop()?.trim() ?? '';
    if (text !== '') this.texts.push({ place: this.place(), text });
  }

  private add(text: string): void {
    const last = this.paragraphs.length - 1;
    if (last >= 0) this.paragraphs[last] += text;
  }

  private place(): string {
    const table = this.tables.at(-1);
    if (table) return `bảng ${table.number}, dòng ${table.row}, ô ${table.cell}`;
    return `đoạn ${++this.paragraphCount}`;
  }
}
