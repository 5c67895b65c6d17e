import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import { RevisionService } from '../content/revision-service.js';
import { Report, ReportState } from '../report.js';
import { PROVINCE_SCOPE } from '../content/report-compiler.js';

/** Keeps the drafts of the province's reports up with what units send. */
export class ProvinceDraftService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Compiles the drafts of the province anew in whose period a unit has sent since, and tells how many; running it again
   * compiles none. What the head has or has sent stays as it is. Must run in a transaction.
   */
  async recompile(now: Date): Promise<number> {
    const rows = await rowsOf(
      this.em,
      sql<{ id: string }>`select report.id from report
        join report_revision revision on report_id = report.id and number = report.revision and sealed_at is null
        where scope_key = ${PROVINCE_SCOPE} and state = ${ReportState.Draft} and exists (
          select from report ofUnit where ofUnit.plan_id = report.plan_id and ofUnit.scheme = report.scheme
            and ofUnit.period_id = report.period_id and ofUnit.unit_id is not null
            and ofUnit.first_sent_at > revision.compiled_at and ofUnit.first_sent_at <= ${now.toISOString()}::timestamptz)
        order by report.id for update of report`,
    );
    const ids = rows.map(({ id }) => id);
    const drafts = await this.em.find(Report, { id: { $in: ids } }, { refresh: true, orderBy: { id: 'asc' } });
    for (const draft of drafts) await new RevisionService(this.em).recompile(draft, now);
    return drafts.length;
  }
}
