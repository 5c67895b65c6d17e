import { civilDate, partsOf, PlanError, type CivilDate, type DayRange } from '../base/index.js';

/** Day of the month on which the second bucket begins; legal months begin on it, calendar months on day 1. */
const SECOND_BUCKET_DAY = 15;

/**
 * First day of the half-month bucket (days 1–14, days 15–end) that a day lies in. A legal month (15→14) and a calendar
 * month are both exactly two buckets, so that a period of either scheme is a sum of few rows.
 */
export function bucketOf(day: CivilDate): CivilDate {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return civilDate(year, month, dayOfMonth >= SECOND_BUCKET_DAY ? SECOND_BUCKET_DAY : 1);
}

/** Whether a day begins a bucket; only such days may bound a sum of buckets. */
export function isBucketStart(day: CivilDate): boolean {
  return bucketOf(day) === day;
}

/** First days of the buckets of a range, earliest first. @throws PlanError INVALID_INPUT when an end cuts a bucket. */
export function bucketsOf(range: DayRange): CivilDate[] {
  if (!isBucketStart(range.from) || !isBucketStart(range.to)) {
    throw new PlanError('INVALID_INPUT', 'Khoảng ngày phải bắt đầu và kết thúc ở ngày 01 hoặc ngày 15.', { ...range });
  }
  const buckets: CivilDate[] = [];
  for (let day = range.from; day < range.to; day = nextBucket(day)) buckets.push(day);
  return buckets;
}

/** First day of the bucket after the one that begins on a day. */
export function nextBucket(bucket: CivilDate): CivilDate {
  const { year, month, day } = partsOf(bucket);
  return day < SECOND_BUCKET_DAY ? civilDate(year, month, SECOND_BUCKET_DAY) : civilDate(year, month + 1, 1);
}
