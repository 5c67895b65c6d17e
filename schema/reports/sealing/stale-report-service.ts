import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService, type AuditChange } from '../../audit/index.js';
import { rowsOf } from '../../base/index.js';
import { factsMark } from './facts-mark.js';
import { figureDifferences, type FigureDifference } from './figure-difference-rules.js';
import { FreshnessService, type Recomputed, type RevisionFigures } from './freshness-service.js';

/** What a check did, in reports. */
export interface StaleCheck {
  /** Compared with the facts; none while the facts stay. */
  readonly checked: number;
  /** Sealed ones that have come to differ. */
  readonly stale: number;
  /** Sealed ones that agree again. */
  readonly current: number;
  /** Drafts whose figures were compiled anew. */
  readonly recompiled: number;
}

/** Differences that the audit names; the API computes them all. */
const AUDITED = 20;

interface Judged {
  readonly revision: RevisionFigures;
  readonly now: Recomputed;
  readonly differences: readonly FigureDifference[];
}

/** Keeps known which sealed reports have come to differ from the facts, and drafts equal to them. */
export class StaleReportService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Compares the current revision of every report with the facts, unless they are as when it was last compared: a sealed
   * one is marked stale, or no longer so; a draft's figures are compiled anew as of `now`. Running it again does nothing.
   * Must run in a transaction.
   */
  async check(now: Date): Promise<StaleCheck> {
    const mark = await factsMark(this.em);
    const total = { checked: 0, stale: 0, current: 0, recompiled: 0 };
    for (const ids of await this.unchecked(mark)) {
      const judged = await this.judge(ids, now);
      const drafts = judged.filter(({ revision, differences }) => !revision.sealed && differences.length > 0);
      await this.recompile(drafts, now);
      const changed = await this.mark(ids, judged, mark, now);
      await this.audit(drafts, judged, changed);
      total.checked += ids.length;
      total.recompiled += drafts.length;
      total.stale += changed.filter(({ stale }) => stale).length;
      total.current += changed.filter(({ stale }) => !stale).length;
    }
    return total;
  }

  /** Ids of reports that were not compared with these facts, a list a period. */
  private async unchecked(mark: string): Promise<string[][]> {
    const rows = await rowsOf(
      this.em,
      sql<{ ids: string[] }>`select array_agg(id order by scope_key collate "C") as ids from report
        where revision > 0 and checked_mark is distinct from ${mark}
        group by plan_id, scheme, period_id order by plan_id, scheme, period_id`,
    );
    return rows.map(({ ids }) => ids);
  }

  private async judge(ids: readonly string[], now: Date): Promise<Judged[]> {
    const service = new FreshnessService(this.em);
    const revisions = await service.currentFigures(ids);
    const found = await service.recompute(revisions, ({ sealed, compiledAt }) => (sealed ? new Date(compiledAt) : now));
    return revisions.flatMap((revision) => {
      const recomputed = found.get(revision.reportId);
      if (!recomputed) return [];
      return [{ revision, now: recomputed, differences: figureDifferences(revision.content, recomputed.content) }];
    });
  }

  private async recompile(drafts: readonly Judged[], at: Date): Promise<void> {
    if (drafts.length === 0) return;
    const rows = drafts.map(({ revision: { reportId }, now: { content } }) => ({ reportId, content }));
    await rowsOf(
      this.em,
      sql`update report_revision set content = fresh.content, compiled_at = ${at.toISOString()}::timestamptz,
          data_version = (fresh.content->>'dataVersion')::bigint
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh ("reportId" uuid, content jsonb), report
        where report.id = fresh."reportId" and report_id = report.id and number = revision and sealed_at is null`,
    );
  }

  /** Marks all as compared; those whose being stale has changed. */
  private async mark(
    ids: readonly string[],
    judged: readonly Judged[],
    mark: string,
    at: Date,
  ): Promise<{ id: string; stale: boolean }[]> {
    const stale = judged.filter(({ revision, differences }) => revision.sealed && differences.length > 0);
    return rowsOf(
      this.em,
      sql<{ id: string; stale: boolean }>`with known as (
          select id, stale_since is not null as was, id = any(${stale.map(({ revision }) => revision.reportId)}::uuid[]) as is
          from report where id = any(${[...ids]}::uuid[]) for update),
        marked as (
          update report set checked_mark = ${mark},
            stale_since = case when known.is then coalesce(stale_since, ${at.toISOString()}::timestamptz) end
          from known where known.id = report.id)
        select id, known.is as stale from known where known.was <> known.is`,
    );
  }

  private async audit(
    drafts: readonly Judged[],
    judged: readonly Judged[],
    changed: readonly { id: string; stale: boolean }[],
  ): Promise<void> {
    const byId = new Map(judged.map((one) => [one.revision.reportId, one.differences]));
    await new AuditService(this.em).recordChanges([
      ...drafts.map(({ revision, differences }) => changeOf('REPORT_RECOMPILED', revision.reportId, differences)),
      ...changed.map(({ id, stale }) => changeOf(stale ? 'REPORT_STALE' : 'REPORT_CURRENT', id, byId.get(id) ?? [])),
    ]);
  }
}

function changeOf(action: string, subjectId: string, differences: readonly FigureDifference[]): AuditChange {
  const first = differences.slice(0, AUDITED);
  return {
    actor: 'job check-stale-reports',
    action,
    subjectType: 'Report',
    subjectId,
    before: Object.fromEntries(first.map(({ path, sealed }) => [path, sealed])),
    after: Object.fromEntries(first.map(({ path, now }) => [path, now])),
    reason: null,
  };
}
