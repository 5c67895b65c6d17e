import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { PlanError, rowsOf } from '../../base/index.js';
import { periodOf, type PeriodScheme } from '../../calendar/index.js';
import type { UnitKind } from '../../organisation/index.js';
import { ReportCompiler, type PeriodToCompile } from '../content/report-compiler.js';
import type { ReportContent } from '../report-content.js';
import { figureDifferences, type FigureDifference } from './figure-difference-rules.js';

/** How the sealed figures of a report stand to the facts. */
export interface Freshness {
  readonly status: 'CURRENT' | 'STALE' | 'NOT_SEALED';
  /** In the order in which reports print them; empty but for STALE. */
  readonly differences: readonly FigureDifference[];
  /** Data version of the facts compared with; null when nothing was compared. */
  readonly checkedDataVersion: number | null;
}

/** Figures of a current revision, and what they would be compiled from now. */
export interface RevisionFigures {
  readonly reportId: string;
  readonly planId: string;
  readonly scheme: PeriodScheme;
  readonly periodId: string;
  readonly province: PeriodToCompile['province'];
  /** Null for the province's own report. */
  readonly unit: { readonly id: string; readonly code: string; readonly name: string; readonly kind: UnitKind } | null;
  readonly content: ReportContent;
  readonly compiledAt: string;
  readonly sealed: boolean;
}

/** What the figures of a revision would be now. */
export interface Recomputed {
  readonly content: ReportContent;
  readonly dataVersion: number;
}

/** Periods of which figures are computed anew in one go; each takes some tenths of a second. */
const MOST_PERIODS = 24;

/** Compares sealed reports with the facts. */
export class FreshnessService {
  private readonly compiler: ReportCompiler;

  constructor(private readonly em: EntityManager) {
    this.compiler = new ReportCompiler(em);
  }

  /**
   * How reports stand to the facts, by report id: the sealed figures beside those computed from what is stored now, with
   * the instant of compiling of the sealed ones. Reports of one period share the reading. An id without report is missing.
   * @throws PlanError INVALID_INPUT for reports of more than 24 periods at once.
   */
  async freshnessOf(reportIds: readonly string[]): Promise<Map<string, Freshness>> {
    const revisions = await this.currentFigures(reportIds);
    const sealed = revisions.filter((revision) => revision.sealed);
    if (new Set(sealed.map(periodKey)).size > MOST_PERIODS) {
      throw new PlanError('INVALID_INPUT', `Mỗi lần chỉ đối chiếu được báo cáo của ${MOST_PERIODS} kỳ.`, {
        field: 'freshness',
      });
    }
    const now = await this.recompute(sealed, ({ compiledAt }) => new Date(compiledAt));
    return new Map(
      revisions.map((revision) => [revision.reportId, freshnessBeside(revision, now.get(revision.reportId))]),
    );
  }

  /** The current revisions of reports with their figures, by period; a report that is not compiled is missing. */
  async currentFigures(reportIds: readonly string[]): Promise<RevisionFigures[]> {
    return rowsOf(
      this.em,
      sql<RevisionFigures>`select report.id as "reportId", report.plan_id as "planId", report.scheme,
          report.period_id as "periodId", content, compiled_at as "compiledAt", sealed_at is not null as sealed,
          jsonb_build_object('id', province.id, 'code', province.code, 'name', province.name) as province,
          case when unit.id is not null then jsonb_build_object('id', unit.id, 'code', unit.code, 'name', unit.name,
            'kind', unit.kind) end as unit
        from report join report_revision on report_id = report.id and number = revision
          join province on province.id = report.province_id left join unit on unit.id = report.unit_id
        where report.id = any(${[...reportIds]}::uuid[])
        order by report.plan_id, report.scheme, report.period_id, compiled_at, report.scope_key collate "C"`,
    );
  }

  /** What the figures would be now, compiled as of an instant each, by report id. */
  async recompute(
    revisions: readonly RevisionFigures[],
    asOf: (revision: RevisionFigures) => Date,
  ): Promise<Map<string, Recomputed>> {
    const found = new Map<string, Recomputed>();
    for (const ofPeriod of Map.groupBy(revisions, periodKey).values()) {
      const provinceWanted = ofPeriod.some(({ unit }) => unit === null);
      for (const [at, of] of Map.groupBy(ofPeriod, (revision) => asOf(revision).getTime())) {
        const { reports, dataVersion } = await this.compiler.compileWith(workOf(of, provinceWanted), new Date(at));
        const byUnit = new Map(reports.map((report) => [report.unitId, report]));
        for (const { reportId, unit } of of) {
          const content = byUnit.get(unit?.id ?? null)?.content();
          if (content) found.set(reportId, { content, dataVersion });
        }
      }
    }
    return found;
  }
}

function freshnessBeside(revision: RevisionFigures, now: Recomputed | undefined): Freshness {
  if (!revision.sealed || !now) return { status: 'NOT_SEALED', differences: [], checkedDataVersion: null };
  const differences = figureDifferences(revision.content, now.content);
  const status = differences.length === 0 ? 'CURRENT' : 'STALE';
  return { status, differences, checkedDataVersion: now.dataVersion };
}

/** Reports of one period; the province's figures are read for all of them or for none, so that the reading is shared. */
function workOf(revisions: readonly RevisionFigures[], provinceMissing: boolean): PeriodToCompile {
  const [first] = revisions;
  if (!first) throw new Error('No reports to compile');
  const units = revisions.flatMap(({ unit }) =>
    unit ? [{ unitId: unit.id, deadlineId: null, code: unit.code, name: unit.name, kind: unit.kind }] : [],
  );
  const { planId, province, periodId, scheme } = first;
  return { planId, province, period: periodOf(periodId, scheme), units, provinceMissing };
}

function periodKey({ planId, scheme, periodId }: RevisionFigures): string {
  return `${planId} ${scheme} ${periodId}`;
}
