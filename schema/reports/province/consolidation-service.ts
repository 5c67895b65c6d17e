import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConsolidatedReport } from '../report-document.js';
import type { Report } from '../report.js';

/** Puts the units' reports together. */
export class ConsolidationService {
  constructor(readonly em: EntityManager) {}

  /** What the units' reports came to at an instant; null but for the province's own report. */
  consolidatedOf(_report: Report, _asOf: Date): Promise<ConsolidatedReport | null> {
    return Promise.resolve(null);
  }
}
