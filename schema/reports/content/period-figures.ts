import type { ChannelTime, DossierWarning, StatisticsCounts } from '../../dossiers/index.js';
import type { CoveredCounts, MeasuredValues, TargetValueFrame } from '../../indicators/index.js';
import type { Unit } from '../../organisation/index.js';
import type { Target } from '../../plan/index.js';
import type { ReportedMerger } from '../report-content.js';
import type { DeadlineFact } from './deadline-content-rules.js';
import type { ReportedProcedures } from './procedure-reader.js';
import type { ReportFrame } from './report-content-rules.js';
import type { Compared } from './target-content-rules.js';
import type { ReportedTasks } from './task-content-rules.js';

/** Times of units in a range, by unit id; null when single dossiers are not known. */
export type TimesByUnit = ReadonlyMap<string, readonly ChannelTime[]> | null;

/** What was read of the province itself. */
export interface ProvinceFacts {
  readonly counts: Compared<CoveredCounts>;
  /** What its missing units had before (`IndicatorService.earlierCounts`). */
  readonly earlier: readonly (readonly StatisticsCounts[])[];
  readonly notRestated: readonly string[];
}

/** Everything that was read of a period, for all units at once. */
export interface PeriodFacts {
  readonly frame: ReportFrame;
  readonly province: { readonly id: string; readonly code: string; readonly name: string };
  /** Every unit there ever was by id, in the order of their codes. */
  readonly units: ReadonlyMap<string, Unit>;
  /** Those of the period's last day, which are ranked. */
  readonly unitsOfDay: readonly Unit[];
  /** Counts of every unit in every range, by `unitRangeKey`. */
  readonly counts: ReadonlyMap<string, CoveredCounts>;
  /** Targets of the period's last day, and what measures them in each range. */
  readonly targets: TargetValueFrame;
  readonly measured: Compared<MeasuredValues>;
  readonly times: Compared<TimesByUnit>;
  /** Targets that processing times are compared with, on the period's last day. */
  readonly timeTargets: readonly Target[];
  readonly tasks: ReportedTasks;
  readonly deadlines: readonly DeadlineFact[];
  readonly deadlinesByUnit: ReadonlyMap<string, readonly DeadlineFact[]>;
  /** Null when the dossiers of the period are archived. */
  readonly warningsByUnit: ReadonlyMap<string, readonly DossierWarning[]> | null;
  readonly procedures: ReadonlyMap<string | null, ReportedProcedures>;
  readonly mergers: ReadonlyMap<string, readonly ReportedMerger[]>;
  readonly notRestated: ReadonlyMap<string, readonly string[]>;
}
