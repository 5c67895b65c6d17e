import { addDays, daysBetween, type CivilDate } from '../../base/index.js';
import type { Random } from './random.js';
import type { WorkDays } from './work-days.js';

/** How a dossier stands on the last day of the data. */
export interface LifeCourse {
  /** National exchange status 1–10. */
  readonly status: number;
  /** Null when it was refused or still waits for reception. */
  readonly receivedOn: CivilDate | null;
  readonly dueOn: CivilDate | null;
  /** Null while open. */
  readonly finishedOn: CivilDate | null;
  readonly lastEventOn: CivilDate;
}

/** What the course of a dossier hangs on. */
export interface CourseTerms {
  readonly submittedOn: CivilDate;
  readonly isOnline: boolean;
  /** Working days allowed; 0 = the same day. */
  readonly limit: number;
  readonly lateShare: number;
  /** Last day of the data. */
  readonly until: CivilDate;
}

const REFUSED = 0.004;
const WITHDRAWN = 0.006;
const ON_TIME = 0.22; // of those in time: on the very day
const WAITING_AT_END = 0.5; // of online dossiers submitted on the last day

/** Draws the course of one dossier. */
export function lifeCourse(terms: CourseTerms, workDays: WorkDays, random: Random): LifeCourse {
  const { submittedOn, isOnline, limit, until } = terms;
  if (random.chance(REFUSED)) return notReceived(3, submittedOn);
  if (isOnline && submittedOn === until && random.chance(WAITING_AT_END)) return notReceived(1, submittedOn);
  const dueOn = workDays.after(submittedOn, limit);
  const isWithdrawn = random.chance(WITHDRAWN);
  const wanted =
    random.chance(terms.lateShare) && !isWithdrawn
      ? lateDay(dueOn, workDays, random)
      : dayInTime(terms, dueOn, workDays, random);
  if (wanted > until) return open(terms, dueOn, random);
  return {
    status: isWithdrawn ? 7 : finishedStatus(wanted, until, random),
    receivedOn: submittedOn,
    dueOn,
    finishedOn: wanted,
    lastEventOn: wanted,
  };
}

function notReceived(status: 1 | 3, day: CivilDate): LifeCourse {
  return { status, receivedOn: null, dueOn: null, finishedOn: null, lastEventOn: day };
}

/** Mostly one to three working days late, seldom weeks. */
function lateDay(dueOn: CivilDate, workDays: WorkDays, random: Random): CivilDate {
  const days = 1 + Math.min(40, Math.floor(-2.5 * Math.log(1 - random.next())));
  return workDays.after(dueOn, days);
}

function dayInTime(
  { submittedOn, limit }: CourseTerms,
  dueOn: CivilDate,
  workDays: WorkDays,
  random: Random,
): CivilDate {
  if (limit === 0 || random.chance(ON_TIME)) return dueOn;
  return workDays.after(submittedOn, Math.floor(limit * Math.sqrt(random.next())));
}

/** Results wait a little for collection, so the newest finished dossiers are not returned yet. */
function finishedStatus(finishedOn: CivilDate, until: CivilDate, random: Random): 9 | 10 {
  return random.chance(daysBetween(finishedOn, until) < 4 ? 0.4 : 0.03) ? 9 : 10;
}

function open({ submittedOn, until }: CourseTerms, dueOn: CivilDate, random: Random): LifeCourse {
  const age = daysBetween(submittedOn, until);
  const draw = random.next();
  const status = age < 2 && draw < 0.6 ? 2 : draw > 0.93 ? 5 : 4;
  const lastEventOn = addDays(submittedOn, status === 2 ? 0 : random.below(age + 1));
  return { status, receivedOn: submittedOn, dueOn, finishedOn: null, lastEventOn };
}
