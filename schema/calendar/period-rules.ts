import { addDays, civilDate, PlanError, partsOf, type CivilDate } from '../base/index.js';
import { PeriodKind, PeriodScheme, type Period } from './period.js';

/** First day of a legal month is this day of the month before. Source: Nghị định 09/2019/NĐ-CP, Điều 12 khoản 1. */
const ND09_FIRST_DAY = 15;

const MONTHS: Record<PeriodKind, number> = {
  [PeriodKind.Month]: 1,
  [PeriodKind.Quarter]: 3,
  [PeriodKind.HalfYear]: 6,
  [PeriodKind.Year]: 12,
};

const ID_PATTERN = /^(?<year>\d{4})(?:-(?:(?<month>\d{2})|Q(?<quarter>[1-4])|H(?<half>[12])))?$/;

/**
 * The period of an id such as `2025-12`, `2025-Q4`, `2025-H2` or `2025`.
 *
 * Dates: half-open civil days; under ND09 the month m runs from day 15 of m−1 to day 14 of m.
 * @throws PlanError INVALID_INPUT when the id names no period.
 * Source: Nghị định 09/2019/NĐ-CP, Điều 12 (ND09).
 */
export function periodOf(id: string, scheme: PeriodScheme): Period {
  const key = `${scheme} ${id}`;
  const known = parsed.get(key) ?? parse(id, scheme);
  parsed.set(key, known);
  return known;
}

/** Periods asked for before; there are at most some thousand ids between 2000 and 2100. */
const parsed = new Map<string, Period>();

function parse(id: string, scheme: PeriodScheme): Period {
  const groups = ID_PATTERN.exec(id)?.groups;
  const year = Number(groups?.['year']);
  if (groups && year >= 2000 && year <= 2100) {
    const { month, quarter, half } = groups;
    if (month && Number(month) >= 1 && Number(month) <= 12) return build(scheme, PeriodKind.Month, year, Number(month));
    if (quarter) return build(scheme, PeriodKind.Quarter, year, Number(quarter));
    if (half) return build(scheme, PeriodKind.HalfYear, year, Number(half));
    if (id.length === 4) return build(scheme, PeriodKind.Year, year, 1);
  }
  throw new PlanError(
    'INVALID_INPUT',
    `«${id}» không phải là kỳ báo cáo. Viết 2025-12 (tháng), 2025-Q4 (quý), 2025-H2 (6 tháng) hoặc 2025 (năm).`,
    { period: id },
  );
}

/** The period of a kind that a civil day lies in. */
export function periodContaining(day: CivilDate, kind: PeriodKind, scheme: PeriodScheme): Period {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const shifted = scheme === PeriodScheme.Nd09 && dayOfMonth >= ND09_FIRST_DAY ? month + 1 : month;
  const legalYear = shifted > 12 ? year + 1 : year;
  const legalMonth = shifted > 12 ? 1 : shifted;
  return build(scheme, kind, legalYear, Math.ceil(legalMonth / MONTHS[kind]));
}

/** The period of the same kind right after. */
export function nextPeriod(period: Period): Period {
  return periodContaining(period.to, period.kind, period.scheme);
}

/** The period of the same kind right before. */
export function previousPeriod(period: Period): Period {
  return periodContaining(addDays(period.from, -1), period.kind, period.scheme);
}

/** The same period one year earlier. */
export function samePeriodLastYear(period: Period): Period {
  const year = String(Number(period.id.slice(0, 4)) - 1);
  return periodOf(year + period.id.slice(4), period.scheme);
}

/** Periods of a kind whose last day lies in `[from, to)`, earliest first. */
export function periodsClosingIn(from: CivilDate, to: CivilDate, kind: PeriodKind, scheme: PeriodScheme): Period[] {
  const periods: Period[] = [];
  let period = periodContaining(from, kind, scheme);
  while (period.to <= to) {
    periods.push(period);
    period = nextPeriod(period);
  }
  return periods;
}

function build(scheme: PeriodScheme, kind: PeriodKind, year: number, ordinal: number): Period {
  const months = MONTHS[kind];
  const firstMonth = (ordinal - 1) * months + 1;
  const [from, to] =
    scheme === PeriodScheme.Nd09
      ? [civilDate(year, firstMonth - 1, ND09_FIRST_DAY), civilDate(year, firstMonth + months - 1, ND09_FIRST_DAY)]
      : [civilDate(year, firstMonth, 1), civilDate(year, firstMonth + months, 1)];
  return { id: periodId(kind, year, ordinal), scheme, kind, name: periodName(kind, year, ordinal), from, to };
}

function periodId(kind: PeriodKind, year: number, ordinal: number): string {
  switch (kind) {
    case PeriodKind.Month:
      return `${year}-${String(ordinal).padStart(2, '0')}`;
    case PeriodKind.Quarter:
      return `${year}-Q${ordinal}`;
    case PeriodKind.HalfYear:
      return `${year}-H${ordinal}`;
    case PeriodKind.Year:
      return String(year);
  }
}

function periodName(kind: PeriodKind, year: number, ordinal: number): string {
  switch (kind) {
    case PeriodKind.Month:
      return `Tháng ${String(ordinal).padStart(2, '0')}/${year}`;
    case PeriodKind.Quarter:
      return `Quý ${['I', 'II', 'III', 'IV'][ordinal - 1]}/${year}`;
    case PeriodKind.HalfYear:
      return `6 tháng ${ordinal === 1 ? 'đầu' : 'cuối'} năm ${year}`;
    case PeriodKind.Year:
      return `Năm ${year}`;
  }
}
