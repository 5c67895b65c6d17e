import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate, type DayRange } from '../../base/index.js';
import { CalendarService } from '../../calendar/index.js';
import { comingObligations, isOpenDeadline, obligationKey } from '../../plan/index.js';
import { latestCommitment } from '../answers/commitment-reads.js';
import { BounceService } from '../recipients/bounce-service.js';
import { readDayFacts } from '../planning/day-facts.js';
import type { ForecastDeadline, ForecastFacts, ForecastPost } from './forecast-rules.js';

/** A deadline as stored, whatever its state. */
interface StoredDeadline extends ForecastDeadline {
  readonly isOpen: boolean;
}

/** What an installation will tell from a day on when nothing more is done than is done now. */
export async function readForecastFacts(em: EntityManager, { from, to }: DayRange): Promise<ForecastFacts> {
  const { calendar, goLiveOn, told, hasDigest } = await readDayFacts(em, from);
  const posts = await readPosts(em);
  const stored = await storedDeadlines(em);
  const known = new Set(stored.map((deadline) => obligationKey(deadline, deadline.unitId)));
  const coming = await comingDeadlines(em, to);
  return {
    calendar,
    goLiveOn,
    laddersOn: () => new Map(),
    deadlines: byDueDay([...stored.filter(({ isOpen }) => isOpen), ...coming.filter(({ id }) => !known.has(id))]),
    posts,
    told,
    marked: await new BounceService(em).marked(posts.map(({ email }) => email)),
    hasDigest,
    doneOn: new Map(),
  };
}

/** What a new installation would tell that began to watch on `from`: the plan alone, nothing stored, nothing done. */
export async function readFreshFacts(em: EntityManager, { from, to }: DayRange): Promise<ForecastFacts> {
  return {
    calendar: await new CalendarService(em).workingCalendar(),
    goLiveOn: from,
    laddersOn: () => new Map(),
    deadlines: byDueDay(await comingDeadlines(em, to)),
    posts: await readPosts(em),
    told: new Map(),
    marked: new Set(),
    hasDigest: new Set(),
    doneOn: new Map(),
  };
}

function storedDeadlines(em: EntityManager): Promise<StoredDeadline[]> {
  return rowsOf(
    em,
    sql<StoredDeadline>`select id, plan_id as "planId", unit_id as "unitId", due_on::text as "dueOn",
        reminder_round as round, 'OPEN' as state, ${latestCommitment} as commitment, title, kind, source_code as "sourceCode",
        period_id as "periodId", '0001-01-01' as "opensOn", ${isOpenDeadline()} as "isOpen"
      from deadline`,
  );
}

/** One deadline a unit; its id is its `obligationKey`. */
async function comingDeadlines(em: EntityManager, to: CivilDate): Promise<ForecastDeadline[]> {
  const calendar = await new CalendarService(em).workingCalendar();
  const obligations = await comingObligations(em, to, calendar);
  return obligations.flatMap((obligation) =>
    obligation.unitIds.map((unitId) => ({
      id: obligationKey(obligation, unitId),
      planId: obligation.planId,
      unitId,
      dueOn: obligation.dueOn,
      round: 0,
      state: 'OPEN' as const,
      commitment: null,
      title: obligation.title,
      kind: obligation.kind,
      sourceCode: obligation.sourceCode,
      periodId: obligation.periodId,
      opensOn: obligation.opensOn,
    })),
  );
}

function readPosts(em: EntityManager): Promise<ForecastPost[]> {
  return rowsOf(
    em,
    sql<ForecastPost>`select id, unit_id as "unitId", kind, email, title, valid_from::text as "validFrom",
        valid_to::text as "validTo" from post order by id`,
  );
}

function byDueDay(deadlines: readonly ForecastDeadline[]): ForecastDeadline[] {
  return deadlines.toSorted((a, b) => {
    const [first, second] = [`${a.dueOn}:${a.title}`, `${b.dueOn}:${b.title}`];
    if (first === second) return 0;
    return first < second ? -1 : 1;
  });
}
