import type { DossierImportSummary } from '../../../schema/dossiers/index.js';
import { importReport } from './import-report.js';

/** Rejections that the answer to an upload carries; all of them are in the file to mend. */
const SHOWN_REJECTIONS = 100;

/**
 * What the sender of a file is told, as JSON: counts in rows of the file, how often each rule found something, the first
 * rejections with their places, where the rejected rows lie (null without any), and all of it as markup for a page.
 */
export function answerOf(summary: DossierImportSummary): object {
  const { rejections, findingCounts, ...counts } = summary;
  const { id, rejected } = counts;
  return {
    import: counts,
    findingCounts,
    rejections: rejections.slice(0, SHOWN_REJECTIONS),
    rejectedRows: id !== null && rejected > 0 ? `/imports/dossiers/${id}/rejected.csv` : null,
    report: importReport({ ...counts, findingCounts, rejections }).text,
  };
}
