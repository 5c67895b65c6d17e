import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../../base/index.js';
import { CalendarService, type WorkingCalendar } from '../../calendar/index.js';
import { isOpenDeadline } from '../../plan/index.js';
import { latestCommitment } from '../answers/commitment-reads.js';
import { ladderHorizon } from '../ladder/ladder-rules.js';
import { BounceService } from '../recipients/bounce-service.js';
import { toldKey, type DayFacts, type DeadlineFacts, type PostFacts, type ToldBefore } from './plan-rules.js';

/** The facts of a day as they are stored: what is open and may have reached a rung, and whom it concerns. */
export async function readDayFacts(em: EntityManager, day: CivilDate): Promise<DayFacts> {
  const calendar = await new CalendarService(em).workingCalendar();
  const watched = watchedOn(day, calendar);
  const posts = await rowsOf(
    em,
    sql<PostFacts & { hasDigest: boolean }>`select post.id, unit_id as "unitId", kind, email,
        exists (select from message where dedupe_key = 'digest:' || post.id || ${`:${day}`}) as "hasDigest"
      from post where ${validOn(day)} and exists (select from deadline where unit_id = post.unit_id and ${watched})
      order by post.id`,
  );
  return {
    day,
    calendar,
    goLiveOn: await goLiveOn(em),
    ladders: new Map(),
    deadlines: await deadlines(em, watched),
    posts,
    told: await toldBefore(em, watched),
    marked: await new BounceService(em).marked(posts.map(({ email }) => email)),
    hasDigest: new Set(posts.filter(({ hasDigest }) => hasDigest).map(({ id }) => id)),
  };
}

function deadlines(em: EntityManager, watched: ReturnType<typeof watchedOn>): Promise<DeadlineFacts[]> {
  return rowsOf(
    em,
    sql<DeadlineFacts>`select id, plan_id as "planId", unit_id as "unitId", due_on::text as "dueOn", reminder_round as round, 'OPEN' as state, ${latestCommitment} as commitment
      from deadline where ${watched} order by due_on, title, id`,
  );
}

async function toldBefore(
  em: EntityManager,
  watched: ReturnType<typeof watchedOn>,
): Promise<ReadonlyMap<string, ToldBefore>> {
  const rows = await rowsOf(
    em,
    sql<{ deadlineId: string; postId: string; rungs: string; urged: number }>`select deadline_id as "deadlineId",
        post_id as "postId", string_agg(rung, ',') as rungs, (count(*) filter (where rung like 'AFTER%'))::int as urged
      from reminder join deadline on deadline.id = deadline_id and reminder.round = deadline.reminder_round
      where ${watched} group by deadline_id, post_id`,
  );
  return new Map(
    rows.map(({ deadlineId, postId, rungs, urged }) => [
      toldKey(deadlineId, postId),
      { rungs: new Set(rungs.split(',')), urged },
    ]),
  );
}

async function goLiveOn(em: EntityManager): Promise<CivilDate | null> {
  const [row] = await rowsOf(
    em,
    sql<{ day: CivilDate | null }>`select go_live_on::text as day from installation limit 1`,
  );
  return row?.day ?? null;
}

function watchedOn(day: CivilDate, calendar: WorkingCalendar) {
  return sql<boolean>`(${isOpenDeadline()} and deadline.due_on <= ${ladderHorizon(day, calendar)}::date)`;
}

function validOn(day: CivilDate) {
  return sql<boolean>`(post.valid_from <= ${day}::date and (post.valid_to is null or post.valid_to > ${day}::date))`;
}
