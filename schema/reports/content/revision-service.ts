import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanError } from '../../base/index.js';
import { periodOf } from '../../calendar/index.js';
import { Province, Unit } from '../../organisation/index.js';
import { ReportCompiler } from '../report-compiler.js';
import { ReportRevision } from '../report-revision.js';
import type { Report } from '../report.js';

/** Compiles the figures of revisions. */
export class RevisionService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Compiles the figures of a draft anew, in place; the summary stays. Must run in a transaction.
   * @throws PlanError CONFLICT when the current revision is sealed or there is none.
   */
  async recompile(report: Report, now: Date): Promise<void> {
    const revision = await this.em.findOne(ReportRevision, { report: report.id, number: report.revision });
    if (!revision || revision.sealedAt) throw new PlanError('CONFLICT', 'Báo cáo không còn là bản đang soạn.');
    const { id, code, name } = await this.em.findOneOrFail(Province, report.province.id);
    const [compiled] = await new ReportCompiler(this.em).compile({
      planId: report.plan.id,
      province: { id, code, name },
      period: periodOf(report.periodId, report.scheme),
      units: await this.units(report),
      provinceMissing: report.unit === null,
    });
    if (!compiled) throw new Error(`Nothing was compiled for report ${report.id}`);
    const { content } = compiled;
    this.em.assign(revision, { content, compiledAt: now, dataVersion: content.dataVersion });
    await this.em.flush();
  }

  private async units({ unit, deadline }: Report) {
    if (!unit || !deadline) return [];
    const { id, code, name, kind } = await this.em.findOneOrFail(Unit, unit.id);
    return [{ unitId: id, deadlineId: deadline.id, code, name, kind }];
  }
}
