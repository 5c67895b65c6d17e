import { verifyDocument } from '../../sealing/verify-rules.js';
import { docxTexts } from './docx-texts.js';
import { officeParts, type OfficeParts } from './office-parts.js';
import { parsedJson } from './parsed-json.js';
import { placedDifferences, runningDifferences, type FileDifference } from './placed-text.js';
import type { ReportFile } from './report-file.js';
import { csvDifferences, htmlPieces } from './text-pieces.js';
import { xlsxTexts } from './xlsx-texts.js';

/** How a file stands beside the one drawn from what was sealed. */
export interface FileComparison {
  readonly result: 'SEALED' | 'DIFFERENT';
  /** In what the files differ as people read them; empty for DIFFERENT when only their packing or layout does. */
  readonly differences: readonly FileDifference[];
}

/**
 * Compares a file with the same format drawn anew from the sealed document: equal bytes are the sealed report, JSON also
 * with another layout.
 *
 * @param sealed file drawn anew; for JSON the text that was sealed.
 * @throws PlanError INVALID_INPUT when the file cannot be read.
 */
export function compareFile({ format, content }: ReportFile, sealed: Buffer): FileComparison {
  if (content.equals(sealed)) return { result: 'SEALED', differences: [] };
  const [was, is] = [textOf(sealed), textOf(content)];
  if (format === 'JSON') return verifyJson(was, is);
  if (format === 'HTML') return different(runningDifferences(htmlPieces(was), htmlPieces(is)));
  if (format === 'CSV') return different(csvDifferences(was, is));
  return different(officeDifferences(format, officeParts(sealed), officeParts(content)));
}

function verifyJson(sealed: string, found: string): FileComparison {
  const { result, differences } = verifyDocument(parsedJson(found), sealed);
  return { result, differences: differences.map(({ path, ...values }) => ({ place: path, ...values })) };
}

function officeDifferences(format: 'DOCX' | 'XLSX', sealed: OfficeParts, found: OfficeParts): FileDifference[] {
  const texts =
    format === 'DOCX'
      ? runningDifferences(docxTexts(sealed), docxTexts(found))
      : placedDifferences(xlsxTexts(sealed), xlsxTexts(found));
  return texts.length > 0 ? texts : partDifferences(sealed, found);
}

/** Parts that differ though no text does: properties, styles, pictures. */
function partDifferences(sealed: OfficeParts, found: OfficeParts): FileDifference[] {
  const paths = [...new Set([...sealed.keys(), ...found.keys()])].toSorted();
  return paths.flatMap((path) => {
    const [was, is] = [sealed.get(path), found.get(path)];
    if (was && is?.equals(was)) return [];
    return [{ place: `phần ${path}`, sealed: sizeText(was), found: sizeText(is) }];
  });
}

function sizeText(bytes: Buffer | undefined): string | null {
  return bytes ? `${bytes.length} byte` : null;
}

function different(differences: readonly FileDifference[]): FileComparison {
  return { result: 'DIFFERENT', differences };
}

function textOf(content: Buffer): string {
  return content.toString('utf8').replace(/^\uFEFF/, '');
}
