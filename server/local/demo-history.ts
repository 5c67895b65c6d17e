import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, instantAt, parseCivilDate, rowsOf, type CivilDate } from '../../schema/base/index.js';
import {
  DeadlineKind,
  DeadlineService,
  Duty,
  DutyKind,
  governedPeriods,
  isOpenDeadline,
} from '../../schema/plan/index.js';
import { ObligationService, ReportService, ReportState } from '../../schema/reports/index.js';
import { makeDemoNarratives } from './demo-narratives.js';
import { sealDemoReports } from './demo-seals.js';
import { recordDemoSteps } from './demo-steps.js';

/** What the demonstration made up, in counts. */
export interface DemoHistory {
  readonly reports: number;
  readonly sent: number;
}

/** Of a hundred things owed so many were done, and of those so many late. */
const DONE_OF_HUNDRED = 85;
const LATE_OF_HUNDRED = 12;
/** The latest that something late was done, in days after the due day. */
const LATEST_DAYS = 3;
/** Reports due this long ago have been accepted by now, in days. */
const ACCEPTED_AFTER_DAYS = 45;
/** Reports of periods that closed within so many days are compiled at once. */
const COMPILED_DAYS = 100;
/** When the reports of December 2025 were compiled, which the saved queries show. */
const [SHOWN_FROM, SHOWN_UNTIL] = [parseCivilDate('2025-12-15'), parseCivilDate('2025-12-18')];
const COMPILING_HOUR = 6;

/**
 * Makes up how the plan went until now: the reports of every closed period, compiled as on the morning after it closed,
 * some with a summary and with obstacles, and most of what was owed done before the last period closed, some of it late. Always the same for the same day.
 * Must run in a transaction.
 */
export async function makeDemoHistory(em: EntityManager, today: CivilDate): Promise<DemoHistory> {
  await new DeadlineService(em).openDue(today);
  await rowsOf(em, sql`analyze unit, deadline, dossier, unit_rollup, procedure_rollup, import_row`);
  let [reports, sent] = [0, 0];
  for (const day of await compilingDays(em, today)) {
    sent += await doWhatWasOwed(em, day);
    const morning = instantAt(day, COMPILING_HOUR);
    const { assigned } = await new ObligationService(em).openClosed(day, morning);
    if (assigned > 0) await countRows(em);
    if (!isShown(day, today)) continue;
    const made = await new ReportService(em).compileClosed(day, morning);
    reports += made.compiled + made.provinceReports;
    if (made.compiled + made.provinceReports === 0) continue;
    await makeDemoNarratives(em, day);
    await countRows(em);
  }
  await acceptOldReports(em, addDays(today, -ACCEPTED_AFTER_DAYS));
  await recordDemoSteps(em);
  await sealDemoReports(em);
  return { reports, sent };
}

/** What a transaction writes has no statistics until it asks: without them the next period is planned as if none were there. */
async function countRows(em: EntityManager): Promise<void> {
  await rowsOf(em, sql`analyze deadline, report, report_revision, report_event`);
}

/** Whether the periods of a day are compiled before the first start is over; the worker compiles the older ones after it. */
function isShown(day: CivilDate, today: CivilDate): boolean {
  return day >= addDays(today, -COMPILED_DAYS) || (day >= SHOWN_FROM && day < SHOWN_UNTIL);
}

/** Days on which a reporting period had just closed, or the last day for its reports was just over; earliest first. */
async function compilingDays(em: EntityManager, today: CivilDate): Promise<CivilDate[]> {
  const duties = await em.find(Duty, { kind: DutyKind.Report });
  const closed = duties.flatMap((duty) => governedPeriods(duty, today)).map(({ to }) => to);
  const due = await rowsOf(
    em,
    sql<{
      day: CivilDate;
    }>`select distinct (due_on + 1)::text as day from deadline where kind = ${DeadlineKind.Report}`,
  );
  return [...new Set([...closed, ...due.map(({ day }) => day)])].filter((day) => day <= today).toSorted();
}

/** Does most of what was due well before a day and is open; number of reports sent. */
async function doWhatWasOwed(em: EntityManager, day: CivilDate): Promise<number> {
  const latestDue = addDays(day, -LATEST_DAYS - 1);
  const done = await rowsOf(
    em,
    sql<{ kind: DeadlineKind }>`with owed as (
        select deadline.id, due_on, abs(hashtextextended(source_code || period_id || unit.code, 457)) as chance
        from deadline join unit on unit.id = unit_id
        where ${isOpenDeadline()} and due_on < ${latestDue}::date
          and (deadline.kind <> ${DeadlineKind.Report} or exists (select from report where deadline_id = deadline.id))),
      done as (
        select id, (due_on + case when chance / 100 % 100 < ${LATE_OF_HUNDRED}
              then 1 + chance / 10000 % ${LATEST_DAYS} else 0 end::int
            + time '08:00' + chance / 30000 % 540 * interval '1 minute') at time zone 'Asia/Ho_Chi_Minh' as at
        from owed where chance % 100 < ${DONE_OF_HUNDRED}),
      sent as (
        update report set state = ${ReportState.Sent}, first_sent_at = done.at
        from done where report.deadline_id = done.id returning report.id)
      update deadline set fulfilled_at = done.at, evidence = 'Mô phỏng' from done where deadline.id = done.id
      returning kind`,
  );
  return done.filter(({ kind }) => kind === DeadlineKind.Report).length;
}

async function acceptOldReports(em: EntityManager, before: CivilDate): Promise<void> {
  await rowsOf(
    em,
    sql`update report set state = ${ReportState.Accepted}
      where state = ${ReportState.Sent} and first_sent_at < ${before}::date`,
  );
}
