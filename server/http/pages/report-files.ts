import { html, type Html } from '../../../schema/base/index.js';
import { reportPagePath } from '../../../schema/reports/index.js';
import type { ShownFile, ShownReport } from './deadline-query.js';

/** The way to a report as it is printed, and its files, revision by revision; nothing while there is none. */
export function reportFiles({ id, documents }: ShownReport): Html {
  const [current, ...earlier] = [...Map.groupBy(documents, ({ revision }) => revision)];
  if (!current) return html``;
  return html`<p class="files">
      <a href="${reportPagePath(id)}"><b>Mở báo cáo</b></a> ${fileLinks(current[1])}
    </p>
    ${
      earlier.length > 0 &&
      html`<ul class="files quiet">
        ${earlier.map(
          ([revision, files]) =>
            html`<li><a href="${reportPagePath(id, revision)}">Lần lập ${revision}</a> ${fileLinks(files)}</li>`,
        )}
      </ul>`
    }`;
}

function fileLinks(files: readonly ShownFile[]): Html {
  const isDraft = files.some(({ sealed }) => !sealed);
  return html`${isDraft && '(dự thảo) '}– tải về:
  ${files.map(({ format, url, fileName }) => html`<a href="${url}" title="${fileName}" download>${format}</a> `)}`;
}
