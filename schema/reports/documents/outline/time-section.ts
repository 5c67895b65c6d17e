import type { ReportContent, ReportedTime } from '../../report-content.js';
import { column, integerCell, paragraph, percentCell, row, textCell } from './cells.js';
import type { OutlineBlock, OutlineCell, OutlineTable } from './outline.js';
import { CHANNELS } from './words.js';

/** How long dossiers took against their limit; a sentence when that is not known any more, nothing when not compiled. */
export function timeBlocks({ processingTime }: ReportContent): OutlineBlock[] {
  if (processingTime === undefined) return [];
  if (processingTime === null) {
    return [paragraph('Thời gian giải quyết không xác định được vì hồ sơ của kỳ đã được lưu trữ.')];
  }
  const { channels } = processingTime;
  return [limitTable(processingTime), ...(channels.length > 0 ? [channelTable(channels)] : [])];
}

function limitTable(time: ReportedTime): OutlineTable {
  return {
    kind: 'TABLE',
    id: 'THOI_GIAN',
    sheet: 'Thời gian giải quyết',
    caption: 'Thời gian giải quyết hồ sơ trực tuyến so với thời hạn của hình thức nộp trực tiếp',
    unit: null,
    columns: [column('Nội dung', 130), column('Giá trị', 35, 'RIGHT')],
    rows: [
      row(textCell('Số hồ sơ trực tuyến đã giải quyết, xác định được thời hạn'), integerCell(time.compared)),
      row(textCell('Số hồ sơ trực tuyến đã giải quyết, không xác định được thời hạn'), integerCell(time.withoutLimit)),
      row(textCell('Tổng thời hạn (giờ làm việc)'), integerCell(time.limitHours)),
      row(textCell('Tổng thời gian thực tế (giờ làm việc)'), integerCell(time.usedHours)),
      row(textCell('Rút ngắn được (giờ làm việc; số âm là kéo dài)'), integerCell(time.savedHours)),
      row(textCell('Tỷ lệ rút ngắn'), percentCell(time.percent)),
      row(textCell('Tỷ lệ rút ngắn kỳ trước'), percentCell(time.previousPercent)),
      row(textCell('Tỷ lệ rút ngắn cùng kỳ năm trước'), percentCell(time.lastYearPercent)),
    ],
  };
}

function channelTable(channels: ReportedTime['channels']): OutlineTable {
  return {
    kind: 'TABLE',
    id: 'THOI_GIAN_KENH',
    sheet: 'Thời gian theo hình thức',
    caption: 'Thời gian giải quyết theo hình thức nộp hồ sơ',
    unit: null,
    columns: [
      column('Hình thức nộp', 75),
      column('Số hồ sơ đã giải quyết', 45, 'RIGHT'),
      column('Trung vị (ngày làm việc)', 45, 'RIGHT'),
    ],
    rows: channels.map(({ channel, resolved, medianDays }) =>
      row(textCell(CHANNELS[channel] ?? channel), integerCell(resolved), medianCell(medianDays)),
    ),
  };
}

/** Days are whole or end in a half. */
function medianCell(days: number | null): OutlineCell {
  return days === null || Number.isInteger(days) ? integerCell(days) : textCell(String(days).replace('.', ','));
}
