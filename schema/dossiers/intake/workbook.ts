import { matchKey } from './match-key.js';
import { UnreadableFile } from './unreadable-file.js';
import { readXml } from './xml-part.js';
import type { ZipParts } from './zip-parts.js';

const LARGEST_PART = 16_000_000; // bytes
const MOST_CHARACTERS = 20_000_000; // of shared texts; they have to be in memory
const LEGACY_FONT = /^(?:\.Vn|VNI-)/i;
const BUILT_IN_DATES = [14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57];

/** What a workbook says beside its cells. */
export interface Workbook {
  /** Path of the sheet to read. */
  readonly sheetPath: string;
  /** Whether days count from 1904. */
  readonly from1904: boolean;
  readonly styles: Styles;
}

/** What styles say of cells. */
export interface Styles {
  /** For each style whether its numbers are dates. */
  readonly isDate: readonly boolean[];
  readonly hasLegacyFont: boolean;
}

/** Reads everything of a workbook but cells. @throws UnreadableFile when the sheet asked for is not there. */
export async function readWorkbook(zip: ZipParts, sheetName: string | null): Promise<Workbook> {
  const sheets: { name: string; id: string; isHidden: boolean }[] = [];
  let from1904 = false;
  await readXml(await zip.stream('xl/workbook.xml'), LARGEST_PART, {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', id, isHidden });
    },
  });
  const wanted = sheetName === null ? null : matchKey(sheetName);
  const sheet = sheets.find(({ name, isHidden }) => (wanted === null ? !isHidden : matchKey(name) === wanted));
  if (!sheet) {
    const names = sheets.map(({ name }) => name.slice(0, 40)).slice(0, 10);
    const missing = sheetName === null ? 'không có trang tính nào hiện' : `không có trang tính «${sheetName}»`;
    throw new UnreadableFile(`tệp XLSX ${missing}; các trang: ${names.join(', ') || '(không)'}`);
  }
  return { sheetPath: await pathOf(zip, sheet.id), from1904, styles: await readStyles(zip) };
}

async function pathOf(zip: ZipParts, id: string): Promise<string> {
  let target: string | null = null;
  await readXml(await zip.stream('xl/_rels/workbook.xml.rels'), LARGEST_PART, {
    open(tag, attributes) {
      if (tag === 'Relationship' && attributes['Id'] === id && attributes['TargetMode'] !== 'External') {
        target = attributes['Target'] ?? null;
      }
    },
  });
  const path = String(target ?? '');
  return path.startsWith('/') ? path.slice(1) : `xl/${path}`;
}

async function readStyles(zip: ZipParts): Promise<Styles> {
  const dates = new Set(BUILT_IN_DATES);
  const isDate: boolean[] = [];
  let isInCells = false;
  let hasLegacyFont = false;
  if (!zip.has('xl/styles.xml')) return { isDate, hasLegacyFont };
  await readXml(await zip.stream('xl/styles.xml'), LARGEST_PART, {
    open(tag, attributes) {
      if (tag === 'numFmt' && isDateFormat(attributes['formatCode'] ?? '')) dates.add(Number(attributes['numFmtId']));
      if (tag === 'name' && LEGACY_FONT.test(attributes['val'] ?? '')) hasLegacyFont = true;
      if (tag === 'cellXfs') isInCells = true;
      if (tag === 'xf' && isInCells) isDate.push(dates.has(Number(attributes['numFmtId'])));
    },
    close(tag) {
      if (tag === 'cellXfs') isInCells = false;
    },
  });
  return { isDate, hasLegacyFont };
}

/** Whether a number format shows days or times: by its letters outside quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').replace(/general/i, ''));
}

/** The shared texts of a workbook, in order; none when it has none. @throws UnreadableFile when they are too many. */
export async function readSharedTexts(zip: ZipParts): Promise<string[]> {
  const texts: string[] = [];
  if (!zip.has('xl/sharedStrings.xml')) return texts;
  let text = '';
  let isText = false;
  let isPhonetic = false;
  let characters = 0;
  await readXml(await zip.stream('xl/sharedStrings.xml'), MOST_CHARACTERS * 8, {
    open(tag) {
      if (tag === 'si') text = '';
      if (tag === 'rPh') isPhonetic = true;
      if (tag === 't') isText = !isPhonetic;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(tag) {
      if (tag === 't') isText = false;
      if (tag === 'rPh') isPhonetic = false;
      if (tag !== 'si') return;
      characters += text.length + 16; // an empty text takes room too
      if (characters > MOST_CHARACTERS) {
        throw new UnreadableFile('tệp XLSX có quá nhiều chữ khác nhau; hãy lưu dạng «CSV UTF-8»');
      }
      texts.push(text);
    },
  });
  return texts;
}
