import type { DossierWarning } from '../../dossiers/index.js';
import {
  evaluateIndicator,
  missingLimit,
  targetValuesIn,
  type CoveredCounts,
  type MeasuredValues,
  type TargetValue,
} from '../../indicators/index.js';
import { UnitKind } from '../../organisation/index.js';
import type { ReportContent, ReportedWarning } from '../report-content.js';
import { countDeadlines, listMissed } from './deadline-content-rules.js';
import type { PeriodFacts, ProvinceFacts } from './period-figures.js';
import { NO_PROCEDURES } from './procedure-reader.js';
import { headlineIndicators, reportContent, targetOf } from './report-content-rules.js';
import { sumOfTimes, sumOfUnits } from './sum-rules.js';
import { mapCompared, reportedTargets, reportedTime, timeTargetsOf, type Compared } from './target-content-rules.js';
import { coveredOf, type PlacesByIndicator } from './unit-content-rules.js';

type UnitValues = NonNullable<ReportContent['unitValues']>;

/** The content of the province's own report: sums over all units, and every unit's value beside the others. */
export function provinceContent(facts: PeriodFacts, own: ProvinceFacts, places: PlacesByIndicator): ReportContent {
  const { frame, province, deadlines, tasks, procedures } = facts;
  const times = mapCompared(facts.times, (of) => of && sumOfTimes([...of.values()].flat()));
  return reportContent(frame, {
    code: province.code,
    name: province.name,
    kind: null,
    counts: own.counts,
    trend: frame.ranges.trend.map((range) =>
      sumOfUnits([...facts.units.keys()].map((unitId) => coveredOf(facts, unitId, range))),
    ),
    earlier: own.earlier,
    deadlines: countDeadlines(deadlines, frame.ranges.current),
    ready: {
      targetValues: [
        ...reportedTargets(valuesOf(facts, own), frame.clauseCodes),
        ...timeTargetsOf(facts.timeTargets, null, times, frame.clauseCodes),
      ],
      tasks: tasks.ofProvince,
      ...listMissed(deadlines),
      ...(facts.warningsByUnit ? { warnings: warningsOf([...facts.warningsByUnit.values()].flat()) } : {}),
      procedures: procedures.get(null) ?? NO_PROCEDURES,
      processingTime: reportedTime(times),
      merged: [...facts.mergers.values()].flat().toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      notRestated: own.notRestated,
      unitValues: unitValues(facts, places),
    },
  });
}

/** Values of all targets; what missing units could add is known of the period itself only. */
function valuesOf({ targets, measured }: PeriodFacts, { counts, earlier }: ProvinceFacts): Compared<TargetValue[]> {
  const valuesIn = (values: MeasuredValues, covered: CoveredCounts, missing: ProvinceFacts['earlier']) =>
    targetValuesIn(targets, null, { covered, limit: (formula) => missingLimit(formula, missing) }, values);
  const then = (name: 'before' | 'lastYear' | 'yearToDate') => {
    const [values, covered] = [measured[name], counts[name]];
    return values && covered && valuesIn(values, covered, []);
  };
  return {
    current: valuesIn(measured.current, counts.current, earlier),
    before: then('before'),
    lastYear: then('lastYear'),
    yearToDate: then('yearToDate'),
  };
}

/** Of all units together; a dossier counts at one unit. */
function warningsOf(ofUnits: readonly DossierWarning[]): ReportedWarning[] {
  const byRule = Map.groupBy(ofUnits, ({ rule }) => rule);
  const warnings = [...byRule].map(([rule, of]) => ({
    rule,
    message: of.map(({ message }) => message).reduce((first, message) => (message < first ? message : first)),
    dossiers: of.reduce((total, { dossiers }) => total + dossiers, 0),
  }));
  return warnings.toSorted((a, b) => b.dossiers - a.dossiers || (a.rule < b.rule ? -1 : 1));
}

/** Departments and communes, and agencies that have any value, by code. */
function unitValues(facts: PeriodFacts, places: PlacesByIndicator): UnitValues {
  const { frame, unitsOfDay } = facts;
  return headlineIndicators(frame).map((indicator) => ({
    indicator: indicator.code,
    units: unitsOfDay.flatMap(({ id, code, name, kind }) => {
      const { counts, coverage } = coveredOf(facts, id, frame.ranges.current);
      const target = targetOf(frame, indicator, { kind, code });
      const { numerator, denominator, percent, status } = evaluateIndicator(indicator, counts, target, coverage);
      if (kind === UnitKind.Agency && numerator === null) return [];
      const place = places.get(indicator.code)?.get(id)?.place ?? null;
      return [{ code, name, kind, numerator, denominator, percent, status, place }];
    }),
  }));
}
