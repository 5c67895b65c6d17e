import { Channel, type ChannelTime } from '../../dossiers/index.js';
import { formatPercent, meetsTarget, type PercentTarget } from '../evaluation/evaluation-rules.js';
import { TargetStatus } from '../values/indicator.js';

/** Working hours in a day, as time limits are stored. */
const HOURS_PER_DAY = 8;

/** Time that online dossiers took against the time allowed in person; sums over dossiers, in working hours. */
export interface ShortenedTime {
  /** Online dossiers compared, and those left out because their in-person limit is not known. */
  readonly compared: number;
  readonly withoutLimit: number;
  readonly limitHours: number;
  readonly usedHours: number;
  /** Limit less used; negative when they took longer than in person allowed. */
  readonly savedHours: number;
  /** `33,33 %`, truncated towards 0; null when no limit above 0 is known. */
  readonly percent: string | null;
  readonly status: TargetStatus;
}

/**
 * How much online dossiers were quicker than the in-person limit, as one ratio of sums: (limit − used) / limit.
 *
 * While the limit of any online dossier is unknown nothing is concluded (NO_DATA, «chưa đủ căn cứ»). Without online
 * dossiers, or without a target, NOT_APPLICABLE. Compared as integers.
 * Source: Kế hoạch 457/KH-UBND, điểm II.3.e.
 */
export function shortenedTime(
  times: readonly Omit<ChannelTime, 'medianDays'>[],
  target: PercentTarget | null,
): ShortenedTime {
  const online = times.find(({ channel }) => channel === Channel.Online);
  const [resolved, compared, limitHours] = [online?.resolved ?? 0, online?.withLimit ?? 0, online?.limitHours ?? 0];
  const usedHours = (online?.withLimitDays ?? 0) * HOURS_PER_DAY;
  const savedHours = limitHours - usedHours;
  const percent = limitHours > 0 ? signedPercent(savedHours, limitHours) : null;
  const values = { compared, withoutLimit: resolved - compared, limitHours, usedHours, savedHours, percent };
  return { ...values, status: statusOf(values, target) };
}

function statusOf(
  { withoutLimit, limitHours, savedHours }: Omit<ShortenedTime, 'status'>,
  target: PercentTarget | null,
): TargetStatus {
  if (withoutLimit > 0) return TargetStatus.NoData;
  if (limitHours === 0 || !target) return TargetStatus.NotApplicable;
  return meetsTarget(target, savedHours, limitHours) ? TargetStatus.Met : TargetStatus.NotMet;
}

function signedPercent(numerator: number, denominator: number): string {
  return numerator < 0 ? `-${formatPercent(-numerator, denominator)}` : formatPercent(numerator, denominator);
}
