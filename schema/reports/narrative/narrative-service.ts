import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, toGlobalId, type CivilDate } from '../../base/index.js';
import { periodOf, type Period, type PeriodScheme } from '../../calendar/index.js';
import type { ReportedObstacle, ReportNarrative } from '../report-document.js';
import type { Report } from '../report.js';
import { OBSTACLE_CATEGORY_NAMES, type ObstacleCategory } from './obstacle-category.js';

/** Which obstacles a report tells: those of a unit under a plan, as they stood at an instant. */
export interface NarrativeQuestion {
  /** By which the answer is found again. */
  readonly key: string;
  readonly planId: string;
  readonly unitId: string;
  readonly period: Period;
  /** What was written later does not count. */
  readonly asOf: Date;
}

/** A narrative as it can be gone on writing. */
export interface WrittenNarrative extends ReportNarrative {
  /** How often the summary was written in the current revision. */
  readonly summaryRevision: number;
}

interface NarratedRow {
  readonly id: string;
  readonly planId: string;
  readonly unitId: string | null;
  readonly scheme: PeriodScheme;
  readonly periodId: string;
  readonly sealedAt: string | null;
  readonly summary: string | null;
  readonly summaryRevision: number;
}

interface ObstacleRow {
  readonly key: string;
  readonly id: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly category: ObstacleCategory;
  readonly description: string;
  readonly proposal: string | null;
  readonly addresseeCode: string | null;
  readonly addresseeName: string | null;
  readonly answerBy: CivilDate | null;
  readonly status: ReportedObstacle['status'];
  readonly raisedOn: CivilDate;
  readonly raisedIn: string;
  readonly carriedForward: boolean;
  readonly closedOn: CivilDate | null;
  readonly answers: ReportedObstacle['answers'];
}

/** Reads what only people know of a period. */
export class NarrativeService {
  constructor(private readonly em: EntityManager) {}

  /**
   * The narrative of a report as it stood at an instant: when it was compiled, or sealed. A report of the province has
   * no obstacles of its own; those of all units are in its consolidated part.
   */
  async narrativeOf(report: Report, summary: string | null, asOf: Date): Promise<ReportNarrative> {
    const question = narrativeQuestion(report, asOf);
    const obstacles = question ? await this.obstaclesOf([question]) : null;
    return { summary, obstacles: obstacles?.get(report.id) ?? [] };
  }

  /**
   * Narratives of reports by report id: of a sealed revision as it was sealed, of a draft as it stands now. Two
   * statements, whatever the number of reports.
   */
  async narrativesOf(reportIds: readonly string[], now: Date): Promise<Map<string, WrittenNarrative>> {
    const rows = await rowsOf(
      this.em,
      sql<NarratedRow>`select report.id, report.plan_id as "planId", report.unit_id as "unitId", report.scheme,
          report.period_id as "periodId", revision.sealed_at as "sealedAt", revision.summary,
          coalesce(revision.summary_revision, 0) as "summaryRevision"
        from report left join report_revision revision on report_id = report.id and number = report.revision
        where report.id = any(${[...reportIds]}::uuid[])`,
    );
    const questions = rows.flatMap(({ id, planId, unitId, scheme, periodId, sealedAt }) => {
      const asOf = sealedAt === null ? now : new Date(sealedAt);
      return unitId === null ? [] : [{ key: id, planId, unitId, period: periodOf(periodId, scheme), asOf }];
    });
    const obstacles = await this.obstaclesOf(questions);
    return new Map(
      rows.map(({ id, summary, summaryRevision }) => [
        id,
        { summary, summaryRevision, obstacles: obstacles.get(id) ?? [] },
      ]),
    );
  }

  /**
   * Obstacles that reports tell, by key, oldest first; a key without any is missing. Told are those raised in a period
   * that ended no later than the report's and not closed before the report's period began: what was closed in the
   * period is told as closed, and in no report after it. A unit that was merged wholly into another leaves its obstacles
   * to it. One statement.
   */
  async obstaclesOf(questions: readonly NarrativeQuestion[]): Promise<Map<string, ReportedObstacle[]>> {
    if (questions.length === 0) return new Map();
    const rows = await rowsOf(
      this.em,
      sql<ObstacleRow>`with recursive asked (key, plan_id, unit_id, period_from, period_to, as_of) as (
          select key, plan_id, unit_id, period_from, period_to, as_of
          from jsonb_to_recordset(${JSON.stringify(questions.map(rowOf))}::jsonb)
            as one (key text, plan_id uuid, unit_id uuid, period_from date, period_to date, as_of timestamptz)
          union select key, plan_id, step.predecessor_id, period_from, period_to, as_of
          from asked join unit_lineage step on step.successor_id = asked.unit_id
            and step.share_numerator = step.share_denominator and step.effective_on < asked.period_to)
        select asked.key, obstacle.id, unit.code as "unitCode", unit.name as "unitName", version.category,
          version.description, version.proposal, addressee.code as "addresseeCode", addressee.name as "addresseeName",
          version.answer_by::text as "answerBy", version.status, version.closed_on::text as "closedOn",
          (obstacle.raised_at at time zone 'Asia/Ho_Chi_Minh')::date::text as "raisedOn",
          obstacle.period_id as "raisedIn", obstacle.period_to <= asked.period_from as "carriedForward",
          (select coalesce(jsonb_agg(jsonb_build_object('by', answer.by_name, 'on',
              (answer.at at time zone 'Asia/Ho_Chi_Minh')::date::text, 'text', answer.text) order by answer.at, answer.id),
              '[]') from obstacle_answer answer
            where answer.obstacle_id = obstacle.id and answer.at <= asked.as_of) as answers
        from asked join obstacle on obstacle.unit_id = asked.unit_id and obstacle.plan_id = asked.plan_id
            and obstacle.period_to <= asked.period_to
          cross join lateral (select * from obstacle_version written where written.obstacle_id = obstacle.id
            and written.saved_at <= asked.as_of order by written.revision desc limit 1) version
          join unit on unit.id = obstacle.unit_id
          left join unit addressee on addressee.id = version.addressee_id
        where coalesce(version.closed_on >= asked.period_from, true)
        order by obstacle.raised_at, obstacle.id`,
    );
    return new Map(
      [...Map.groupBy(rows, ({ key }) => key)].map(([key, ofReport]) => [key, ofReport.map(reportedObstacle)]),
    );
  }
}

/** What a report asks for; null for a report of the province. */
export function narrativeQuestion(report: Report, asOf: Date): NarrativeQuestion | null {
  if (!report.unit) return null;
  const period = periodOf(report.periodId, report.scheme);
  return { key: report.id, planId: report.plan.id, unitId: report.unit.id, period, asOf };
}

function rowOf({ key, planId, unitId, period, asOf }: NarrativeQuestion) {
  return {
    key,
    plan_id: planId,
    unit_id: unitId,
    period_from: period.from,
    period_to: period.to,
    as_of: asOf.toISOString(),
  };
}

function reportedObstacle(row: ObstacleRow): ReportedObstacle {
  const { unitCode, unitName, addresseeCode, addresseeName, category } = row;
  const addressee =
    addresseeCode === null || addresseeName === null ? null : { code: addresseeCode, name: addresseeName };
  return {
    id: toGlobalId('Obstacle', row.id),
    unit: { code: unitCode, name: unitName },
    category,
    categoryName: OBSTACLE_CATEGORY_NAMES[category],
    description: row.description,
    proposal: row.proposal,
    addressee,
    answerBy: row.answerBy,
    status: row.status,
    raisedOn: row.raisedOn,
    raisedIn: row.raisedIn,
    carriedForward: row.carriedForward,
    closedOn: row.closedOn,
    answers: row.answers,
  };
}
