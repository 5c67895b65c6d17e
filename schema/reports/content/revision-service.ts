import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../base/index.js';
import { periodOf } from '../../calendar/index.js';
import { ReportCompiler, type PeriodToCompile } from '../report-compiler.js';
import type { ReportContent } from '../report-content.js';
import type { Report } from '../report.js';

/** Compiles the figures of one report again: of its draft, or for its next revision. */
export class RevisionService {
  constructor(private readonly em: EntityManager) {}

  /** Compiles the figures of the current draft anew, as of `now`. Must run in a transaction. */
  async recompile(report: Report, now: Date): Promise<void> {
    const content = await this.compile(report);
    await rowsOf(
      this.em,
      sql`update report_revision set content = ${JSON.stringify(content)}::jsonb,
          compiled_at = ${now.toISOString()}::timestamptz, data_version = ${content.dataVersion}
        where report_id = ${report.id} and number = ${report.revision}`,
    );
  }

  /**
   * Adds the revision that follows the current one, with its summary and figures compiled anew. Must run in a
   * transaction.
   * @returns its number; the report itself is left to the caller.
   */
  async openNext(report: Report, reason: string, now: Date): Promise<number> {
    const content = await this.compile(report);
    const number = report.revision + 1;
    await rowsOf(
      this.em,
      sql`insert into report_revision (report_id, number, content, compiled_at, data_version, reason, summary)
        select ${report.id}, ${number}, ${JSON.stringify(content)}::jsonb, ${now.toISOString()}::timestamptz,
          ${content.dataVersion}, ${reason}, summary
        from report_revision where report_id = ${report.id} and number = ${report.revision}`,
    );
    return number;
  }

  private async compile(report: Report): Promise<ReportContent> {
    const province = await report.province.loadOrFail();
    const unit = await report.unit?.loadOrFail();
    const owing = unit && {
      unitId: unit.id,
      deadlineId: report.deadline?.id ?? '',
      code: unit.code,
      name: unit.name,
      kind: unit.kind,
    };
    const work: PeriodToCompile = {
      planId: report.plan.id,
      province: { id: province.id, code: province.code, name: province.name },
      period: periodOf(report.periodId, report.scheme),
      units: owing ? [owing] : [],
      provinceMissing: !owing,
    };
    const [compiled] = await new ReportCompiler(this.em).compile(work);
    if (!compiled) throw new Error(`Report ${report.id} compiled to nothing`);
    return compiled.content;
  }
}
