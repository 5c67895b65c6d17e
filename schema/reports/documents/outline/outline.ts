import type { CivilDate } from '../../../base/index.js';

/** One value of a table, typed so that each format can write it as what it is. */
export type OutlineCell =
  | { readonly kind: 'TEXT'; readonly text: string }
  /** A whole number; null prints as a dash. */
  | { readonly kind: 'INTEGER'; readonly value: number | null }
  /** A share as the model prints it, `69,99 %`, truncated and never rounded; null prints as a dash. */
  | { readonly kind: 'PERCENT'; readonly text: string | null }
  | { readonly kind: 'DATE'; readonly day: CivilDate | null };

/** How a column is set: texts to the left, numbers to the right, ordinals and days in the middle. */
export type ColumnSetting = 'LEFT' | 'RIGHT' | 'CENTRE';

/** A column of a table. */
export interface OutlineColumn {
  readonly title: string;
  readonly setting: ColumnSetting;
  /** Width in millimetres; the columns of a table come to the width of the text, 165 mm. */
  readonly width: number;
}

/** A row of a table; a GROUP has one cell that goes across. */
export interface OutlineRow {
  readonly kind: 'PLAIN' | 'TOTAL' | 'PART' | 'GROUP';
  readonly cells: readonly OutlineCell[];
}

/** A table with the name of its sheet in a workbook. */
export interface OutlineTable {
  readonly kind: 'TABLE';
  /** Stable name, unique in the document: `BIEU_06`. */
  readonly id: string;
  /** Name of the sheet, unique in the document, at most 31 characters. */
  readonly sheet: string;
  readonly caption: string;
  /** `Đơn vị tính: hồ sơ`; null when the columns say it. */
  readonly unit: string | null;
  readonly columns: readonly OutlineColumn[];
  readonly rows: readonly OutlineRow[];
}

/** A heading: level 1 is `I. KẾT QUẢ THỰC HIỆN`, level 2 `1. Tình hình …`. */
export interface OutlineHeading {
  readonly kind: 'HEADING';
  readonly level: 1 | 2;
  readonly number: string;
  readonly text: string;
}

/** A paragraph of running text; QUOTED is what the unit itself wrote. */
export interface OutlineParagraph {
  readonly kind: 'PARAGRAPH';
  readonly voice: 'SYSTEM' | 'QUOTED';
  readonly text: string;
}

/** What the body of a document is made of, in the order printed. */
export type OutlineBlock = OutlineHeading | OutlineParagraph | OutlineTable;

/** An annex, on pages of its own behind the signature. */
export interface OutlineAnnex {
  /** `Phụ lục I`. */
  readonly number: string;
  readonly title: string;
  /** `(Kèm theo Báo cáo …)`. */
  readonly belongsTo: string;
  readonly blocks: readonly OutlineBlock[];
}

/** A report without any format: what every file of it says, in Vietnamese, in the order of Nghị định 30/2020/NĐ-CP. */
export interface DocumentOutline {
  /** `DỰ THẢO`, `SỐ LIỆU MÔ PHỎNG`; empty for a sealed report of real dossiers. */
  readonly marks: readonly string[];
  readonly head: {
    readonly parentAgency: string | null;
    readonly agency: readonly string[];
    readonly number: string;
    readonly placeAndDate: string;
  };
  /** `BÁO CÁO`. */
  readonly title: string;
  /** Trích yếu. */
  readonly subject: string;
  readonly blocks: readonly OutlineBlock[];
  /** Lines of «Nơi nhận», with dash and end mark. */
  readonly recipients: readonly string[];
  readonly signature: { readonly lines: readonly string[]; readonly signer: string | null };
  readonly annexes: readonly OutlineAnnex[];
  /** What the file is made from; printed at the foot of every page. */
  readonly identity: DocumentIdentity;
}

/** Which sealed revision a file shows; `report:verify` reads it back. */
export interface DocumentIdentity {
  readonly reportId: string;
  readonly revision: number;
  /** SHA-256 of the sealed canonical JSON, hexadecimal; null in a draft. */
  readonly sha256: string | null;
}

/** All tables, those of the annexes last. */
export function outlineTables({ blocks, annexes }: Pick<DocumentOutline, 'blocks' | 'annexes'>): OutlineTable[] {
  return [...blocks, ...annexes.flatMap((annex) => annex.blocks)].filter((block) => block.kind === 'TABLE');
}
