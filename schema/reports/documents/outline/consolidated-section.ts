import { civilDateAt } from '../../../base/index.js';
import { formatPercent } from '../../../indicators/index.js';
import type { ReportContent } from '../../report-content.js';
import type { ConsolidatedReport, ConsolidatedUnit } from '../../report-document.js';
import {
  column,
  dateCell,
  groupRow,
  integerCell,
  paragraph,
  percentCell,
  quotedParagraphs,
  row,
  textCell,
} from './cells.js';
import type { OutlineBlock, OutlineCell, OutlineRow, OutlineTable } from './outline.js';
import { KIND_GROUPS, targetStatusText, TIMELINESS } from './words.js';

/** How complete and how punctual the units' reports are, naming those that have not sent. */
export function completenessBlocks({
  expected,
  sent,
  sentOnTime,
  sentLate,
  units,
}: ConsolidatedReport): OutlineBlock[] {
  const share = (count: number) => (expected === 0 ? '' : ` (${formatPercent(count, expected)})`);
  const missing = units.filter(({ sentAt }) => sentAt === null);
  return [
    paragraph(
      `Số đơn vị phải gửi báo cáo: ${expected}. Đã gửi: ${sent}/${expected}${share(sent)}; gửi đúng hạn: ` +
        `${sentOnTime}/${expected}${share(sentOnTime)}; gửi muộn: ${sentLate}/${expected}${share(sentLate)}.`,
    ),
    paragraph(
      missing.length === 0
        ? 'Tất cả các đơn vị đã gửi báo cáo.'
        : `Đơn vị chưa gửi (${missing.length}): ${missing.map(({ name }) => name).join('; ')}.`,
    ),
  ];
}

/** Every unit that owes the report, with when it was due and sent. */
export function sendingTable({ units }: ConsolidatedReport): OutlineTable {
  return {
    kind: 'TABLE',
    id: 'GUI_BAO_CAO',
    sheet: 'Gửi báo cáo',
    caption: 'Tình hình gửi báo cáo của các đơn vị',
    unit: null,
    columns: [
      column('STT', 12, 'CENTRE'),
      column('Đơn vị', 66),
      column('Hạn gửi', 24, 'CENTRE'),
      column('Ngày gửi', 24, 'CENTRE'),
      column('Lần lập', 14, 'RIGHT'),
      column('Kết quả', 25),
    ],
    rows: byKind(units, ({ name, dueOn, sentAt, revision, timeliness }) => [
      textCell(name),
      dateCell(dueOn),
      dateCell(sentAt === null ? null : civilDateAt(new Date(sentAt))),
      integerCell(revision),
      textCell(TIMELINESS[timeliness]),
    ]),
  };
}

/** What the units say of themselves, each under its name; empty when none did. */
export function summaryBlocks({ units }: ConsolidatedReport): OutlineBlock[] {
  return units.flatMap(({ name, summary }: ConsolidatedUnit) => {
    const [first, ...rest] = summary === null ? [] : quotedParagraphs(summary);
    return first ? [{ ...first, text: `${name}: ${first.text}` }, ...rest] : [];
  });
}

/** Every unit's value of each headline indicator, a table for each; empty when not compiled. */
export function unitValueTables({ unitValues = [], indicators }: ReportContent): OutlineTable[] {
  return unitValues.map(({ indicator, units }, index) => {
    const name = indicators.find(({ code }) => code === indicator)?.name ?? indicator;
    return {
      kind: 'TABLE',
      id: `DON_VI_${indicator}`,
      sheet: `Đơn vị ${index + 1}`,
      caption: name,
      unit: null,
      columns: [
        column('STT', 12, 'CENTRE'),
        column('Đơn vị', 57),
        column('Tử số', 20, 'RIGHT'),
        column('Mẫu số', 20, 'RIGHT'),
        column('Tỷ lệ', 18, 'RIGHT'),
        column('Thứ hạng', 14, 'RIGHT'),
        column('Kết quả', 24),
      ],
      rows: byKind(units, (unit) => [
        textCell(unit.name),
        integerCell(unit.numerator),
        integerCell(unit.denominator),
        percentCell(unit.percent),
        integerCell(unit.place),
        textCell(targetStatusText(unit.status, unit.denominator)),
      ]),
    };
  });
}

function byKind<T extends { readonly kind: ConsolidatedUnit['kind'] }>(
  units: readonly T[],
  cellsOf: (unit: T) => OutlineCell[],
): OutlineRow[] {
  return KIND_GROUPS.flatMap(({ kind, text }) => {
    const own = units.filter((unit) => unit.kind === kind);
    if (own.length === 0) return [];
    return [
      groupRow(`${text} (${own.length} đơn vị)`),
      ...own.map((unit, index) => row(integerCell(index + 1), ...cellsOf(unit))),
    ];
  });
}
