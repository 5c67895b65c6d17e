import { formatVietnameseDate, formatVietnameseInstant, html, type Html } from '../../../schema/base/index.js';
import { reportFiles } from './report-files.js';
import { FORM_06, type ShownFigures, type ShownReport, type ShownStep } from './deadline-query.js';
import { countInWords, outcomeInWords, STATE_NAMES, TIMELINESS_NAMES } from './words.js';

/** The compiled figures of a report, or that there are none yet. */
export function reportSection(report: ShownReport): Html {
  const { state, revision, timeliness, compiledAt, firstSentAt, period, figures } = report;
  return html`<section>
    <h2>Số liệu báo cáo</h2>
    <p>
      Số liệu từ ngày ${formatVietnameseDate(period.from)} đến hết ngày ${formatVietnameseDate(period.to)}. Trạng thái:
      <b>${STATE_NAMES[state]}</b
      >${revision > 1 && `, lần lập ${revision}`}${firstSentAt && `, gửi lần đầu lúc ${formatVietnameseInstant(new Date(firstSentAt))}`}${timeliness !== null && ` (${TIMELINESS_NAMES[timeliness].toLowerCase()})`}.
      ${compiledAt && `Tổng hợp lúc ${formatVietnameseInstant(new Date(compiledAt))}.`}
    </p>
    ${figures ? figureTables(figures) : html`<p>Số liệu chưa được tổng hợp.</p>`} ${reportFiles(report)}
    ${report.history.length > 0 && historyList(report.history)}
  </section>`;
}

function historyList(steps: readonly ShownStep[]): Html {
  return html`<details class="quiet">
    <summary>Lịch sử báo cáo (${steps.length} bước)</summary>
    <ol>
      ${steps.map(
        ({ actionName, actor, at, revision, reason }) =>
          html`<li>
            ${formatVietnameseInstant(new Date(at))}: <b>${actionName}</b> –
            ${actor}${revision > 1 && `, lần lập ${revision}`}${reason !== null && html`<br />Lý do: ${reason}`}
          </li>`,
      )}
    </ol>
  </details>`;
}

function figureTables(figures: ShownFigures): Html {
  const { deadlines } = figures;
  return html`<h3>Chỉ số so với chỉ tiêu</h3>
    <table class="stacked">
      <thead>
        <tr>
          <th>Chỉ số</th>
          <th class="number">Số hồ sơ</th>
          <th class="number">Tỷ lệ</th>
          <th class="number">Kỳ trước</th>
          <th class="number">Chỉ tiêu</th>
          <th>Kết quả</th>
        </tr>
      </thead>
      <tbody>
        ${figures.indicators.map(indicatorRow)}
      </tbody>
    </table>
    <h3>Tình hình tiếp nhận, giải quyết hồ sơ</h3>
    <table>
      <thead>
        <tr>
          <th>Đơn vị tính: hồ sơ</th>
          <th class="number">${figures.statistics.period.name}</th>
          <th class="number">${figures.previous.period.name}</th>
        </tr>
      </thead>
      <tbody>
        ${FORM_06.map(
          ([name, label, isPart]) =>
            html`<tr class="${isPart ? 'part' : 'total'}">
              <th scope="row">${label}</th>
              <td class="number">${countInWords(figures.statistics[name])}</td>
              <td class="number">${countInWords(figures.previous[name])}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="quiet">
      Việc có thời hạn trong kỳ: ${deadlines.met} xong đúng hạn, ${deadlines.missed} không xong đúng hạn,
      ${deadlines.open} đến hạn mà chưa xong khi tổng hợp.
    </p>`;
}

function indicatorRow(indicator: ShownFigures['indicators'][number]): Html {
  const { name, numerator, denominator, percent, previousPercent, target, clause, status, gapToTarget } = indicator;
  const ratio =
    numerator === null || denominator === null ? '–' : `${countInWords(numerator)} / ${countInWords(denominator)}`;
  return html`<tr>
    <th scope="row">${name}${clause && html` <small>(điểm ${clause})</small>`}</th>
    <td class="number" data-label="Số hồ sơ">${ratio}</td>
    <td class="number" data-label="Tỷ lệ">${percent ?? '–'}</td>
    <td class="number" data-label="Kỳ trước">${previousPercent ?? '–'}</td>
    <td class="number" data-label="Chỉ tiêu">${target ?? '–'}</td>
    <td data-label="Kết quả">
      <span class="chip ${status}">${outcomeInWords(status, denominator)}</span>
      ${gapToTarget !== null && gapToTarget > 0 && html`<small>còn thiếu ${countInWords(gapToTarget)} hồ sơ</small>`}
    </td>
  </tr>`;
}
