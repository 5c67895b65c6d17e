import { formatVietnameseDate } from '../../../base/index.js';
import type { ConsolidatedReport, ReportDocument, ReportedObstacle } from '../../report-document.js';
import { column, countText, dateCell, groupRow, integerCell, paragraph, row, textCell } from './cells.js';
import type { OutlineBlock, OutlineCell, OutlineRow, OutlineTable } from './outline.js';
import { OBSTACLE_STATUSES } from './words.js';

/** Difficulties, obstacles and proposals; in the province's report those of all units, by category. */
export function obstacleBlocks({ narrative, consolidated }: ReportDocument): OutlineBlock[] {
  const rows = consolidated ? groupedRows(narrative.obstacles, consolidated) : ordinalRows(narrative.obstacles, false);
  if (rows.length === 0) return [paragraph('Trong kỳ không có khó khăn, vướng mắc.')];
  return [obstacleTable(rows, consolidated !== null)];
}

function groupedRows(own: readonly ReportedObstacle[], { obstacles }: ConsolidatedReport): OutlineRow[] {
  const listed = new Set(obstacles.flatMap(({ items }) => items.map(({ id }) => id)));
  const others = own.filter(({ id }) => !listed.has(id));
  let before = 0;
  const groups = obstacles.flatMap(({ categoryName, units, items }) => {
    const rows = [groupRow(`${categoryName} (${countText(units)} đơn vị)`), ...ordinalRows(items, true, before)];
    before += items.length;
    return rows;
  });
  return others.length === 0
    ? groups
    : [...groups, groupRow('Khó khăn, vướng mắc khác'), ...ordinalRows(others, true, before, false)];
}

function ordinalRows(
  obstacles: readonly ReportedObstacle[],
  ofUnits: boolean,
  before = 0,
  isUnderCategory = ofUnits,
): OutlineRow[] {
  return obstacles.map((obstacle, index) =>
    row(
      integerCell(before + index + 1),
      ...(ofUnits ? [textCell(obstacle.unit.name)] : []),
      ...cellsOf(obstacle, isUnderCategory),
    ),
  );
}

function cellsOf(obstacle: ReportedObstacle, isUnderCategory: boolean): OutlineCell[] {
  const { categoryName, description, proposal, addressee, answerBy } = obstacle;
  return [
    textCell(isUnderCategory ? description : `${categoryName}: ${description}`),
    textCell(proposal),
    textCell(addressee?.name ?? null),
    dateCell(answerBy),
    textCell(statusText(obstacle)),
  ];
}

function statusText({ status, carriedForward, raisedOn, closedOn, answers }: ReportedObstacle): string {
  const carried = carriedForward ? `; nêu từ ${formatVietnameseDate(raisedOn)}` : '';
  const closed = closedOn === null ? '' : ` ngày ${formatVietnameseDate(closedOn)}`;
  const told = answers.map(({ by, on, text }) => `${by} (${formatVietnameseDate(on)}): ${text}`);
  return [`${OBSTACLE_STATUSES[status]}${closed}${carried}`, ...told].join('. ');
}

function obstacleTable(rows: readonly OutlineRow[], ofUnits: boolean): OutlineTable {
  return {
    kind: 'TABLE',
    id: 'VUONG_MAC',
    sheet: 'Khó khăn, vướng mắc',
    caption: 'Khó khăn, vướng mắc và kiến nghị',
    unit: null,
    columns: [
      column('STT', 10, 'CENTRE'),
      ...(ofUnits ? [column('Đơn vị', 20)] : []),
      column('Khó khăn, vướng mắc', ofUnits ? 35 : 45),
      column('Kiến nghị, đề xuất', ofUnits ? 28 : 32),
      column('Cơ quan giải quyết', 21),
      column('Đề nghị trả lời trước', 21, 'CENTRE'),
      column('Tình trạng', ofUnits ? 30 : 36),
    ],
    rows,
  };
}
