import type {
  ReportContent,
  ReportedDeadline,
  ReportedProcedure,
  ReportedTask,
  ReportedWarning,
} from '../../report-content.js';
import { column, countText, dateCell, integerCell, numbered, paragraph, percentCell, textCell } from './cells.js';
import type { OutlineBlock, OutlineTable } from './outline.js';
import { DEADLINE_OUTCOMES } from './words.js';

/** The tasks with their progress; empty when none were compiled. */
export function taskBlocks({ tasks = [] }: ReportContent): OutlineBlock[] {
  return tasks.length > 0 ? [taskTable(tasks)] : [];
}

function taskTable(tasks: readonly ReportedTask[]): OutlineTable {
  const byUnits = tasks.some(({ units }) => units !== undefined);
  return {
    kind: 'TABLE',
    id: 'NHIEM_VU',
    sheet: 'Nhiệm vụ',
    caption: 'Tiến độ thực hiện các nhiệm vụ được giao chủ trì',
    unit: null,
    columns: [
      column('STT', 10, 'CENTRE'),
      column('Điểm', 18, 'CENTRE'),
      column('Nhiệm vụ', byUnits ? 47 : 55),
      column('Tình trạng', 24),
      column('Tiến độ (%)', 15, 'RIGHT'),
      ...(byUnits ? [column('Đơn vị xong', 15, 'RIGHT'), column('Đơn vị chủ trì', 15, 'RIGHT')] : []),
      column('Ghi chú', byUnits ? 21 : 43),
    ],
    rows: numbered(
      tasks.map(({ clause, name, statusName, percent, note, units }) => [
        textCell(clause),
        textCell(name),
        textCell(statusName),
        integerCell(percent),
        ...(byUnits ? [integerCell(units?.done ?? null), integerCell(units?.leading ?? null)] : []),
        textCell(note),
      ]),
    ),
  };
}

/** How deadlines were kept, with the list when it was compiled. */
export function deadlineBlocks({ deadlines, deadlineList = [], deadlinesLeftOut = 0 }: ReportContent): OutlineBlock[] {
  const { met, missed, open } = deadlines;
  return [
    paragraph(
      `Việc có thời hạn trong kỳ: ${countText(met)} việc hoàn thành đúng hạn, ${countText(missed)} việc không hoàn ` +
        `thành đúng hạn; ${countText(open)} việc đã đến hạn mà chưa hoàn thành khi tổng hợp báo cáo.`,
    ),
    ...(deadlineList.length > 0 ? [deadlineTable(deadlineList)] : []),
    ...(deadlinesLeftOut > 0 ? [paragraph(`Còn ${countText(deadlinesLeftOut)} việc khác không liệt kê ở bảng.`)] : []),
  ];
}

function deadlineTable(deadlines: readonly ReportedDeadline[]): OutlineTable {
  const ofUnits = deadlines.some(({ unit }) => unit !== null);
  return {
    kind: 'TABLE',
    id: 'THOI_HAN',
    sheet: 'Thời hạn',
    caption: 'Các việc có thời hạn trong kỳ',
    unit: null,
    columns: [
      column('STT', 10, 'CENTRE'),
      column('Nội dung', ofUnits ? 46 : 73),
      column('Điểm', 17, 'CENTRE'),
      ...(ofUnits ? [column('Đơn vị', 27)] : []),
      column('Đến hạn', 22, 'CENTRE'),
      column('Hoàn thành', 22, 'CENTRE'),
      column('Kết quả', 21),
    ],
    rows: numbered(
      deadlines.map(({ title, clause, unit, dueOn, doneOn, outcome }) => [
        textCell(title),
        textCell(clause),
        ...(ofUnits ? [textCell(unit?.name ?? null)] : []),
        dateCell(dueOn),
        dateCell(doneOn),
        textCell(DEADLINE_OUTCOMES[outcome]),
      ]),
    ),
  };
}

/** The procedures with the highest and the lowest share of full-process dossiers; empty when not compiled. */
export function procedureBlocks({ procedures }: ReportContent): OutlineBlock[] {
  if (!procedures) return [];
  const { best, worst } = procedures;
  return [
    ...(best.length > 0 ? [procedureTable('CAO_NHAT', 'Thủ tục cao nhất', 'cao nhất', best)] : []),
    ...(worst.length > 0 ? [procedureTable('THAP_NHAT', 'Thủ tục thấp nhất', 'thấp nhất', worst)] : []),
  ];
}

function procedureTable(
  id: string,
  sheet: string,
  which: string,
  procedures: readonly ReportedProcedure[],
): OutlineTable {
  return {
    kind: 'TABLE',
    id,
    sheet,
    caption: `Thủ tục có tỷ lệ hồ sơ trực tuyến toàn trình ${which}`,
    unit: null,
    columns: [
      column('STT', 10, 'CENTRE'),
      column('Mã thủ tục', 22, 'CENTRE'),
      column('Tên thủ tục', 76),
      column('Đã giải quyết', 19, 'RIGHT'),
      column('Toàn trình', 19, 'RIGHT'),
      column('Tỷ lệ', 19, 'RIGHT'),
    ],
    rows: numbered(
      procedures.map(({ code, name, resolved, fullProcess, percent }) => [
        textCell(code),
        textCell(name),
        integerCell(resolved),
        integerCell(fullProcess),
        percentCell(percent),
      ]),
    ),
  };
}

/** What is doubtful in the data; a sentence when nothing is, nothing when it was not looked at. */
export function warningBlocks({ warnings }: ReportContent): OutlineBlock[] {
  if (!warnings) return [];
  if (warnings.length === 0) return [paragraph('Không có cảnh báo về chất lượng dữ liệu của các hồ sơ trong kỳ.')];
  return [warningTable(warnings)];
}

function warningTable(warnings: readonly ReportedWarning[]): OutlineTable {
  return {
    kind: 'TABLE',
    id: 'CHAT_LUONG',
    sheet: 'Chất lượng dữ liệu',
    caption: 'Cảnh báo về chất lượng dữ liệu của các hồ sơ trong kỳ',
    unit: null,
    columns: [
      column('STT', 10, 'CENTRE'),
      column('Nội dung', 72),
      column('Mã quy tắc', 61),
      column('Số hồ sơ', 22, 'RIGHT'),
    ],
    rows: numbered(
      warnings.map(({ rule, message, dossiers }) => [textCell(message), textCell(rule), integerCell(dossiers)]),
    ),
  };
}
