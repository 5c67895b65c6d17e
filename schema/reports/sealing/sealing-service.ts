import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { PlanError, rowsOf, toGlobalId } from '../../base/index.js';
import { DOCUMENT_FORMAT } from '../report-document.js';
import type { Report } from '../report.js';

/** Seals the current revision of a report. */
export class SealingService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Stores the document of the current revision and its hash; from then on nothing of it changes. Must run in a
   * transaction.
   * @throws PlanError CONFLICT when there is no draft to seal.
   */
  async seal(
    report: Report,
    by: { readonly name: string; readonly email: string },
    at: Date,
  ): Promise<{ sha256: string }> {
    const [row] = await rowsOf(
      this.em,
      sql<{ content: unknown; summary: string | null; reason: string | null }>`select content, summary, reason
        from report_revision where report_id = ${report.id} and number = ${report.revision} and sealed_at is null`,
    );
    if (!row) throw new PlanError('CONFLICT', 'Lần lập này đã niêm phong hoặc chưa có số liệu.');
    const text = canonical({
      format: DOCUMENT_FORMAT,
      reportId: toGlobalId('Report', report.id),
      revision: report.revision,
      reason: row.reason,
      figures: row.content,
      narrative: { summary: row.summary, obstacles: [] },
      sealed: { at: at.toISOString(), by: by.name },
    });
    const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
    await rowsOf(
      this.em,
      sql`update report_revision set sealed_at = ${at.toISOString()}::timestamptz, document = ${text},
        document_sha256 = ${sha256} where report_id = ${report.id} and number = ${report.revision}`,
    );
    return { sha256 };
  }
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`;
}
