import type { CivilDate, DayRange } from '../base/index.js';

/** `ND09`: months run from day 15 to day 14 (Nghị định 09/2019/NĐ-CP, Điều 12); `CALENDAR`: calendar months. */
export enum PeriodScheme {
  Nd09 = 'ND09',
  Calendar = 'CALENDAR',
}

/** The four cycles that the plan asks reports for. */
export enum PeriodKind {
  Month = 'MONTH',
  Quarter = 'QUARTER',
  HalfYear = 'HALF_YEAR',
  Year = 'YEAR',
}

/** A reporting period: its id (`2025-12`, `2025-Q4`, `2025-H2`, `2025`), Vietnamese name and half-open days. */
export interface Period extends DayRange {
  readonly id: string;
  readonly scheme: PeriodScheme;
  readonly kind: PeriodKind;
  readonly name: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
}
