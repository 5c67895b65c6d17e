import { periodInSentence } from './outline/words.js';
import { formatOf, type ReportFormat } from './formats.js';

/** What the name of a file tells. */
export interface NamedFile {
  readonly format: ReportFormat;
  /** `Tháng 12/2025`. */
  readonly periodName: string;
  /** `Xã Thạch Hà`. */
  readonly issuerName: string;
  readonly revision: number;
  readonly sealed: boolean;
}

/** `Báo cáo tháng 12-2025 – Xã Thạch Hà.docx`; further revisions and drafts say so. No character that a disk refuses. */
export function reportFileName({ format, periodName, issuerName, revision, sealed }: NamedFile): string {
  const notes = [...(revision > 1 ? [`lần ${revision}`] : []), ...(sealed ? [] : ['dự thảo'])];
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const name = `Báo cáo ${periodInSentence(periodName)} – ${issuerName}${note}`;
  return `${withoutReserved(name)}.${formatOf(format).extension}`;
}

/**
 * Header `Content-Disposition` of a file to be saved: its name in UTF-8, and without diacritics for old programs.
 * Source: RFC 6266, RFC 5987.
 */
export function attachmentHeader(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replaceAll(/['()*]/g, hexOf);
  return `attachment; filename="${asciiName(fileName)}"; filename*=UTF-8''${encoded}`;
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function asciiName(fileName: string): string {
  const folded = fileName.normalize('NFD').replaceAll('đ', 'd').replaceAll('Đ', 'D').replaceAll('–', '-');
  return folded.replaceAll(/\p{Mark}/gu, '').replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
}

function withoutReserved(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[/\\:]/g, '-')
    .replaceAll(/[\p{Control}*?"<>|]/gu, '')
    .slice(0, 180)
    .trim();
}

/** Where the server hands a file of a report out, `/bao-cao/<global id>/1.docx`. */
export function reportFilePath(reportId: string, revision: number, format: ReportFormat): string {
  return `/bao-cao/${reportId}/${revision}.${formatOf(format).extension}`;
}

/** Where the server shows a report, in its current revision or in the one named. */
export function reportPagePath(reportId: string, revision: number | null = null): string {
  return `/bao-cao/${reportId}${revision === null ? '' : `?lan=${revision}`}`;
}
