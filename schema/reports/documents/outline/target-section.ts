import type { ReportContent, ReportedIndicator, ReportedTarget, ReportedValue } from '../../report-content.js';
import { column, integerCell, numbered, paragraph, percentCell, textCell } from './cells.js';
import type { OutlineBlock, OutlineCell, OutlineColumn, OutlineTable } from './outline.js';
import { outcomeText } from './words.js';

/** How the targets stand: a sentence, every target that binds the unit, and the indicators counted from dossiers. */
export function targetBlocks({ targets, targetValues = [], indicators }: ReportContent): OutlineBlock[] {
  const { met, missed, undecided } = targets;
  const total = met + missed + undecided;
  return [
    paragraph(
      `Trong ${total} chỉ số tính từ hồ sơ có giao chỉ tiêu: ${met} đạt, ${missed} chưa đạt, ` +
        `${undecided} chưa đủ căn cứ hoặc không phát sinh. Tỷ lệ được cắt đến hai chữ số thập phân, không làm tròn.`,
    ),
    ...(targetValues.length > 0 ? [targetTable(targetValues)] : []),
    ...(indicators.length > 0 ? [indicatorTable(indicators)] : []),
  ];
}

function shareColumns(): OutlineColumn[] {
  return ['Kỳ này', 'Kỳ trước', 'Cùng kỳ', 'Lũy kế'].map((title) => column(title, 15, 'RIGHT'));
}

function targetTable(targets: readonly ReportedTarget[]): OutlineTable {
  return {
    kind: 'TABLE',
    id: 'CHI_TIEU',
    sheet: 'Chỉ tiêu',
    caption: 'Kết quả thực hiện các chỉ tiêu của Kế hoạch',
    unit: null,
    columns: [
      column('STT', 9, 'CENTRE'),
      column('Chỉ tiêu', 33),
      column('Mức giao', 14, 'CENTRE'),
      column('Tử số', 15, 'RIGHT'),
      column('Mẫu số', 15, 'RIGHT'),
      ...shareColumns(),
      column('Kết quả', 19),
    ],
    rows: numbered(targets.map(targetCells)),
  };
}

function targetCells(target: ReportedTarget): OutlineCell[] {
  const { clause, quote, indicator, numerator, denominator, percent, coverage, status, gapToTarget } = target;
  const { reported, expected } = coverage;
  const partly = reported < expected ? `; ${reported}/${expected} đơn vị có số liệu` : '';
  return [
    textCell(`${indicator ?? quote} (điểm ${clause}${partly})`),
    textCell(target.target),
    integerCell(numerator),
    integerCell(denominator),
    percentCell(percent),
    comparedCell(target.previousPercent, target.previous),
    comparedCell(target.lastYearPercent, target.lastYear),
    comparedCell(target.yearToDatePercent, target.yearToDate),
    textCell(outcomeText(status, denominator, gapToTarget)),
  ];
}

/** A value to compare with: a share, or the number itself where the target is one. */
function comparedCell(percent: string | null, value: ReportedValue | null | undefined): OutlineCell {
  return percent === null && value?.denominator === null ? integerCell(value.numerator) : percentCell(percent);
}

function indicatorTable(indicators: readonly ReportedIndicator[]): OutlineTable {
  return {
    kind: 'TABLE',
    id: 'CHI_SO',
    sheet: 'Chỉ số',
    caption: 'Các chỉ số tính từ hồ sơ và thứ hạng trong các đơn vị cùng loại',
    unit: null,
    columns: [
      column('STT', 9, 'CENTRE'),
      column('Chỉ số', 33),
      column('Mức giao', 14, 'CENTRE'),
      column('Tử số', 15, 'RIGHT'),
      column('Mẫu số', 15, 'RIGHT'),
      ...shareColumns(),
      column('Thứ hạng', 19, 'CENTRE'),
    ],
    rows: numbered(indicators.map(indicatorCells)),
  };
}

function indicatorCells(indicator: ReportedIndicator): OutlineCell[] {
  const { name, clause, target, numerator, denominator, rank } = indicator;
  return [
    textCell(clause === null ? name : `${name} (điểm ${clause})`),
    textCell(target),
    integerCell(numerator),
    integerCell(denominator),
    percentCell(indicator.percent),
    percentCell(indicator.previousPercent),
    percentCell(indicator.lastYearPercent),
    percentCell(indicator.yearToDatePercent),
    textCell(rank ? `${rank.place}/${rank.of}` : null),
  ];
}
