import type { CivilDate } from '../base/index.js';
import type { StatisticsCounts } from '../dossiers/index.js';

/** One indicator as a report prints it. */
export interface ReportedIndicator {
  readonly code: string;
  readonly name: string;
  /** Null when there were no dossiers; 0 when none of this kind arose. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** `69,99 %`, truncated; null when there is none. */
  readonly percent: string | null;
  /** `percent` of the period before. */
  readonly previousPercent: string | null;
  readonly status: string;
  /** `> 95 %`, `≥ 70 %`; null when the plan sets no target here, as are `clause` and `quote`. */
  readonly target: string | null;
  readonly clause: string | null;
  readonly quote: string | null;
  readonly gapToTarget: number | null;
}

/** The deadlines of a unit, or of all units, as far as they concern the period. */
export interface ReportedDeadlines {
  /** Due in the period and done on time. */
  readonly met: number;
  /** Due in the period and not done on time. */
  readonly missed: number;
  /** Due in the period or before it and not done when the report was compiled. */
  readonly open: number;
}

/** A period as a report prints it, both days included. */
export interface ReportedPeriod {
  readonly id: string;
  readonly name: string;
  readonly from: CivilDate;
  readonly lastDay: CivilDate;
}

/** The compiled figures of a report, stored as they were at `dataVersion`. */
export interface ReportContent {
  /** The unit, or the province with its GSO code. */
  readonly scope: { readonly code: string; readonly name: string };
  readonly period: ReportedPeriod;
  readonly dataVersion: number;
  /** True when the figures may contain generated dossiers. */
  readonly synthetic: boolean;
  readonly statistics: StatisticsCounts;
  readonly previous: { readonly period: ReportedPeriod; readonly statistics: StatisticsCounts };
  readonly indicators: readonly ReportedIndicator[];
  /** Indicators with a target; undecided: nothing arose or nothing was reported. */
  readonly targets: { readonly met: number; readonly missed: number; readonly undecided: number };
  readonly deadlines: ReportedDeadlines;
}
