import { html, type Html } from '../../../schema/base/index.js';
import { countInWords } from '../pages/words.js';

/** A rule and how often it found something. */
export interface ShownFindingCount {
  readonly rule: string;
  readonly severity: string;
  readonly count: number;
}

/** Something found in a row of the file. */
export interface ShownFinding {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly rule: string;
  readonly message: string;
}

/** What became of a file, or would become of it. */
export interface ShownImport {
  /** Key of the import; null of a dry run. */
  readonly id: string | null;
  readonly isAlreadyImported: boolean;
  readonly rowsRead: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly findingCounts: readonly ShownFindingCount[];
  /** Reasons of rejection in file order, the first ones. */
  readonly rejections: readonly ShownFinding[];
}

const COUNTS = [
  ['rowsRead', 'Số dòng đọc được'],
  ['created', 'Hồ sơ mới'],
  ['changed', 'Hồ sơ thay đổi'],
  ['unchanged', 'Giữ nguyên'],
  ['rejected', 'Bị từ chối'],
] as const;

const SEVERITIES: Readonly<Record<string, string>> = { BLOCK: 'Từ chối', WARN: 'Cảnh báo', INFO: 'Thông tin' };
/** Rejections that a page shows; all of them are in the file to mend. */
const SHOWN = 100;

/** Counts of an import, what was found by rule, and the first rejected rows with place, reason and value. */
export function importReport(shown: ShownImport): Html {
  const { id, rejected, findingCounts, rejections, isAlreadyImported } = shown;
  return html`${isAlreadyImported && html`<p class="notice">Đã nạp: đúng tệp này đã được nạp trước đây.</p>`}
    <div class="wide">
      <table>
        <thead>
          <tr>
            ${COUNTS.map(([, label]) => html`<th scope="col" class="number">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          <tr>
            ${COUNTS.map(([name]) => html`<td class="number">${countInWords(shown[name])}</td>`)}
          </tr>
        </tbody>
      </table>
    </div>
    ${rejected > 0 && mendHint(id)} ${findingCounts.length > 0 && findingTable(findingCounts)}
    ${rejections.length > 0 && rejectionTable(rejections.slice(0, SHOWN), rejections.length > SHOWN)}`;
}

function mendHint(id: string | null): Html {
  if (id === null) {
    return html`<p>Dòng bị từ chối không được nạp; sau khi nạp có thể tải về thành tệp để sửa.</p>`;
  }
  return html`<p>
    <a class="button" href="/imports/dossiers/${id}/rejected.csv">Tải các dòng bị từ chối để sửa</a>
    <small>Sửa xong nạp lại chính tệp đó; cột «loi» được bỏ qua.</small>
  </p>`;
}

function findingTable(counts: readonly ShownFindingCount[]): Html {
  return html`<h2>Phát hiện theo quy tắc</h2>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Mức</th>
            <th scope="col">Quy tắc</th>
            <th scope="col" class="number">Số lần</th>
          </tr>
        </thead>
        <tbody>
          ${counts.map(
            ({ severity, rule, count }) =>
              html`<tr>
                <td>${SEVERITIES[severity] ?? severity}</td>
                <td>${rule}</td>
                <td class="number">${countInWords(count)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function rejectionTable(rejections: readonly ShownFinding[], isCut: boolean): Html {
  return html`<h2>Dòng bị từ chối</h2>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">Dòng</th>
            <th scope="col">Cột</th>
            <th scope="col">Giá trị</th>
            <th scope="col">Lý do</th>
          </tr>
        </thead>
        <tbody>
          ${rejections.map(
            ({ row, column, value, rule, message }) =>
              html`<tr>
                <td class="number">${row}</td>
                <td>${column}</td>
                <td class="value">${value === '' ? '(trống)' : value}</td>
                <td>${message} <small>${rule}</small></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${isCut && html`<p class="quiet">Chỉ ${rejections.length} lỗi đầu; mọi dòng bị từ chối ở trong tệp tải về.</p>`}`;
}
