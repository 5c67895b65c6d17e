import { PlanError } from './errors.js';

/** A civil day of the province, `YYYY-MM-DD` in Asia/Ho_Chi_Minh. Compares as text in day order. */
export type CivilDate = string & { readonly __civilDate: true };

/** Half-open range of civil days: `from` is in it, `to` is the first day after it. */
export interface DayRange {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/** Year, month (1–12) and day (1–31) of a civil day. */
export interface CivilParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Offset of the province's clock from UTC, in hours; Vietnam has had no daylight saving since 1975. */
const PROVINCE_UTC_OFFSET_HOURS = 7;
const MS_PER_DAY = 86_400_000;
/** Days as text, by their number: writing days out is what rules about dates spend most of their time with. */
const writtenDays = new Map<number, CivilDate>();
const WRITTEN_DAYS_AT_MOST = 100_000; // more than 270 years
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is `YYYY-MM-DD` and there is such a day. */
export function isCivilDate(text: string): text is CivilDate {
  const match = PATTERN.exec(text);
  return match !== null && civilDate(Number(match[1]), Number(match[2]), Number(match[3])) === text;
}

/** The civil day written as `YYYY-MM-DD`. @throws PlanError INVALID_INPUT when there is no such day. */
export function parseCivilDate(text: string): CivilDate {
  if (isCivilDate(text)) return text;
  throw new PlanError('INVALID_INPUT', `«${text}» không phải là ngày hợp lệ dạng NĂM-THÁNG-NGÀY (ví dụ 2025-12-31).`, {
    value: text,
  });
}

/** The civil day of a year, month and day; months and days beyond their range carry over (month 13 = January). */
export function civilDate(year: number, month: number, day: number): CivilDate {
  return fromEpochDay(Math.floor(Date.UTC(year, month - 1, day) / MS_PER_DAY));
}

/** Year, month and day. */
export function partsOf(date: CivilDate): CivilParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Whole days since 1970-01-01; negative before it. */
export function toEpochDay(date: CivilDate): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day) / MS_PER_DAY;
}

/** The civil day that many whole days after 1970-01-01. */
export function fromEpochDay(epochDay: number): CivilDate {
  const known = writtenDays.get(epochDay);
  if (known !== undefined) return known;
  const written = new Date(epochDay * MS_PER_DAY).toISOString().slice(0, 10) as CivilDate;
  if (writtenDays.size === WRITTEN_DAYS_AT_MOST) writtenDays.clear();
  writtenDays.set(epochDay, written);
  return written;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Days from `from` to `to`; 0 when equal, negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** Day of the week, 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: CivilDate): number {
  return ((toEpochDay(date) + 3) % 7) + 1;
}

/** The civil day in the province at an instant. */
export function civilDateAt(instant: Date): CivilDate {
  return fromEpochDay(Math.floor((instant.getTime() + PROVINCE_UTC_OFFSET_HOURS * 3_600_000) / MS_PER_DAY));
}

/** The instant at which a civil day begins in the province. */
export function startOfDay(date: CivilDate): Date {
  return new Date(toEpochDay(date) * MS_PER_DAY - PROVINCE_UTC_OFFSET_HOURS * 3_600_000);
}

/** The instant at `hour:minute` of a civil day in the province. */
export function instantAt(date: CivilDate, hour: number, minute = 0): Date {
  return new Date(startOfDay(date).getTime() + (hour * 60 + minute) * 60_000);
}

/** `dd/mm/yyyy`, as Vietnamese documents print a day. */
export function formatVietnameseDate(date: CivilDate): string {
  const { year, month, day } = partsOf(date);
  return `${pad(day)}/${pad(month)}/${year}`;
}

/** `HH:mm dd/mm/yyyy` in the province's time. */
export function formatVietnameseInstant(instant: Date): string {
  const local = new Date(instant.getTime() + PROVINCE_UTC_OFFSET_HOURS * 3_600_000);
  const clock = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}`;
  return `${clock} ngày ${formatVietnameseDate(civilDateAt(instant))}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
