import type { EntityManager } from '@mikro-orm/postgresql';
import type { ReportNarrative } from '../report-document.js';
import type { Report } from '../report.js';

/** Reads what only people know of a report. */
export class NarrativeService {
  constructor(readonly em: EntityManager) {}

  /** The narrative of a report with a summary: what was known at an instant. */
  narrativeOf(_report: Report, summary: string | null, _asOf: Date): Promise<ReportNarrative> {
    return Promise.resolve({ summary, obstacles: [] });
  }
}
