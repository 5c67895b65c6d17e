import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, rowsOf } from '../../base/index.js';
import { previousPeriod, type Period } from '../../calendar/index.js';
import { StatisticsService } from '../../dossiers/index.js';
import { IndicatorDefinitionService, IndicatorService, type IndicatorSet } from '../../indicators/index.js';
import type { UnitKind } from '../../organisation/index.js';
import type { Target } from '../../plan/index.js';
import { reportContent, type ReportFrame } from './report-content-rules.js';
import type { ReportContent, ReportedDeadlines } from '../report-content.js';

/** A unit that owes the report of a period. */
export interface OwingUnit {
  readonly unitId: string;
  /** Null when it is owed no more. */
  readonly deadlineId: string | null;
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/** One closed period of a plan and whose reports it still lacks. */
export interface PeriodToCompile {
  readonly planId: string;
  readonly province: { readonly id: string; readonly code: string; readonly name: string };
  readonly period: Period;
  readonly units: readonly OwingUnit[];
  readonly provinceMissing: boolean;
}

/** A report ready to be stored; unit and deadline are null for the province's own. */
export interface CompiledReport {
  readonly scopeKey: string;
  readonly unitId: string | null;
  readonly deadlineId: string | null;
  readonly content: ReportContent;
}

/** Key of the province's own report among those of its units. */
export const PROVINCE_SCOPE = 'PROVINCE';

/** An import may end while a period is being read; so many may in a row before the run gives up and is retried. */
const MOST_READS = 5;

const NO_DEADLINES: ReportedDeadlines = { met: 0, missed: 0, open: 0 };

/** Reads the figures of whole periods; the number of statements does not depend on the number of units. */
export class ReportCompiler {
  private readonly indicators: IndicatorService;
  private targets: Promise<Target[]> | undefined;
  private definitions: Promise<IndicatorSet> | undefined;
  private synthetic: Promise<boolean> | undefined;

  constructor(private readonly em: EntityManager) {
    this.indicators = new IndicatorService(em);
  }

  /**
   * Reports of one period, the province's first, then by unit in the order given; all of one data version.
   *
   * The statements of a read-committed transaction may see different imports. Every import raises the data version, so
   * a period read between two equal versions is of one piece, without making imports wait.
   */
  async compile(work: PeriodToCompile): Promise<CompiledReport[]> {
    let version = await this.dataVersion();
    for (let read = 1; read <= MOST_READS; read += 1) {
      const reports = await this.read(work, version);
      const versionAfter = await this.dataVersion();
      if (versionAfter === version) return reports;
      version = versionAfter;
    }
    throw new Error(`Figures of ${work.period.id} changed during each of ${MOST_READS} reads`);
  }

  private async read(work: PeriodToCompile, dataVersion: number): Promise<CompiledReport[]> {
    const { period, units, planId, province } = work;
    const before = previousPeriod(period);
    const unitIds = units.map(({ unitId }) => unitId);
    const frame = await this.frame(work, dataVersion);
    const current = await this.indicators.ofUnits(unitIds, period);
    const earlier = await this.indicators.ofUnits(unitIds, before);
    const deadlines = await this.deadlinesByUnit(planId, period);
    const reports: CompiledReport[] = [];
    if (work.provinceMissing) {
      const ofProvince = await this.indicators.ofProvince(province.id, period);
      const content = reportContent(frame, {
        code: province.code,
        name: province.name,
        kind: null,
        current: ofProvince,
        earlier: await this.indicators.earlierCounts(ofProvince.missing ?? [], period),
        before: await this.indicators.ofProvince(province.id, before),
        deadlines: sumOf([...deadlines.values()]),
      });
      reports.push({ scopeKey: PROVINCE_SCOPE, unitId: null, deadlineId: null, content });
    }
    for (const { unitId, deadlineId, code, name, kind } of units) {
      const [now, then] = [current.get(unitId), earlier.get(unitId)];
      if (!now || !then) continue;
      const figures = { current: now, before: then, deadlines: deadlines.get(unitId) ?? NO_DEADLINES };
      reports.push({
        scopeKey: code,
        unitId,
        deadlineId,
        content: reportContent(frame, { code, name, kind, ...figures }),
      });
    }
    return reports;
  }

  private async frame({ planId, period }: PeriodToCompile, dataVersion: number): Promise<ReportFrame> {
    this.targets ??= this.indicators.measuredTargets();
    this.definitions ??= new IndicatorDefinitionService(this.em).all();
    this.synthetic ??= new StatisticsService(this.em).hasSyntheticDossiers();
    const targets = (await this.targets).filter((target) => target.plan.id === planId);
    const clauseCodes = await this.clauseCodes(planId);
    const indicators = (await this.definitions).ofDossiers(addDays(period.to, -1));
    return { period, indicators, targets, clauseCodes, dataVersion, synthetic: await this.synthetic };
  }

  private async clauseCodes(planId: string): Promise<Map<string, string>> {
    const rows = await rowsOf(
      this.em,
      sql<{ id: string; code: string }>`select id, code from clause where plan_id = ${planId}`,
    );
    return new Map(rows.map(({ id, code }) => [id, code]));
  }

  private async deadlinesByUnit(planId: string, { from, to }: Period): Promise<Map<string, ReportedDeadlines>> {
    const rows = await rowsOf(
      this.em,
      sql<ReportedDeadlines & { unitId: string }>`select unit_id as "unitId",
          count(*) filter (where due_on >= ${from}::date and fulfilled_at < due_at)::int as met,
          count(*) filter (where due_on >= ${from}::date and (fulfilled_at < due_at) is not true)::int as missed,
          count(*) filter (where fulfilled_at is null)::int as open
        from deadline where plan_id = ${planId} and due_on < ${to}::date and withdrawn_at is null group by unit_id`,
    );
    return new Map(rows.map(({ unitId, ...counts }) => [unitId, counts]));
  }

  private async dataVersion(): Promise<number> {
    const [row] = await rowsOf(this.em, sql<{ version: string }>`select data_version as version from installation`);
    return Number(row?.version ?? 0);
  }
}

function sumOf(all: readonly ReportedDeadlines[]): ReportedDeadlines {
  return all.reduce(
    (sum, { met, missed, open }) => ({ met: sum.met + met, missed: sum.missed + missed, open: sum.open + open }),
    NO_DEADLINES,
  );
}
