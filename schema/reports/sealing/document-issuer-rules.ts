import { CommuneType, UnitKind } from '../../organisation/index.js';
import type { DocumentIssuer } from '../report-document.js';

/** What of a unit its documents' heads depend on. */
export interface IssuingUnit {
  readonly code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
  /** Null but of communes. */
  readonly communeType: CommuneType | null;
}

/** The province that a unit belongs to, or that reports itself. */
export interface IssuingProvince {
  readonly code: string;
  /** `Tỉnh Hà Tĩnh`. */
  readonly name: string;
}

/** Wards named after persons keep the word before the name. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4. */
const NAMED_AFTER_PERSONS = new Set(['Trần Phú', 'Hà Huy Tập']);

/** Agencies above the units that a ministry, and not the province, has set up. Source: general knowledge, unverified. */
const OTHER_PARENTS: Readonly<Record<string, string>> = {
  CATINH: 'BỘ CÔNG AN',
  THUE: 'CỤC THUẾ',
  BHXH: 'BẢO HIỂM XÃ HỘI VIỆT NAM',
  TKT: 'CỤC THỐNG KÊ',
  BCHQS: 'BỘ TƯ LỆNH QUÂN KHU 4',
};

/** Letters that the code of a unit, being ASCII, lacks in its symbol. */
const SYMBOLS: Readonly<Record<string, string>> = { SGDDT: 'SGDĐT' };

/** Heads of units that are not «sở», by how the name begins; the first that fits. */
const HEADS: readonly (readonly [RegExp, string])[] = [
  [/^Văn phòng /, 'CHÁNH VĂN PHÒNG'],
  [/^Thanh tra /, 'CHÁNH THANH TRA'],
  [/^Ban /, 'TRƯỞNG BAN'],
  [/^Thuế /, 'TRƯỞNG THUẾ TỈNH'],
  [/^Thống kê /, 'TRƯỞNG THỐNG KÊ TỈNH'],
  [/^Bộ Chỉ huy /, 'CHỈ HUY TRƯỞNG'],
  [/^Báo /, 'TỔNG BIÊN TẬP'],
  [/^Đoàn /, 'BÍ THƯ'],
];

/**
 * The head of a unit's documents, or of the province's own when `unit` is null.
 * Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
 */
export function issuerOf(province: IssuingProvince, unit: IssuingUnit | null, signer: string | null): DocumentIssuer {
  const provincePlace = province.name.replace(/^(Tỉnh|Thành phố) /, '');
  const people = ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'];
  if (unit === null) {
    return {
      code: province.code,
      kind: 'PROVINCE',
      name: province.name,
      parentAgency: null,
      agency: ['ỦY BAN NHÂN DÂN', capitals(province.name)],
      symbol: 'BC-UBND',
      place: provincePlace,
      signature: people,
      signer,
      archive: 'Lưu: VT',
    };
  }
  const { code, kind, name } = unit;
  const provinceAgency = `UBND ${capitals(province.name)}`;
  const common = { code, kind, name, signer, archive: 'Lưu: VT' };
  if (kind === UnitKind.Commune) {
    const agency = ['ỦY BAN NHÂN DÂN', capitals(name)];
    return {
      ...common,
      parentAgency: provinceAgency,
      agency,
      symbol: 'BC-UBND',
      place: placeOf(unit),
      signature: people,
    };
  }
  return {
    ...common,
    parentAgency: OTHER_PARENTS[code] ?? provinceAgency,
    agency: [capitals(name.replace(/ \(.*\)$/, ''))],
    symbol: `BC-${SYMBOLS[code] ?? code}`,
    place: provincePlace,
    signature: [HEADS.find(([pattern]) => pattern.test(name))?.[1] ?? 'GIÁM ĐỐC'],
  };
}

/** `Thạch Hà`; `Phường Trần Phú`, a person's name; `Phường 5`, a number. */
function placeOf({ name, shortName }: IssuingUnit): string {
  return NAMED_AFTER_PERSONS.has(shortName) || /^\d+$/.test(shortName) ? name : shortName;
}

function capitals(name: string): string {
  return name.toLocaleUpperCase('vi-VN');
}
