import { PostKind } from '../../organisation/index.js';

/** How a rung speaks: nhắc, đôn đốc, đôn đốc lần nữa, báo cáo cấp trên. */
export enum ReminderTone {
  Remind = 'REMIND',
  Urge = 'URGE',
  UrgeAgain = 'URGE_AGAIN',
  Escalate = 'ESCALATE',
}

/** What the distance of a step from the due day is counted in. */
export enum StepUnit {
  WorkingDay = 'WORKING_DAY',
  Week = 'WEEK',
  Month = 'MONTH',
}

/** One step of a ladder; it makes one rung, or one for each week or month that it repeats in. */
export interface LadderStep {
  readonly unit: StepUnit;
  /** Distance of its first rung from the due day: negative before it (working days only), 0 on it. */
  readonly first: number;
  /** Distance of its last rung; `first` when it does not repeat, null when it repeats until the work is done. */
  readonly last: number | null;
  readonly tone: ReminderTone;
  /** Posts of the unit that are written to. */
  readonly posts: readonly PostKind[];
}

/** Time of day in which no mail is tried for the first time; over midnight when `from` is later than `to`. */
export interface QuietHours {
  /** `HH:MM` in the province, included. */
  readonly from: string;
  /** `HH:MM` in the province, excluded. */
  readonly to: string;
}

/** When whom a plan has told of what is owed; steps from the earliest to the latest. */
export interface Ladder {
  readonly steps: readonly LadderStep[];
  /** Null when mail goes out at any hour. */
  readonly quiet: QuietHours | null;
}

const FOCAL_POINT_ONLY = [PostKind.FocalPoint];
const FOCAL_POINT_AND_HEAD = [PostKind.FocalPoint, PostKind.Head];

/**
 * The ladder of a plan that has set none: 14, 7, 3, 1 working days before, the day itself, 1, 3, 7 working days after,
 * weekly from the second to the eighth week, then monthly. The head is written to from the due day on.
 */
export const DEFAULT_LADDER: Ladder = {
  steps: [
    ...[-14, -7, -3, -1].map((first) => single(first, ReminderTone.Remind, FOCAL_POINT_ONLY)),
    single(0, ReminderTone.Remind, FOCAL_POINT_AND_HEAD),
    single(1, ReminderTone.Urge, FOCAL_POINT_AND_HEAD),
    ...[3, 7].map((first) => single(first, ReminderTone.UrgeAgain, FOCAL_POINT_AND_HEAD)),
    { unit: StepUnit.Week, first: 2, last: 8, tone: ReminderTone.UrgeAgain, posts: FOCAL_POINT_AND_HEAD },
    { unit: StepUnit.Month, first: 2, last: null, tone: ReminderTone.Escalate, posts: FOCAL_POINT_AND_HEAD },
  ],
  quiet: null,
};

function single(first: number, tone: ReminderTone, posts: readonly PostKind[]): LadderStep {
  return { unit: StepUnit.WorkingDay, first, last: first, tone, posts };
}
