import { readXmlPart, type OfficeParts } from './office-parts.js';
import type { PlacedText } from './placed-text.js';

/** The cells of an XLSX file that have a value, sheet by sheet: `trang tính «Biểu 06», ô B7`; a formula with `=`. */
export function xlsxTexts(parts: OfficeParts): PlacedText[] {
  const [shared, paths] = [sharedTexts(parts), sheetTargets(parts)];
  return sheetNames(parts).flatMap(({ name, id }) => {
    const reader = new CellReader(name, shared);
    readXmlPart(parts, paths.get(id) ?? '', reader);
    return reader.texts;
  });
}

function sheetNames(parts: OfficeParts): { name: string; id: string }[] {
  const names: { name: string; id: string }[] = [];
  readXmlPart(parts, 'xl/workbook.xml', {
    open(tag, attributes) {
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      names.push({ name: attributes['name'] ?? '', id });
    },
  });
  return names;
}

function sheetTargets(parts: OfficeParts): Map<string, string> {
  const targets = new Map<string, string>();
  readXmlPart(parts, 'xl/_rels/workbook.xml.rels', {
    open(tag, { Id = '', Target = '' }) {
      if (tag === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return targets;
}

function sharedTexts(parts: OfficeParts): string[] {
  const texts: string[] = [];
  let isText = false;
  readXmlPart(parts, 'xl/sharedStrings.xml', {
    open(tag) {
      if (tag === 'si') texts.push('');
      isText = tag === 't';
    },
    text(text) {
      if (isText) texts[texts.length - 1] += text;
    },
    close() {
      isText = false;
    },
  });
  return texts;
}

class CellReader {
  readonly texts: PlacedText[] = [];
  private address = '';
  private type = '';
  private value = '';
  private formula = '';
  private within = '';

  constructor(
    private readonly sheet: string,
    private readonly shared: readonly string[],
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.within = name;
    if (name !== 'c') return;
    [this.address, this.type] = [attributes['r'] ?? '?', attributes['t'] ?? 'n'];
    [this.value, this.formula] = ['', ''];
  }

  text(text: string): void {
    if (this.within === 'v' || this.within === 't') this.value += text;
    if (this.within === 'f') this.formula += text;
  }

  close(name: string): void {
    this.within = '';
    if (name !== 'c' || (this.value === '' && this.formula === '')) return;
    const value = this.type === 's' ? (this.shared[Number(this.value)] ?? '') : this.value;
    const text = this.formula === '' ? value : `=${this.formula} (${value})`;
    this.texts.push({ place: `trang tính «${this.sheet}», ô ${this.address}`, text });
  }
}
