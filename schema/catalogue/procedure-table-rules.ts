import { Certainty, PlanError, type TableColumn, type TableFault } from '../base/index.js';
import { checkFacts, PROCEDURE_CODE, type ProcedureFactValues } from './fact-rules.js';
import { CompetenceLevel, ProcedureGroup, ProcedureStatus, ServiceLevel } from './procedure-enums.js';
import { PROCEDURE_FLAGS } from './procedure-facts.js';
import { limitHours } from './time-limit-rules.js';

const FLAG = 'true, false, hoặc để trống khi chưa rõ';
const LIMIT = '«3 Ngày làm việc», «20 Ngày» hoặc «8 Giờ», để trống khi không rõ';

/** Vietnamese titles of the flags, in the order of `PROCEDURE_FLAGS`. */
const FLAG_TITLES = [
  'Đã công khai trên CSDL quốc gia và Cổng DVC quốc gia',
  'Đã công khai trên hệ thống của tỉnh',
  'Đã tái cấu trúc quy trình',
  'Có eForm',
  'Không phụ thuộc địa giới hành chính',
  'Liên quan đến doanh nghiệp',
  'Có nghĩa vụ tài chính',
  'Đã tích hợp thanh toán',
  'Trả kết quả điện tử',
  'Tái sử dụng dữ liệu',
  'Đủ điều kiện toàn trình',
  'Tần suất thấp, được loại trừ',
];

const required = (name: string, title: string, allowed: string): TableColumn => ({
  name,
  title,
  allowed,
  isRequired: true,
});
const optional = (name: string, title: string, allowed: string): TableColumn => ({
  name,
  title,
  allowed,
  isRequired: false,
});
const member = (name: string, title: string, members: object): TableColumn =>
  required(name, title, `một trong ${Object.values(members).join(', ')}`);

/** Columns of the table of procedures. */
export const PROCEDURE_TABLE_COLUMNS: readonly TableColumn[] = [
  required('code', 'Mã thủ tục quốc gia, hoặc một mã cũ', 'mã 8 ký tự, ví dụ 1.001193; mỗi thủ tục một dòng'),
  required('name', 'Tên thủ tục', '1–2.000 ký tự'),
  required('field', 'Lĩnh vực', '1–300 ký tự'),
  required('owner', 'Sở, ban, ngành quản lý', 'mã đơn vị, ví dụ STP'),
  member('status', 'Tình trạng hiệu lực', ProcedureStatus),
  member('competence', 'Cấp giải quyết', CompetenceLevel),
  member('service_level', 'Mức độ trực tuyến', ServiceLevel),
  member('service_level_certainty', 'Mức chắc chắn của mức độ trực tuyến', Certainty),
  optional('limit_online', 'Thời hạn khi nộp trực tuyến', LIMIT),
  optional('limit_direct', 'Thời hạn khi nộp trực tiếp', LIMIT),
  optional('limit_postal', 'Thời hạn khi nộp qua bưu chính', LIMIT),
  ...PROCEDURE_FLAGS.map((flag, place): TableColumn => ({
    ...optional(snakeOf(flag), FLAG_TITLES[place] ?? flag, FLAG),
    kind: 'FLAG',
  })),
  optional('low_frequency_reference', 'Văn bản cho loại trừ vì tần suất thấp', 'bắt buộc khi low_frequency là true'),
  optional('decision', 'Quyết định công bố', 'số, ký hiệu văn bản'),
  optional(
    'groups',
    'Các nhóm của kế hoạch',
    `mã nhóm cách nhau bằng dấu chấm phẩy, có thể kèm mục: DVC_25:Đăng ký khai sinh; mã: ${Object.values(ProcedureGroup).join(', ')}`,
  ),
  member('certainty', 'Mức chắc chắn của mã và tên', Certainty),
  required('source_note', 'Nguồn và ghi chú', '1–2.000 ký tự'),
];

const PLACES = new Map(PROCEDURE_TABLE_COLUMNS.map(({ name }, place) => [name, place]));
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  status: Object.values(ProcedureStatus),
  competence: Object.values(CompetenceLevel),
  service_level: Object.values(ServiceLevel),
  service_level_certainty: Object.values(Certainty),
  certainty: Object.values(Certainty),
};
const FLAG_COLUMNS = new Set(PROCEDURE_FLAGS.map(snakeOf));
const GROUP = /^([A-Z0-9_]+)(?::(.+))?$/;
const groups: readonly string[] = Object.values(ProcedureGroup);

/** A fault of a cell, before its row is known. */
export type ProcedureCellFault = Omit<TableFault, 'row'>;

/** The cell of a column of a row. */
export function procedureCell(cells: readonly string[], column: string): string {
  return cells[PLACES.get(column) ?? -1] ?? '';
}

/** Faults of a row on its own, in the order of the columns. */
export function faultsOfProcedureRow(cells: readonly string[]): ProcedureCellFault[] {
  const faults = PROCEDURE_TABLE_COLUMNS.flatMap((column): ProcedureCellFault[] => {
    const value = procedureCell(cells, column.name);
    const rule = ruleBroken(column, value);
    if (rule === null) return [];
    const problem = value === '' ? `Cột ${column.name} còn trống.` : `«${value.slice(0, 80)}» không dùng được.`;
    return [{ column: column.name, value, rule, message: `${problem} Ghi ${column.allowed}.` }];
  });
  return faults.length > 0 ? faults : factFaults(cells);
}

function ruleBroken({ name, isRequired }: TableColumn, value: string): string | null {
  if (value === '') return isRequired ? 'REQUIRED' : null;
  if (name === 'code') return PROCEDURE_CODE.test(value) ? null : 'CODE';
  if (FLAG_COLUMNS.has(name)) return value === 'true' || value === 'false' ? null : 'FLAG';
  if (name === 'groups') return value.split(';').every(isGroup) ? null : 'GROUP';
  return MEMBERS[name]?.includes(value) === false ? 'MEMBER' : null;
}

function isGroup(text: string): boolean {
  return groups.includes(GROUP.exec(text.trim())?.[1] ?? '');
}

function factFaults(cells: readonly string[]): ProcedureCellFault[] {
  try {
    checkFacts(factsOfProcedureRow(cells));
    return [];
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const column = snakeOf(String(error.details['field']));
    return [{ column, value: procedureCell(cells, column), rule: 'FACT', message: error.message }];
  }
}

/** The facts that a row without fault tells. */
export function factsOfProcedureRow(cells: readonly string[]): ProcedureFactValues {
  const text = (column: string) => procedureCell(cells, column).normalize('NFC');
  const orNull = (column: string) => text(column) || null;
  const flags = Object.fromEntries(
    PROCEDURE_FLAGS.map((flag) => [flag, { true: true, false: false }[text(snakeOf(flag))] ?? null]),
  ) as Pick<ProcedureFactValues, (typeof PROCEDURE_FLAGS)[number]>;
  return {
    code: text('code'),
    name: text('name'),
    status: text('status') as ProcedureStatus,
    competence: text('competence') as CompetenceLevel,
    serviceLevel: text('service_level') as ServiceLevel,
    serviceLevelCertainty: text('service_level_certainty') as Certainty,
    limitOnlineText: orNull('limit_online'),
    limitOnlineHours: limitHours(orNull('limit_online')),
    limitDirectText: orNull('limit_direct'),
    limitDirectHours: limitHours(orNull('limit_direct')),
    limitPostalText: orNull('limit_postal'),
    limitPostalHours: limitHours(orNull('limit_postal')),
    ...flags,
    lowFrequencyReference: orNull('low_frequency_reference'),
    decision: orNull('decision'),
    certainty: text('certainty') as Certainty,
    sourceNote: text('source_note'),
  };
}

/** Groups that a row names, with the item or null. */
export function groupsOfProcedureRow(cells: readonly string[]): { group: ProcedureGroup; item: string | null }[] {
  return procedureCell(cells, 'groups')
    .normalize('NFC')
    .split(';')
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const [, group = '', item = null] = GROUP.exec(text.trim()) ?? [];
      return { group: group as ProcedureGroup, item: item?.trim() ?? null };
    });
}

/** The cell of groups in its one form: by group, then item, each once. */
export function orderedGroups(cell: string): string {
  const named = cell.split(';').map((text) => text.trim());
  return [...new Set(named)].filter(Boolean).toSorted().join(';');
}

function snakeOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
