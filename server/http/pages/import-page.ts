import { formatVietnameseInstant, html, type Html } from '../../../schema/base/index.js';
import { importReport, type ShownFinding, type ShownFindingCount } from '../imports/import-report.js';
import { countInWords } from './words.js';

/** What the page of imports asks. */
export const IMPORTS_QUERY = `{ importProfiles { name title }
  dossierImports(first: 20) { nodes { id fileName importedAt actor rowsRead created changed rejected } } }`;

/** What the page of one import asks. */
export const IMPORT_QUERY = `query ($id: ID!) { dossierImport(id: $id) {
  id fileName profile importedAt actor rowsRead created changed unchanged rejected findingCounts { rule severity count }
  findings(first: 101, severity: BLOCK) { nodes { row column value rule message } } } }`;

/** A line of the list of imports. */
export interface ListedImport {
  readonly id: string;
  readonly fileName: string;
  /** ISO instant. */
  readonly importedAt: string;
  readonly actor: string;
  readonly rowsRead: number;
  readonly created: number;
  readonly changed: number;
  readonly rejected: number;
}

/** An import as its page shows it. */
export interface ImportOfPage extends ListedImport {
  readonly profile: string;
  readonly unchanged: number;
  readonly findingCounts: readonly ShownFindingCount[];
  readonly findings: { readonly nodes: readonly ShownFinding[] };
}

/** A profile that a file may be read by. */
export interface ListedProfile {
  readonly name: string;
  readonly title: string;
}

/** The form that takes a file, for those who may, and the latest imports. */
export function importListPage(
  imports: readonly ListedImport[],
  profiles: readonly ListedProfile[],
  mayImport: boolean,
): Html {
  return html`<h1>Nạp hồ sơ</h1>
    ${mayImport && uploadForm(profiles)}
    <h2>Các lần nạp gần đây</h2>
    ${imports.length === 0 && html`<p>Chưa có lần nạp nào.</p>`}
    <ul class="deadlines">
      ${imports.map(
        ({ id, fileName, importedAt, actor, rowsRead, created, changed, rejected }) =>
          html`<li>
            <a href="/nap-ho-so/${id}">${fileName}</a>
            ${rejected > 0 && html`<span class="chip OVERDUE">${countInWords(rejected)} dòng bị từ chối</span>`}
            <div class="quiet">
              ${formatVietnameseInstant(new Date(importedAt))} · ${actor} · ${countInWords(rowsRead)} dòng:
              ${countInWords(created)} mới, ${countInWords(changed)} thay đổi
            </div>
          </li>`,
      )}
    </ul>`;
}

/** One import: counts, what was found, the rejected rows. */
export function importPage(shown: ImportOfPage): Html {
  const { fileName, importedAt, actor, profile, findings, ...counts } = shown;
  return html`<p class="quiet"><a href="/nap-ho-so">Nạp hồ sơ</a></p>
    <h1>${fileName}</h1>
    <p class="quiet">${formatVietnameseInstant(new Date(importedAt))} · ${actor} · mẫu nạp «${profile}»</p>
    ${importReport({ ...counts, isAlreadyImported: false, rejections: findings.nodes })}`;
}

function uploadForm(profiles: readonly ListedProfile[]): Html {
  return html`<form class="card" data-upload="/imports/dossiers">
    <label>Tệp CSV, XLSX hoặc JSONL <input type="file" name="file" accept=".csv,.xlsx,.jsonl" required /></label>
    <label
      >Mẫu nạp
      <select name="profile">
        ${standardFirst(profiles).map(({ name, title }) => html`<option value="${name}">${title}</option>`)}
      </select>
    </label>
    <p class="alert" role="alert" hidden></p>
    <button>Xem trước</button>
    <section data-preview hidden aria-live="polite"></section>
    <button type="button" data-commit hidden>Nạp vào hệ thống</button>
  </form>`;
}

function standardFirst(profiles: readonly ListedProfile[]): readonly ListedProfile[] {
  return profiles.toSorted((a, b) => Number(b.name === 'standard') - Number(a.name === 'standard'));
}
