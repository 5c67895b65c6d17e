import { ProcedureGroup } from '../catalogue/index.js';

/** A statement about a procedure that is true, false, or unknown. */
export type ProcedureCondition =
  | 'PUBLISHED_NATIONAL'
  | 'PUBLISHED_PROVINCE'
  | 'ONLINE'
  | 'FULL'
  | 'RESTRUCTURED'
  | 'EFORM'
  | 'BOUNDARY_INDEPENDENT'
  | 'ENTERPRISE'
  | 'PAYMENT_OBLIGATION'
  | 'PAYMENT_INTEGRATED'
  | 'ELECTRONIC_RESULT'
  | 'DATA_REUSE'
  | 'ELIGIBLE'
  | 'HAS_DOSSIERS'
  | 'BOTH_LIMITS';

/**
 * How a target is counted.
 *
 * SHARE: of the procedures of `counted` those of `met`. NUMBER: how many are of both. LIST: items of a list all of
 * whose procedures are of `met`. AVERAGE: dossiers of a year over the procedures of `counted`. TIME_SAVED: by how much
 * the online limits are shorter than those in person, both added up.
 */
export type CatalogueMeasure = 'SHARE' | 'NUMBER' | 'LIST' | 'AVERAGE' | 'TIME_SAVED';

/** How one target of the plan is counted from the catalogue; conditions in one place must all hold. */
export interface CatalogueDefinition {
  /** Code of the target, `II.1.8`. */
  readonly targetCode: string;
  readonly measure: CatalogueMeasure;
  readonly counted: readonly ProcedureCondition[];
  readonly met: readonly ProcedureCondition[];
  /** The list, for LIST. */
  readonly group: ProcedureGroup | null;
  /** Whether procedures of low frequency are left out; only with the document that says so. */
  readonly exemptsLowFrequency: boolean;
  /** In words, for people. */
  readonly formula: string;
}

type Part = Pick<CatalogueDefinition, 'targetCode' | 'formula'> & Partial<CatalogueDefinition>;

const share = (part: Part): CatalogueDefinition => ({ ...NOTHING, measure: 'SHARE', ...part });
const NOTHING = { counted: [], met: [], group: null, exemptsLowFrequency: false } as const;
const list = (targetCode: string, group: ProcedureGroup, met: readonly ProcedureCondition[], formula: string) => ({
  ...NOTHING,
  measure: 'LIST' as const,
  targetCode,
  group,
  met,
  formula,
});

/**
 * How the targets of Kế hoạch 457/KH-UBND that the catalogue measures are counted: over procedures in force
 * (PUBLISHED) on the day. Source: the quoted clauses of II.1 and II.3 of the plan; each target carries its quote.
 */
export const catalogueDefinitions: readonly CatalogueDefinition[] = [
  share({
    targetCode: 'II.1.1',
    met: ['PUBLISHED_NATIONAL', 'PUBLISHED_PROVINCE'],
    formula: 'TTHC đã công khai cả trên CSDL quốc gia về TTHC và trên hệ thống của tỉnh / TTHC đang có hiệu lực',
  }),
  list(
    'II.1.2',
    ProcedureGroup.TwentyFive,
    ['FULL', 'PUBLISHED_NATIONAL'],
    'Số dịch vụ trong danh sách 25 mà mọi thủ tục đều toàn trình và đã tích hợp trên Cổng DVC quốc gia',
  ),
  {
    ...NOTHING,
    targetCode: 'II.1.3-SERVICES',
    measure: 'NUMBER',
    counted: ['ONLINE'],
    met: ['PUBLISHED_PROVINCE'],
    exemptsLowFrequency: true,
    formula: 'Số TTHC cung cấp trực tuyến (toàn trình hoặc một phần) và đã công khai trên hệ thống của tỉnh',
  },
  {
    ...NOTHING,
    targetCode: 'II.1.3-DOSSIERS',
    measure: 'AVERAGE',
    counted: ['ONLINE', 'PUBLISHED_PROVINCE'],
    exemptsLowFrequency: true,
    formula: 'Hồ sơ tiếp nhận trong 12 tháng gần nhất của các dịch vụ công trực tuyến / số dịch vụ đó',
  },
  share({
    targetCode: 'II.1.3-RESULTS',
    counted: ['ONLINE'],
    met: ['ELECTRONIC_RESULT', 'DATA_REUSE'],
    exemptsLowFrequency: true,
    formula: 'Dịch vụ công trực tuyến trả kết quả điện tử và tái sử dụng dữ liệu / dịch vụ công trực tuyến',
  }),
  list(
    'II.1.4',
    ProcedureGroup.EightyTwo,
    ['FULL'],
    'Số nhóm trong 82 nhóm mà mọi thủ tục đều được cung cấp toàn trình',
  ),
  share({
    targetCode: 'II.1.5',
    met: ['RESTRUCTURED'],
    formula: 'TTHC đã tái cấu trúc quy trình / TTHC đang có hiệu lực',
  }),
  share({
    targetCode: 'II.1.7-BOUNDARY',
    met: ['BOUNDARY_INDEPENDENT'],
    formula: 'TTHC thực hiện không phụ thuộc địa giới hành chính / TTHC đang có hiệu lực',
  }),
  share({
    targetCode: 'II.1.7-BUSINESS',
    counted: ['ENTERPRISE'],
    met: ['ONLINE'],
    formula: 'TTHC liên quan đến doanh nghiệp được thực hiện trực tuyến / TTHC liên quan đến doanh nghiệp',
  }),
  share({
    targetCode: 'II.1.8',
    counted: ['ELIGIBLE'],
    met: ['FULL'],
    formula: 'TTHC đủ điều kiện được cung cấp toàn trình / TTHC đủ điều kiện',
  }),
  share({
    targetCode: 'II.3.a.2-INTEGRATED',
    counted: ['ELIGIBLE'],
    met: ['FULL', 'PUBLISHED_NATIONAL'],
    formula: 'TTHC đủ điều kiện được tích hợp toàn trình trên Cổng DVC quốc gia / TTHC đủ điều kiện',
  }),
  share({
    targetCode: 'II.3.a.2-PAYABLE',
    counted: ['PAYMENT_OBLIGATION'],
    met: ['PAYMENT_INTEGRATED'],
    formula: 'TTHC có nghĩa vụ tài chính đã tích hợp thanh toán / TTHC có nghĩa vụ tài chính',
  }),
  list(
    'II.3.a.3',
    ProcedureGroup.EightyTwo,
    ['FULL'],
    'Số nhóm trong 82 nhóm mà mọi thủ tục đều được cung cấp toàn trình',
  ),
  share({
    targetCode: 'II.3.c.2',
    counted: ['FULL', 'HAS_DOSSIERS'],
    met: ['EFORM'],
    formula:
      'DVC toàn trình có phát sinh hồ sơ trong 12 tháng gần nhất đã có eForm / DVC toàn trình có phát sinh hồ sơ',
  }),
  ...(['II.3.e-2025', 'II.3.e-2026'] as const).map((targetCode): CatalogueDefinition => ({
    ...NOTHING,
    targetCode,
    measure: 'TIME_SAVED',
    counted: ['ONLINE'],
    met: ['BOTH_LIMITS'],
    formula: 'Tổng giờ được rút ngắn khi nộp trực tuyến / tổng thời hạn khi nộp trực tiếp, tính theo thời hạn công bố',
  })),
];

const byCode = new Map(catalogueDefinitions.map((definition) => [definition.targetCode, definition]));

/** How a target is counted from the catalogue; undefined when it is not. */
export function catalogueDefinitionOf(targetCode: string): CatalogueDefinition | undefined {
  return byCode.get(targetCode);
}
