/** Twentieths of a point in a millimetre. */
const TWIPS_PER_MM = 1440 / 25.4;

/** Millimetres in the unit of Word, rounded. */
export function twips(millimetres: number): number {
  return Math.round(millimetres * TWIPS_PER_MM);
}

/** Font of administrative documents. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 3. */
export const FONT = 'Times New Roman';

/** Sizes in half-points. */
export const SIZE = { body: 28, head: 26, table: 22, wideTable: 18, small: 22 } as const;

/** A4 and its margins in millimetres: left 30, right 15 leave the 165 that tables come to. Source: ibid., khoản 1, 2. */
export const PAGE = { width: 210, height: 297, top: 20, bottom: 20, left: 30, right: 15 } as const;
