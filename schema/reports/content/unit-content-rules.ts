import type { DayRange } from '../../base/index.js';
import { targetValuesIn, unitRangeKey, type CoveredCounts } from '../../indicators/index.js';
import type { ReportContent } from '../report-content.js';
import { countDeadlines, listDeadlines } from './deadline-content-rules.js';
import type { PeriodFacts } from './period-figures.js';
import { NO_PROCEDURES } from './procedure-reader.js';
import type { Place } from './rank-rules.js';
import { reportContent } from './report-content-rules.js';
import { mapCompared, reportedTargets, reportedTime, timeTargetsOf, type Compared } from './target-content-rules.js';

/** Places of units by indicator code, then by unit id. */
export type PlacesByIndicator = ReadonlyMap<string, ReadonlyMap<string, Place>>;

/** The content of a unit's report. @throws Error when nothing was read of the unit: it is no unit of the period's last day. */
export function unitContent(facts: PeriodFacts, places: PlacesByIndicator, id: string): ReportContent {
  const { frame, tasks, deadlinesByUnit, warningsByUnit, procedures, mergers, notRestated } = facts;
  const unit = facts.units.get(id);
  if (!unit) throw new Error(`Unit ${id} was not read`);
  const { code, name, kind } = unit;
  const counts = countsOf(facts, id);
  const deadlines = deadlinesByUnit.get(id) ?? [];
  const times = mapCompared(facts.times, (of) => of && (of.get(id) ?? []));
  const values = mapCompared(facts.measured, (measured) =>
    targetValuesIn(facts.targets, unit, { covered: coveredOf(facts, id, measured.range), limit: () => 0 }, measured),
  );
  const warnings = warningsByUnit && (warningsByUnit.get(id) ?? []);
  return reportContent(frame, {
    code,
    name,
    kind,
    counts,
    trend: frame.ranges.trend.map((range) => coveredOf(facts, id, range)),
    places: new Map([...places].flatMap(([indicator, of]) => placeOf(indicator, of.get(id)))),
    deadlines: countDeadlines(deadlines, frame.ranges.current),
    ready: {
      targetValues: [
        ...reportedTargets(values, frame.clauseCodes),
        ...timeTargetsOf(facts.timeTargets, unit, times, frame.clauseCodes),
      ],
      tasks: tasks.byUnit.get(id) ?? [],
      deadlineList: listDeadlines(deadlines),
      ...(warnings ? { warnings: warnings.map(({ rule, message, dossiers }) => ({ rule, message, dossiers })) } : {}),
      procedures: procedures.get(id) ?? NO_PROCEDURES,
      processingTime: reportedTime(times),
      merged: mergers.get(id) ?? [],
      notRestated: notRestated.get(id) ?? [],
    },
  });
}

/** Counts of a unit in a range. @throws Error when they were not read. */
export function coveredOf({ counts }: PeriodFacts, unitId: string, range: DayRange): CoveredCounts {
  const covered = counts.get(unitRangeKey({ unitId, range }));
  if (covered) return covered;
  throw new Error(`No counts of unit ${unitId} from ${range.from} to ${range.to}`);
}

function countsOf(facts: PeriodFacts, unitId: string): Compared<CoveredCounts> {
  const { current, before, lastYear, yearToDate } = facts.frame.ranges;
  return {
    current: coveredOf(facts, unitId, current),
    before: coveredOf(facts, unitId, before),
    lastYear: coveredOf(facts, unitId, lastYear),
    yearToDate: coveredOf(facts, unitId, yearToDate),
  };
}

function placeOf(indicator: string, place: Place | undefined): [string, Place][] {
  return place ? [[indicator, place]] : [];
}
