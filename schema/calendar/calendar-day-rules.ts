import { Certainty, formatVietnameseDate, weekdayOf, type CivilDate } from '../base/index.js';

/** What the calendar knows of a day that differs from Monday–Friday. */
export interface CalendarDayFacts {
  readonly day: CivilDate;
  /** True for a worked Saturday or Sunday, false for a closed weekday. */
  readonly working: boolean;
  readonly name: string;
  /** The document that says so. */
  readonly source: string;
  readonly certainty: Certainty;
}

/** Why a day cannot be kept as it is given. */
export interface CalendarDayFault {
  readonly field: keyof CalendarDayFacts;
  /** Stable code. */
  readonly rule: 'WEEKDAY' | 'RANGE' | 'TEXT';
  /** For the user, in Vietnamese. */
  readonly message: string;
}

/** Whether offices work on a day, and what says so. */
export interface WorkingDayVerdict {
  readonly day: CivilDate;
  readonly working: boolean;
  readonly reason: string;
  readonly source: string;
  readonly certainty: Certainty;
}

const LONGEST_TEXT = 300;
const CONTROL_CHARACTERS = /\p{Cc}/u;
const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const;
/** Source of the week of Monday to Friday that the listed days differ from. */
const WORKING_WEEK = 'Quyết định 188/1999/QĐ-TTg (tuần làm việc 40 giờ, nghỉ thứ Bảy và Chủ nhật)';

/** «thứ Ba, 24/02/2026». */
export function dayInWords(day: CivilDate): string {
  return `${WEEKDAYS[weekdayOf(day) - 1]}, ${formatVietnameseDate(day)}`;
}

/** What is wrong with a day of the calendar: only closed weekdays and worked weekends differ from the week. */
export function faultsOfCalendarDay(facts: CalendarDayFacts): CalendarDayFault[] {
  const { day, working } = facts;
  const isWeekend = weekdayOf(day) > 5;
  const faults: CalendarDayFault[] = [];
  if (day < '2000-01-01' || day > '2100-12-31') {
    faults.push({ field: 'day', rule: 'RANGE', message: 'Ngày phải trong khoảng năm 2000 đến 2100.' });
  }
  if (working && !isWeekend) {
    const message =
      `${capital(dayInWords(day))} vốn là ngày làm việc; chỉ ghi làm bù vào thứ Bảy hoặc Chủ nhật. ` +
      'Muốn bỏ một ngày nghỉ đã ghi thì xóa ngày đó khỏi lịch.';
    faults.push({ field: 'working', rule: 'WEEKDAY', message });
  }
  if (!working && isWeekend) {
    const message =
      `${capital(dayInWords(day))} vốn là ngày nghỉ hằng tuần; chỉ ghi ngày nghỉ từ thứ Hai đến thứ Sáu. ` +
      'Muốn bỏ một ngày làm bù đã ghi thì xóa ngày đó khỏi lịch.';
    faults.push({ field: 'working', rule: 'WEEKDAY', message });
  }
  for (const field of ['name', 'source'] as const) {
    if (isOneLine(facts[field])) continue;
    const what = field === 'name' ? 'Tên ngày' : 'Căn cứ';
    faults.push({ field, rule: 'TEXT', message: `${what} phải có từ 1 đến ${LONGEST_TEXT} ký tự, trên một dòng.` });
  }
  return faults;
}

/** Whether offices work on a day and why; `listed` is what the calendar keeps of it, null when it keeps nothing. */
export function explainDay(day: CivilDate, listed: CalendarDayFacts | null): WorkingDayVerdict {
  if (listed) {
    const reason = `${capital(dayInWords(day))}: ${listed.working ? 'làm bù' : 'nghỉ'} – ${listed.name}.`;
    return { day, working: listed.working, reason, source: listed.source, certainty: listed.certainty };
  }
  const working = weekdayOf(day) <= 5;
  const reason = `${capital(dayInWords(day))}: ${working ? 'ngày làm việc trong tuần' : 'ngày nghỉ hằng tuần'}.`;
  return { day, working, reason, source: WORKING_WEEK, certainty: Certainty.Confirmed };
}

function isOneLine(text: string): boolean {
  return text.trim() === text && text !== '' && text.length <= LONGEST_TEXT && !CONTROL_CHARACTERS.test(text);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
