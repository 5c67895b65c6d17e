import {
  addDays,
  civilDate,
  formatVietnameseDate,
  partsOf,
  PlanError,
  type CivilDate,
  type DayRange,
} from '../base/index.js';
import type { Period } from './period.js';

/** Longest range that figures are told of. */
const LONGEST_RANGE_YEARS = 10;
/** Years in which a range may lie; those of period ids. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2100];

/** The half-open range of two days as officers read them, both included. @throws PlanError as `checkRange`. */
export function dayRangeOf(from: CivilDate, lastDay: CivilDate): DayRange {
  for (const day of [from, lastDay]) {
    const { year } = partsOf(day);
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      refuse(`Ngày ${formatVietnameseDate(day)} nằm ngoài các năm ${FIRST_YEAR}–${LAST_YEAR}.`, day, lastDay);
    }
  }
  return checkRange({ from, to: addDays(lastDay, 1) });
}

/**
 * The range itself, when figures can be told of it.
 * @throws PlanError INVALID_INPUT when it holds no day or more than ten years.
 */
export function checkRange(range: DayRange): DayRange {
  const { from, to } = range;
  const { year, month, day } = partsOf(from);
  const lastDay = addDays(to, -1);
  if (from >= to) {
    const words = `«từ» (${formatVietnameseDate(from)}) phải không sau «đến» (${formatVietnameseDate(lastDay)})`;
    refuse(`Khoảng ngày không có ngày nào: ${words}.`, from, lastDay);
  }
  if (to > civilDate(year + LONGEST_RANGE_YEARS, month, day)) {
    refuse(`Khoảng ngày dài quá ${LONGEST_RANGE_YEARS} năm; hãy chia thành các khoảng ngắn hơn.`, from, lastDay);
  }
  return range;
}

/** Whether a range is a reporting period and carries its id. */
export function isPeriod(range: DayRange): range is Period {
  return 'scheme' in range;
}

function refuse(message: string, from: CivilDate, lastDay: CivilDate): never {
  throw new PlanError('INVALID_INPUT', message, { from, to: lastDay });
}
