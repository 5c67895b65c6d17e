import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanError } from '../../base/index.js';
import { periodOf } from '../../calendar/index.js';
import type { ReportContent } from '../report-content.js';
import { ReportRevision } from '../report-revision.js';
import type { Report } from '../report.js';
import { ReportCompiler } from './report-compiler.js';

/** Compiles the figures of one report anew: into its draft, or into the next revision. */
export class RevisionService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Compiles the figures of the current revision anew; what the unit wrote stays. Must run in a transaction that holds
   * the report.
   *
   * @param now instant of compiling; what was done later does not count.
   * @throws PlanError CONFLICT when nothing has been compiled yet, or the revision is sealed.
   */
  async recompile(report: Report, now: Date): Promise<void> {
    const revision = await this.current(report);
    if (revision.sealedAt) {
      throw new PlanError('CONFLICT', `Lần lập ${revision.number} đã niêm phong, không tổng hợp lại được.`, {
        revision: revision.number,
      });
    }
    const content = await this.compile(report, now);
    this.em.assign(revision, { content, compiledAt: now, dataVersion: content.dataVersion });
    await this.em.flush();
  }

  /**
   * Opens the next revision: figures compiled anew, the summary of the one before copied, which stays as it was. The
   * state is the caller's business. Must run in a transaction that holds the report.
   *
   * @param reason why there is another revision.
   * @param now instant of compiling; what was done later does not count.
   * @returns the number of the new revision, now the current one.
   * @throws PlanError CONFLICT when nothing has been compiled yet.
   */
  async openNext(report: Report, reason: string, now: Date): Promise<number> {
    const before = await this.current(report);
    const content = await this.compile(report, now);
    const number = before.number + 1;
    this.em.create(ReportRevision, {
      report,
      number,
      content,
      compiledAt: now,
      dataVersion: content.dataVersion,
      reason,
      summary: before.summary,
      sealedAt: null,
      document: null,
      documentSha256: null,
    });
    this.em.assign(report, { revision: number, staleSince: null, checkedMark: null });
    await this.em.flush();
    return number;
  }

  private async current(report: Report): Promise<ReportRevision> {
    const { id, revision: number } = report;
    const revision = await this.em.findOne(ReportRevision, { report: id, number }, { refresh: true });
    if (revision) return revision;
    throw new PlanError('CONFLICT', 'Báo cáo chưa được tổng hợp số liệu.', { reportId: id });
  }

  private async compile(report: Report, asOf: Date): Promise<ReportContent> {
    const { planId, province, units } = await this.scopeOf(report);
    const period = periodOf(report.periodId, report.scheme);
    const work = { planId, province, period, units, provinceMissing: report.unit === null };
    const [compiled] = await new ReportCompiler(this.em).compile(work, asOf);
    if (!compiled) throw new Error(`No figures for report ${report.id}`);
    return compiled.content();
  }

  private async scopeOf({ plan, province, unit, deadline }: Report) {
    const { id, code, name } = await province.loadOrFail();
    const owing = unit && (await unit.loadOrFail());
    const units = owing
      ? [
          {
            unitId: owing.id,
            deadlineId: deadline?.id ?? null,
            code: owing.code,
            name: owing.name,
            kind: owing.kind,
          },
        ]
      : [];
    return { planId: plan.id, province: { id, code, name }, units };
  }
}
