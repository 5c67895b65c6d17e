import { readFileSync } from 'node:fs';
import { projectFile, type Html } from '../../base/index.js';
import type { ReportDocument } from '../report-document.js';
import { canonicalJson } from '../sealing/canonical-json.js';
import { documentOutline } from './outline/document-outline.js';
import type { DocumentOutline } from './outline/outline.js';

/** A format in which a report can be had. */
export type ReportFormat = 'DOCX' | 'XLSX' | 'CSV' | 'HTML' | 'JSON';

/** The style sheet of the HTML page, from the project's top. */
export const REPORT_STYLE_SHEET = 'schema/reports/documents/html/report.css';

interface Format {
  readonly mediaType: string;
  /** Without dot. */
  readonly extension: string;
  readonly render: (outline: DocumentOutline, document: ReportDocument, at: Date) => Promise<Uint8Array>;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Libraries of formats are loaded with the first file that needs them: most processes never draw one. */
const FORMATS: Readonly<Record<ReportFormat, Format>> = {
  DOCX: {
    mediaType: `${OFFICE}.wordprocessingml.document`,
    extension: 'docx',
    render: async (outline, _document, at) => (await import('./docx/docx-of.js')).docxOf(outline, at),
  },
  XLSX: {
    mediaType: `${OFFICE}.spreadsheetml.sheet`,
    extension: 'xlsx',
    render: async (outline, _document, at) => (await import('./xlsx/xlsx-of.js')).xlsxOf(outline, at),
  },
  CSV: {
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    render: async (outline) => bytesOf((await import('./csv/csv-of-outline.js')).csvOfOutline(outline)),
  },
  HTML: {
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    render: async (outline, document) => {
      const style = readFileSync(projectFile(REPORT_STYLE_SHEET), 'utf8');
      return bytesOf((await import('./html/index.js')).htmlOf(outline, document, { style, bar: null }));
    },
  },
  JSON: {
    mediaType: 'application/json; charset=utf-8',
    extension: 'json',
    render: async (_outline, document) => bytesOf(canonicalJson(document)),
  },
};

/** Every format, in the order in which they are offered. */
export const REPORT_FORMATS: readonly ReportFormat[] = ['DOCX', 'XLSX', 'CSV', 'HTML', 'JSON'];

/** Media type and file extension (without dot) of a format. */
export function formatOf(format: ReportFormat): { readonly mediaType: string; readonly extension: string } {
  return FORMATS[format];
}

/** The format with an extension such as `docx`; null for any other text. */
export function formatByExtension(extension: string): ReportFormat | null {
  return REPORT_FORMATS.find((format) => FORMATS[format].extension === extension) ?? null;
}

/**
 * A report as the bytes of a file. The same document and hash give the same bytes; JSON is the text that was sealed.
 *
 * @param sha256 of the sealed text; null for a draft.
 */
export function renderReport(
  document: ReportDocument,
  sha256: string | null,
  format: ReportFormat,
): Promise<Uint8Array> {
  const at = new Date(document.sealed?.at ?? document.inputs.compiledAt);
  return FORMATS[format].render(documentOutline(document, sha256), document, at);
}

/** A report as a page of the server, which has its style sheet from there; `bar` stands above it on screens. */
export async function reportPage(document: ReportDocument, sha256: string | null, bar: Html): Promise<string> {
  const { htmlOf } = await import('./html/index.js');
  return htmlOf(documentOutline(document, sha256), document, { style: null, bar });
}
