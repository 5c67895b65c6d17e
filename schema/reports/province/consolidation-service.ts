import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import { periodOf } from '../../calendar/index.js';
import { NarrativeService } from '../narrative/narrative-service.js';
import type { ConsolidatedReport } from '../report-document.js';
import type { Report } from '../report.js';
import { consolidated, type SentRevision } from './consolidation-rules.js';
import { ReportingService } from './reporting-service.js';

/** Puts the units' reports together for the province. */
export class ConsolidationService {
  constructor(private readonly em: EntityManager) {}

  /**
   * What the units' reports of a report's period come to, as it stood at an instant; null for a unit's own report. An
   * obstacle counts from being raised, whether its unit has sent or not: it is on record for the province from then on.
   * Three statements, whatever the number of units.
   */
  async consolidatedOf(report: Report, asOf: Date): Promise<ConsolidatedReport | null> {
    if (report.unit) return null;
    const period = periodOf(report.periodId, report.scheme);
    const planId = report.plan.id;
    const rates = await new ReportingService(this.em).rates({ periodId: period.id, planId }, asOf);
    const questions = rates.units.map(({ unitId }) => ({ key: unitId, planId, unitId, period, asOf }));
    const obstacles = await new NarrativeService(this.em).obstaclesOf(questions);
    const reportIds = rates.units.flatMap(({ reportId }) => reportId ?? []);
    return consolidated(rates, await this.sentRevisions(reportIds, asOf), obstacles);
  }

  /** The newest revision sealed by an instant; of a report sent before there was sealing, the one sent first. */
  private async sentRevisions(ids: readonly string[], asOf: Date): Promise<Map<string, SentRevision>> {
    const rows = await rowsOf(
      this.em,
      sql<SentRevision & { id: string }>`select distinct on (report.id) report.id, number, summary
        from report join report_revision on report_id = report.id
        where report.id = any(${[...ids]}::uuid[])
          and (sealed_at <= ${asOf.toISOString()}::timestamptz
            or (sealed_at is null and compiled_at <= first_sent_at and not exists (
              select from report_revision sealed where sealed.report_id = report.id and sealed.sealed_at is not null)))
        order by report.id, number desc`,
    );
    return new Map(rows.map(({ id, number, summary }) => [id, { number, summary }]));
  }
}
