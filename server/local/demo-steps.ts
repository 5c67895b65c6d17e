import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../schema/base/index.js';
import { ReportAction, ReportState } from '../../schema/reports/index.js';
import { DEMO_ACTOR } from './demo-actor.js';

/** Reports that the demonstration accepted were accepted so many days after they had been sent. */
const ACCEPTED_DAYS_LATER = 3;

/** Writes into the history of the demonstration's reports that they were sent and accepted. Running it again adds none. */
export async function recordDemoSteps(em: EntityManager): Promise<void> {
  await rowsOf(
    em,
    sql`insert into report_event (report_id, revision, action, from_state, to_state, actor, at)
      select report.id, revision, step.action, step.from_state, step.to_state, ${DEMO_ACTOR},
        first_sent_at + step.days * interval '1 day'
      from report cross join (values
        (${ReportAction.Send}, ${ReportState.Draft}, ${ReportState.Sent}, 0),
        (${ReportAction.Accept}, ${ReportState.Sent}, ${ReportState.Accepted}, ${ACCEPTED_DAYS_LATER}::int)
      ) as step (action, from_state, to_state, days)
      where first_sent_at is not null and (step.action = ${ReportAction.Send} or report.state = ${ReportState.Accepted})
        and not exists (select from report_event known where known.report_id = report.id and known.action = step.action)
      order by report.id, step.days`,
  );
}
