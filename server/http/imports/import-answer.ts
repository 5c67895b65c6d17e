import type { DossierImportSummary } from '../../../schema/dossiers/index.js';

/** Rejections that the answer to an upload carries; all of them are in the file to mend. */
const SHOWN_REJECTIONS = 100;

/** What the sender of a file is told, as JSON: counts in rows of the file, and the first faults with their places. */
export function answerOf({ rejections, ...counts }: DossierImportSummary): object {
  return { import: counts, rejections: rejections.slice(0, SHOWN_REJECTIONS) };
}
