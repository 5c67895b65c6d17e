import { html, type Html } from '../../../base/index.js';
import { cellText, integerCell } from '../outline/cells.js';
import type { OutlineCell, OutlineColumn, OutlineRow, OutlineTable } from '../outline/outline.js';
import { chartSvg, type Chart } from './chart-svg.js';
import type { Trend } from './trend-chart.js';

const SETTINGS = { LEFT: 'left', RIGHT: 'number', CENTRE: 'centre' } as const;
const ROWS = { PLAIN: 'plain', TOTAL: 'total', PART: 'part', GROUP: 'group' } as const;

/** A table of the report; it moves by itself where the screen is narrower. */
export function tableHtml({ id, caption, unit, columns, rows }: OutlineTable): Html {
  const share = (width: number) => `${Math.round((1000 * width) / sumOf(columns)) / 10}%`;
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}">
    <table id="${id.toLowerCase().replaceAll('_', '-')}" class="${widthOf(columns.length)}">
      <caption>
        ${caption}${unit !== null && html` <small>${unit}</small>`}
      </caption>
      <colgroup>
        ${columns.map(({ width }) => html`<col width="${share(width)}" />`)}
      </colgroup>
      <thead>
        <tr>
          ${columns.map(({ title, setting }) => html`<th scope="col" class="${SETTINGS[setting]}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowHtml(row, columns))}
      </tbody>
    </table>
  </div>`;
}

function widthOf(columns: number): string {
  if (columns <= 4) return 'narrow';
  return columns <= 7 ? 'medium' : 'wide';
}

function sumOf(columns: readonly OutlineColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

function rowHtml({ kind, cells }: OutlineRow, columns: readonly OutlineColumn[]): Html {
  if (kind === 'GROUP') {
    const [cell] = cells;
    return html`<tr class="group">
      <th scope="rowgroup" colspan="${columns.length}">${cell ? cellText(cell) : ''}</th>
    </tr>`;
  }
  return html`<tr class="${ROWS[kind]}">
    ${cells.map((cell, index) => cellHtml(cell, columns[index]))}
  </tr>`;
}

function cellHtml(cell: OutlineCell, column: OutlineColumn | undefined): Html {
  return html`<td class="${SETTINGS[column?.setting ?? 'LEFT']}">${cellText(cell)}</td>`;
}

/** A drawing with its title above. */
export function figureHtml(chart: Chart): Html {
  return html`<figure>
    <figcaption>${chart.title}</figcaption>
    ${chartSvg(chart)}
    ${chart.hasInks && html`<p class="inks">Xanh: đạt; cam: chưa đạt; xám: không giao hoặc chưa có kết quả.</p>`}
  </figure>`;
}

/** The numbers of a trend. */
export function trendTable({ name, points }: Trend): Html {
  return html`<div class="table">
    <table>
      <caption>
        ${name} qua các kỳ
      </caption>
      <thead>
        <tr>
          <th scope="col">Kỳ</th>
          <th scope="col" class="number">Tử số</th>
          <th scope="col" class="number">Mẫu số</th>
          <th scope="col" class="number">Tỷ lệ</th>
        </tr>
      </thead>
      <tbody>
        ${points.map(
          ({ period, numerator, denominator, percent }) =>
            html`<tr>
              <td>${period}</td>
              <td class="number">${cellText(integerCell(numerator))}</td>
              <td class="number">${cellText(integerCell(denominator))}</td>
              <td class="number">${percent ?? '–'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
