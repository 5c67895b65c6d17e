import { html, type Html } from '../../../schema/base/index.js';
import { formatOf, REPORT_FORMATS, reportFilePath, type ReportDocument } from '../../../schema/reports/index.js';

/** What stands above a report on the screen: the way back, and its files. */
export function reportBar({ reportId, revision }: ReportDocument): Html {
  return html`<nav class="bar" aria-label="Tệp báo cáo">
    <a class="brand" href="/viec">Theo dõi Kế hoạch 457</a>
    <span>Lần lập ${revision}. Tải về:</span>
    ${REPORT_FORMATS.map(
      (format) =>
        html`<a href="${reportFilePath(reportId, revision, format)}">${formatOf(format).extension.toUpperCase()}</a> `,
    )}
  </nav>`;
}
