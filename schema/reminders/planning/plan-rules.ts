import { addDays, type CivilDate } from '../../base/index.js';
import type { WorkingCalendar } from '../../calendar/index.js';
import type { PostKind } from '../../organisation/index.js';
import { isSingleAddress } from '../digest/text-rules.js';
import { OVERDUE_AT_GO_LIVE, rungFor, type Rung } from '../ladder/ladder-rules.js';
import { DEFAULT_LADDER, ReminderTone, type Ladder } from '../ladder/ladder.js';

/** What a unit promised about something it owes. */
export interface Commitment {
  /** Day by which it will be done, that day included. */
  readonly committedOn: CivilDate;
  readonly madeOn: CivilDate;
}

/** Whether anybody still has to be told. */
export type OwedState = 'OPEN' | 'DONE' | 'WITHDRAWN';

/** One thing owed, as it stands at the start of a day. */
export interface DeadlineFacts {
  readonly id: string;
  readonly planId: string;
  readonly unitId: string;
  readonly dueOn: CivilDate;
  /** How often its reminders have begun anew. */
  readonly round: number;
  readonly state: OwedState;
  /** The latest promise of the present round of reminders; null without one. */
  readonly commitment: Commitment | null;
}

/** A post that is valid on the day. */
export interface PostFacts {
  readonly id: string;
  readonly unitId: string;
  readonly kind: PostKind;
  readonly email: string;
}

/** What a post was told of a deadline in its present round of reminders. */
export interface ToldBefore {
  readonly rungs: ReadonlySet<string>;
  /** Times that it was urged, escalations included. */
  readonly urged: number;
}

/** All that a day's decisions depend on; no clock, no database. */
export interface DayFacts {
  readonly day: CivilDate;
  readonly calendar: WorkingCalendar;
  /** What was due before is told of once; null when watching has not begun. */
  readonly goLiveOn: CivilDate | null;
  /** Of the plans that have set one, as in force on the day, by plan id; the others have the default. */
  readonly ladders: ReadonlyMap<string, Ladder>;
  readonly deadlines: readonly DeadlineFacts[];
  readonly posts: readonly PostFacts[];
  /** By `toldKey`; a missing entry was told nothing. */
  readonly told: ReadonlyMap<string, ToldBefore>;
  /** Ids of the posts whose digest of the day is written. */
  readonly hasDigest: ReadonlySet<string>;
}

/** Why somebody is told. */
export enum TellReason {
  RungReached = 'RUNG_REACHED',
  CommitmentBroken = 'COMMITMENT_BROKEN',
  OverdueAtGoLive = 'OVERDUE_AT_GO_LIVE',
}

/** Why nobody, or one post, is not told. */
export enum HoldReason {
  Done = 'DONE',
  Withdrawn = 'WITHDRAWN',
  NotYet = 'NOT_YET',
  Committed = 'COMMITTED',
  NoValidPost = 'NO_VALID_POST',
  AlreadyTold = 'ALREADY_TOLD',
  DigestSent = 'DIGEST_SENT',
}

/** One post is told of one deadline on one rung. */
export interface TellDecision {
  readonly deadline: DeadlineFacts;
  readonly post: PostFacts;
  readonly rung: Rung;
  readonly urgedBefore: number;
  readonly reason: TellReason;
}

/** A post is not told of a deadline; `post` is null when that holds for whoever it would be, `rung` when none is reached. */
export interface HoldDecision {
  readonly deadline: DeadlineFacts;
  readonly post: PostFacts | null;
  readonly rung: Rung | null;
  readonly reason: HoldReason;
}

/** The decisions of a day: every deadline is in at least one of the two lists. */
export interface DayPlan {
  readonly tell: readonly TellDecision[];
  readonly hold: readonly HoldDecision[];
  /** Units that owe something on a rung of which nobody can be told. */
  readonly unitsWithoutRecipient: ReadonlySet<string>;
}

/** Most days between two rungs of a ladder; beyond its last one there is nothing higher. */
const LONGEST_REST_DAYS = 70;

/** Key of what a post was told of a deadline. */
export function toldKey(deadlineId: string, postId: string): string {
  return `${deadlineId}:${postId}`;
}

/**
 * Who is told of what on a day, and who is not and why. The worker writes what it says, the forecast shows it.
 *
 * Nothing is told of a deadline before the day that its unit committed to is over, except on rungs that escalate; when
 * it is over and nothing was done, the deadline stands one rung higher than the day alone would have it.
 */
export function planDay(facts: DayFacts): DayPlan {
  const rungOf = rungsOf(facts);
  const postsOfUnit = Map.groupBy(facts.posts, ({ unitId }) => unitId);
  const tell: TellDecision[] = [];
  const hold: HoldDecision[] = [];
  for (const deadline of facts.deadlines) {
    const standing = standingOf(deadline, facts.day, rungOf);
    if ('hold' in standing) {
      hold.push({ deadline, post: null, rung: standing.rung, reason: standing.hold });
      continue;
    }
    const { rung, reason } = standing;
    const recipients = recipientsOf(rung, postsOfUnit.get(deadline.unitId) ?? []);
    if (recipients.length === 0) hold.push({ deadline, post: null, rung, reason: HoldReason.NoValidPost });
    for (const post of recipients) {
      const told = facts.told.get(toldKey(deadline.id, post.id));
      const held = holdOf(rung, told, facts.hasDigest.has(post.id));
      if (held) hold.push({ deadline, post, rung, reason: held });
      else tell.push({ deadline, post, rung, urgedBefore: told?.urged ?? 0, reason });
    }
  }
  return { tell, hold, unitsWithoutRecipient: unreachable(tell, hold) };
}

/** The posts that a rung goes to: those of its kinds that have one mailbox. */
function recipientsOf({ posts: kinds }: Rung, posts: readonly PostFacts[]): PostFacts[] {
  return posts.filter(({ kind, email }) => kinds.includes(kind) && isSingleAddress(email));
}

function holdOf({ code }: Rung, told: ToldBefore | undefined, hasDigest: boolean): HoldReason | null {
  if (told?.rungs.has(code)) return HoldReason.AlreadyTold;
  return hasDigest ? HoldReason.DigestSent : null;
}

type Standing =
  { readonly rung: Rung; readonly reason: TellReason } | { readonly rung: Rung | null; readonly hold: HoldReason };

type RungOf = (deadline: DeadlineFacts, day: CivilDate) => Rung | null;

function standingOf(deadline: DeadlineFacts, day: CivilDate, rungOf: RungOf): Standing {
  const { state, commitment } = deadline;
  if (state === 'DONE') return { rung: null, hold: HoldReason.Done };
  if (state === 'WITHDRAWN') return { rung: null, hold: HoldReason.Withdrawn };
  const byDay = rungOf(deadline, day);
  const isBroken = commitment !== null && commitment.committedOn < day;
  const rung = isBroken ? higherRung(byDay, deadline, day, rungOf) : byDay;
  if (!rung) return { rung, hold: HoldReason.NotYet };
  if (commitment && !isBroken && rung.tone !== ReminderTone.Escalate) return { rung, hold: HoldReason.Committed };
  if (isBroken && rung !== byDay) return { rung, reason: TellReason.CommitmentBroken };
  const isHistory = rung.code === OVERDUE_AT_GO_LIVE.code;
  return { rung, reason: isHistory ? TellReason.OverdueAtGoLive : TellReason.RungReached };
}

/** The first other rung that the deadline would reach by waiting; the same when there is none. */
function higherRung(reached: Rung | null, deadline: DeadlineFacts, day: CivilDate, rungOf: RungOf): Rung | null {
  const last = addDays(day, LONGEST_REST_DAYS);
  for (let on = addDays(day, 1); on <= last; on = addDays(on, 1)) {
    const rung = rungOf(deadline, on);
    if (rung && rung.code !== reached?.code) return rung;
  }
  return reached;
}

/** The rung of a due day on a day, each computed once. */
function rungsOf({ goLiveOn, calendar, ladders, day: today }: DayFacts): RungOf {
  // A day before watching began is only ever run on purpose: nothing is history then.
  const historyBefore = goLiveOn && goLiveOn < today ? goLiveOn : today;
  const known = new Map<string, Rung | null>();
  return ({ planId, dueOn }, day) => {
    if (goLiveOn && dueOn < historyBefore) return OVERDUE_AT_GO_LIVE;
    const key = `${planId}:${dueOn}:${day}`;
    let rung = known.get(key);
    if (rung === undefined) {
      rung = rungFor({ dueOn, day, calendar, ladder: ladders.get(planId) ?? DEFAULT_LADDER });
      known.set(key, rung);
    }
    return rung;
  };
}

function unreachable(tell: readonly TellDecision[], hold: readonly HoldDecision[]): Set<string> {
  const units = new Set(
    hold.filter(({ reason }) => reason === HoldReason.NoValidPost).map(({ deadline }) => deadline.unitId),
  );
  for (const { deadline } of tell) units.delete(deadline.unitId);
  for (const { deadline, post } of hold) if (post) units.delete(deadline.unitId);
  return units;
}
