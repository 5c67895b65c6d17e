import type { StatisticsCounts } from '../../dossiers/index.js';
import { addDays } from '../../base/index.js';
import { previousPeriod, type Period } from '../../calendar/index.js';
import {
  bindingTarget,
  evaluateIndicator,
  missingLimit,
  TargetStatus,
  type CoveredCounts,
  type Indicator,
} from '../../indicators/index.js';
import type { UnitKind } from '../../organisation/index.js';
import { Comparator, type Target } from '../../plan/index.js';
import type { ReportContent, ReportedDeadlines, ReportedIndicator, ReportedPeriod } from '../report-content.js';

/** What the reports of one period share. */
export interface ReportFrame {
  readonly period: Period;
  /** Indicators in the versions of the period's last day, in the order printed. */
  readonly indicators: readonly Indicator[];
  /** Measured targets of the plan. */
  readonly targets: readonly Target[];
  /** Clause codes by clause id. */
  readonly clauseCodes: ReadonlyMap<string, string>;
  readonly dataVersion: number;
  readonly synthetic: boolean;
}

/** What a report is about, with its figures. */
export interface ReportedScope {
  readonly code: string;
  readonly name: string;
  /** Null for the province. */
  readonly kind: UnitKind | null;
  readonly current: CoveredCounts;
  readonly before: CoveredCounts;
  /** Of the province: what its missing units had before (`IndicatorService.earlierCounts`). */
  readonly earlier?: readonly (readonly StatisticsCounts[])[];
  readonly deadlines: ReportedDeadlines;
}

/** The content of a report: figures of the period beside those of the period before, indicators against targets. */
export function reportContent(frame: ReportFrame, scope: ReportedScope): ReportContent {
  const reported = frame.indicators.map((indicator) => reportedIndicator(indicator, frame, scope));
  const targeted = reported.filter(({ target }) => target !== null);
  const count = (status: TargetStatus) => targeted.filter((indicator) => indicator.status === status).length;
  const [met, missed] = [count(TargetStatus.Met), count(TargetStatus.NotMet)];
  return {
    scope: { code: scope.code, name: scope.name },
    period: reportedPeriod(frame.period),
    dataVersion: frame.dataVersion,
    synthetic: frame.synthetic,
    statistics: scope.current.counts,
    previous: { period: reportedPeriod(previousPeriod(frame.period)), statistics: scope.before.counts },
    indicators: reported,
    targets: { met, missed, undecided: targeted.length - met - missed },
    deadlines: scope.deadlines,
  };
}

/** A target as documents print it: `> 95 %`, `≥ 70 %`, `= 100 %`. */
export function targetInWords({ comparator, targetValue }: Pick<Target, 'comparator' | 'targetValue'>): string {
  return `${SIGNS[comparator]} ${targetValue} %`;
}

const SIGNS: Record<Comparator, string> = {
  [Comparator.GreaterThan]: '>',
  [Comparator.AtLeast]: '≥',
  [Comparator.Equal]: '=',
};

function reportedIndicator(
  indicator: Indicator,
  { period, targets, clauseCodes }: ReportFrame,
  { code, kind, current, before, earlier = [] }: ReportedScope,
): ReportedIndicator {
  const target = bindingTarget(targets, indicator.code, kind && { kind, code }, period);
  const { bounds: _, ...outcome } = evaluateIndicator(
    indicator,
    current.counts,
    target,
    current.coverage,
    missingLimit(indicator.parsed, earlier),
  );
  return {
    code: indicator.code,
    name: indicator.name,
    ...outcome,
    previousPercent: evaluateIndicator(indicator, before.counts, null, before.coverage).percent,
    target: target && targetInWords(target),
    clause: (target && clauseCodes.get(target.clause.id)) ?? null,
    quote: target?.quote ?? null,
  };
}

function reportedPeriod({ id, name, from, to }: Period): ReportedPeriod {
  return { id, name, from, lastDay: addDays(to, -1) };
}
