import { addDays, type CivilDate, type DayRange } from '../../base/index.js';
import type { WorkingCalendar } from '../../calendar/index.js';
import type { DeadlineKind } from '../../plan/index.js';
import { ladderHorizon } from '../ladder/ladder-rules.js';
import { DEFAULT_LADDER, ReminderTone, type Ladder } from '../ladder/ladder.js';
import {
  planDay,
  toldKey,
  type DeadlineFacts,
  type PostFacts,
  type TellDecision,
  type ToldBefore,
} from '../planning/plan-rules.js';

/** Something owed now or later. */
export interface ForecastDeadline extends DeadlineFacts {
  readonly title: string;
  readonly kind: DeadlineKind;
  readonly sourceCode: string;
  readonly periodId: string;
  /** First day on which it is watched. */
  readonly opensOn: CivilDate;
}

/** A post with its validity. */
export interface ForecastPost extends PostFacts {
  readonly title: string;
  readonly validFrom: CivilDate;
  /** First day on which it is valid no more; null while none is known. */
  readonly validTo: CivilDate | null;
}

/** What the coming days are computed from; the state at the start of the first day. */
export interface ForecastFacts {
  readonly calendar: WorkingCalendar;
  readonly goLiveOn: CivilDate | null;
  /** By plan id, as in force on a day. */
  laddersOn(day: CivilDate): ReadonlyMap<string, Ladder>;
  readonly deadlines: readonly ForecastDeadline[];
  readonly posts: readonly ForecastPost[];
  /** By `toldKey`. */
  readonly told: ReadonlyMap<string, ToldBefore>;
  /** Addresses in lower case that returned a mail; they stay marked. */
  readonly marked: ReadonlySet<string>;
  /** Posts whose digest of the first day is written. */
  readonly hasDigest: ReadonlySet<string>;
  /** Scenario: day on which something is done, by deadline id, before that day's run; what is missing stays undone. */
  readonly doneOn: ReadonlyMap<string, CivilDate>;
}

/** The decisions of one coming day. */
export interface ForecastDay {
  readonly day: CivilDate;
  /** In the order of the worker: by due day. */
  readonly tell: readonly TellDecision[];
  /** Ids of units that nobody can be told for. */
  readonly unitsWithoutRecipient: ReadonlySet<string>;
}

/**
 * The decisions of every day of `[from, to)`, one run of the worker a day: the planner of the worker over facts in memory,
 * each day knowing what the days before told.
 */
export function* forecastDays(facts: ForecastFacts, { from, to }: DayRange): Generator<ForecastDay> {
  const told = new Map(facts.told);
  for (let day = from; day < to; day = addDays(day, 1)) {
    const plan = planDay({
      day,
      calendar: facts.calendar,
      goLiveOn: facts.goLiveOn,
      ladders: facts.laddersOn(day),
      deadlines: watchedOn(facts, day),
      posts: facts.posts.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo > day)),
      told,
      marked: facts.marked,
      hasDigest: day === from ? facts.hasDigest : NONE,
    });
    for (const decision of plan.tell) remember(told, decision);
    yield { day, tell: plan.tell, unitsWithoutRecipient: plan.unitsWithoutRecipient };
  }
}

const NONE: ReadonlySet<string> = new Set();

function watchedOn({ deadlines, doneOn, laddersOn, calendar }: ForecastFacts, day: CivilDate): ForecastDeadline[] {
  const ladders = [DEFAULT_LADDER, ...laddersOn(day).values()];
  const horizons = ladders.map((ladder) => ladderHorizon(day, calendar, ladder));
  const horizon = horizons.reduce((a, b) => (a < b ? b : a));
  return deadlines.filter(({ id, state, opensOn, dueOn }) => {
    const done = doneOn.get(id);
    return state === 'OPEN' && opensOn <= day && dueOn <= horizon && (done === undefined || done > day);
  });
}

function remember(told: Map<string, ToldBefore>, { deadline, post, rung }: TellDecision): void {
  const key = toldKey(deadline.id, post.id);
  const before = told.get(key) ?? { rungs: NONE, urged: 0 };
  const isUrged = rung.tone !== ReminderTone.Remind && rung.code.startsWith('AFTER');
  told.set(key, { rungs: new Set(before.rungs).add(rung.code), urged: before.urged + (isUrged ? 1 : 0) });
}
