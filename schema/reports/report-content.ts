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
  /** `percent` of the same period last year; absent or null when there is none. */
  readonly lastYearPercent?: string | null;
  /** `percent` from the start of the reporting year to the period's last day. */
  readonly yearToDatePercent?: string | null;
  /** Place among the units of its kind by this indicator, equal values sharing it; null without a value. */
  readonly rank?: { readonly place: number; readonly of: number } | null;
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

/** A value: two sums; denominator null when the value is the numerator itself. */
export interface ReportedValue {
  readonly numerator: number;
  readonly denominator: number | null;
}

/** Working time that online dossiers took against the limit in person, in hours (8 are a day); sums over dossiers. */
export interface ReportedTime {
  /** Online dossiers resolved in the period whose limit is known, and those whose limit is not. */
  readonly compared: number;
  readonly withoutLimit: number;
  readonly limitHours: number;
  readonly usedHours: number;
  /** Below 0 when they took longer than the limit. */
  readonly savedHours: number;
  /** Share of the limit that was saved, `33,33 %`; null when no limit is known. */
  readonly percent: string | null;
  readonly previousPercent: string | null;
  readonly lastYearPercent: string | null;
  /** By channel; median of working days, null in the province's report. */
  readonly channels: readonly {
    readonly channel: string;
    readonly resolved: number;
    readonly medianDays: number | null;
  }[];
}

/** A unit that went into this one in the middle of the period: its dossiers count here. */
export interface ReportedMerger {
  readonly code: string;
  readonly name: string;
  readonly on: CivilDate;
}

/** A target that binds the unit, whatever measures it: dossiers, the catalogue, observations, processing times. */
export interface ReportedTarget {
  readonly code: string;
  readonly clause: string;
  readonly quote: string;
  /** Name of the indicator; null when nothing measures it. */
  readonly indicator: string | null;
  /** `≥ 70 %`. */
  readonly target: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly percent: string | null;
  readonly previousPercent: string | null;
  readonly lastYearPercent: string | null;
  readonly yearToDatePercent: string | null;
  /** What the percentages are of, and what is told of targets that are numbers; null when there is nothing. */
  readonly previous?: ReportedValue | null;
  readonly lastYear?: ReportedValue | null;
  readonly yearToDate?: ReportedValue | null;
  /** A `TargetStatus`. */
  readonly status: string;
  readonly gapToTarget: number | null;
  /** Units that reported and that were expected to. */
  readonly coverage: { readonly reported: number; readonly expected: number };
}

/** A task that the unit leads, with its newest progress recorded by the time of compiling. */
export interface ReportedTask {
  readonly code: string;
  readonly clause: string;
  readonly name: string;
  /** A `TaskStatus`. */
  readonly status: string;
  readonly statusName: string;
  /** Whole percent; null when none was told. */
  readonly percent: number | null;
  readonly note: string | null;
  readonly recordedOn: CivilDate | null;
  /** In the province's report: units that lead it, and of these those that are done; absent elsewhere. */
  readonly units?: { readonly done: number; readonly leading: number };
}

/** A deadline due in the period, or overdue when it began, as a report lists it. */
export interface ReportedDeadline {
  readonly title: string;
  readonly clause: string;
  /** Null in a unit's own report. */
  readonly unit: { readonly code: string; readonly name: string } | null;
  readonly dueOn: CivilDate;
  readonly doneOn: CivilDate | null;
  readonly outcome: 'MET' | 'LATE' | 'OPEN';
}

/** Findings of one validation rule among the dossiers received or resolved in the period. */
export interface ReportedWarning {
  readonly rule: string;
  /** What the rule says; of several messages the first by text. */
  readonly message: string;
  readonly dossiers: number;
}

/** A procedure among the best or the worst of the unit by the share of full-process dossiers. */
export interface ReportedProcedure {
  readonly code: string;
  readonly name: string;
  readonly resolved: number;
  readonly fullProcess: number;
  readonly percent: string;
}

/** Figures of another range of days beside those of the period. */
export interface ReportedRange {
  readonly period: ReportedPeriod;
  readonly statistics: StatisticsCounts;
}

/**
 * The compiled figures of a report, stored as they were at `dataVersion`. Members marked optional are missing in
 * reports compiled before they were told.
 */
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
  /** The same period of the year before; null when there is nothing of it. */
  readonly lastYear?: ReportedRange | null;
  /** From the start of the reporting year (15/12) to the period's last day. */
  readonly yearToDate?: ReportedRange;
  readonly targetValues?: readonly ReportedTarget[];
  readonly tasks?: readonly ReportedTask[];
  /** Of a unit all of them; of the province those that were missed or are open, earliest first. */
  readonly deadlineList?: readonly ReportedDeadline[];
  /** How many more the province's list would have. */
  readonly deadlinesLeftOut?: number;
  readonly warnings?: readonly ReportedWarning[];
  /** At most five each, by share, among procedures with enough dossiers to say something. */
  readonly procedures?: { readonly best: readonly ReportedProcedure[]; readonly worst: readonly ReportedProcedure[] };
  /** Null when nothing is known of single dossiers: those of the year are archived. */
  readonly processingTime?: ReportedTime | null;
  /** Figures stand at the units of the period's last day; units that went into this one in the period. */
  readonly merged?: readonly ReportedMerger[];
  /** Figures of divided units that stay where they were reported, as sentences. */
  readonly notRestated?: readonly string[];
  /** Values of the headline indicators up to the period, oldest first, for the chart of the trend. */
  readonly trend?: readonly {
    readonly indicator: string;
    readonly points: readonly {
      readonly periodId: string;
      readonly numerator: number | null;
      readonly denominator: number | null;
    }[];
  }[];
  /** In the province's report: every unit's value of the headline indicators, for chart and table. */
  readonly unitValues?: readonly {
    readonly indicator: string;
    readonly units: readonly {
      readonly code: string;
      readonly name: string;
      readonly kind: 'DEPARTMENT' | 'COMMUNE' | 'AGENCY';
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly percent: string | null;
      readonly status: string;
      readonly place: number | null;
    }[];
  }[];
}
