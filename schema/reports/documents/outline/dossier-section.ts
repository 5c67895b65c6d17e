import { formatVietnameseDate } from '../../../base/index.js';
import { form06Columns, type StatisticsCounts } from '../../../dossiers/index.js';
import type { ReportContent, ReportedPeriod } from '../../report-content.js';
import { column, countText, groupRow, integerCell, paragraph, textCell } from './cells.js';
import type { OutlineBlock, OutlineRow, OutlineTable } from './outline.js';

/** A range of days with its counts, as a column of the form. */
export interface FormRange {
  /** `Kỳ này`, `Kỳ trước`, `Cùng kỳ năm trước`, `Lũy kế từ đầu năm`. */
  readonly title: string;
  readonly period: ReportedPeriod;
  readonly statistics: StatisticsCounts;
}

type Count = (counts: StatisticsCounts) => number;

/** Lines of form 06 by its column numbers; parts without a number are of the line above. */
const FORM_06: readonly (readonly [number: string, label: string, kind: OutlineRow['kind'], count: Count])[] = [
  ['(3)', 'Số hồ sơ nhận giải quyết', 'TOTAL', (counts) => form06Columns(counts).column3],
  ['(4)', 'Tiếp nhận trong kỳ: trực tuyến', 'PLAIN', (counts) => counts.receivedOnline],
  ['(5)', 'Tiếp nhận trong kỳ: trực tiếp, bưu chính', 'PLAIN', (counts) => form06Columns(counts).column5],
  ['', 'Trực tiếp', 'PART', (counts) => counts.receivedInPerson],
  ['', 'Dịch vụ bưu chính công ích', 'PART', (counts) => counts.receivedPostal],
  ['(6)', 'Từ kỳ trước chuyển sang', 'PLAIN', (counts) => counts.carriedOver],
  ['(7)', 'Số hồ sơ đã giải quyết', 'TOTAL', (counts) => form06Columns(counts).column7],
  ['(8)', 'Trước hạn', 'PLAIN', (counts) => counts.resolvedEarly],
  ['(9)', 'Đúng hạn', 'PLAIN', (counts) => counts.resolvedOnTime],
  ['(10)', 'Quá hạn', 'PLAIN', (counts) => counts.resolvedLate],
  ['(11)', 'Số hồ sơ đang giải quyết', 'TOTAL', (counts) => counts.inProgress],
  ['(12)', 'Trong hạn', 'PLAIN', (counts) => form06Columns(counts).column12],
  ['(13)', 'Quá hạn', 'PLAIN', (counts) => counts.inProgressLate],
];

const OF_RESOLVED: readonly (readonly [label: string, count: Count])[] = [
  ['Trực tuyến toàn trình', (counts) => counts.fullProcess],
  ['Của thủ tục đủ điều kiện toàn trình', (counts) => counts.eligible],
  ['Có kết quả điện tử', (counts) => counts.electronicResult],
  ['Có nghĩa vụ tài chính', (counts) => counts.payable],
  ['Đã thanh toán trực tuyến', (counts) => counts.paidOnline],
  ['Được đánh giá mức độ hài lòng', (counts) => counts.rated],
  ['Đánh giá hài lòng, rất hài lòng', (counts) => counts.satisfied],
];

/** The ranges that a report has figures of, the period itself first; what was not compiled is left out. */
export function formRanges({ period, statistics, previous, lastYear, yearToDate }: ReportContent): FormRange[] {
  return [
    { title: 'Kỳ này', period, statistics },
    { title: 'Kỳ trước', ...previous },
    ...(lastYear ? [{ title: 'Cùng kỳ năm trước', ...lastYear }] : []),
    ...(yearToDate ? [{ title: 'Lũy kế từ đầu năm', ...yearToDate }] : []),
  ];
}

/** What was received and resolved: a sentence, and form 06 with a column for each range. */
export function dossierBlocks(figures: ReportContent): OutlineBlock[] {
  return [
    paragraph(flowSentence(figures.statistics)),
    formTable(formRanges(figures)),
    ...lineageSentences(figures).map(paragraph),
  ];
}

/** Whose dossiers count here besides the unit's own, and what of divided units could not be divided. */
function lineageSentences({ merged = [], notRestated = [] }: ReportContent): string[] {
  const joined = merged.map(({ name, on }) => `${name} (từ ngày ${formatVietnameseDate(on)})`).join('; ');
  return [
    ...(joined === '' ? [] : [`Số liệu gồm cả hồ sơ của các đơn vị đã nhập vào trong kỳ: ${joined}.`]),
    ...notRestated,
  ];
}

function flowSentence(counts: StatisticsCounts): string {
  const { column3, column7, column11 } = form06Columns(counts);
  return (
    `Tổng số hồ sơ nhận giải quyết trong kỳ là ${countText(column3)} hồ sơ; đã giải quyết ${countText(column7)} hồ sơ, ` +
    `trong đó quá hạn ${countText(counts.resolvedLate)} hồ sơ; đang giải quyết ${countText(column11)} hồ sơ, trong đó ` +
    `quá hạn ${countText(counts.inProgressLate)} hồ sơ.`
  );
}

function formTable(ranges: readonly FormRange[]): OutlineTable {
  const counted = (count: Count) => ranges.map(({ statistics }) => integerCell(count(statistics)));
  const width = 82 / ranges.length;
  return {
    kind: 'TABLE',
    id: 'BIEU_06',
    sheet: 'Tình hình giải quyết',
    caption: 'Tình hình, kết quả giải quyết thủ tục hành chính (theo Biểu số 06/VPCP/KSTT)',
    unit: 'Đơn vị tính: hồ sơ',
    columns: [
      column('Cột của biểu', 15, 'CENTRE'),
      column('Nội dung', 68),
      ...ranges.map(({ title, period }) => column(`${title} (${period.name})`, width, 'RIGHT')),
    ],
    rows: [
      ...FORM_06.map(([number, label, kind, count]) => ({
        kind,
        cells: [textCell(number), textCell(label), ...counted(count)],
      })),
      groupRow('Trong số hồ sơ đã giải quyết:'),
      ...OF_RESOLVED.map(([label, count]) => ({
        kind: 'PLAIN' as const,
        cells: [textCell(''), textCell(label), ...counted(count)],
      })),
    ],
  };
}
