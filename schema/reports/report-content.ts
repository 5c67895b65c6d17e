import type { CivilDate } from '../base/index.js';
import type { StatisticsCounts } from '../dossiers/index.js';

/** One indicator as a report prints it. */
export interface ReportedIndicator {
  readonly code: string;
  readonly name: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly percent: string | null;
  readonly status: string;
  readonly target: string;
  readonly clause: string;
  readonly gapToTarget: number | null;
}

/** The compiled figures of a report, stored as they were at `dataVersion`. */
export interface ReportContent {
  readonly scope: { readonly code: string; readonly name: string };
  readonly period: {
    readonly id: string;
    readonly name: string;
    readonly from: CivilDate;
    readonly lastDay: CivilDate;
  };
  readonly dataVersion: number;
  readonly synthetic: boolean;
  readonly statistics: StatisticsCounts;
  readonly indicators: readonly ReportedIndicator[];
  readonly deadlines: { readonly met: number; readonly missed: number; readonly open: number };
}
