import { NO_DOSSIERS, type StatisticsCounts } from '../../dossiers/index.js';
import {
  bindingTarget,
  evaluateIndicator,
  hasDossiers,
  missingLimit,
  TargetStatus,
  type CoveredCounts,
  type Indicator,
} from '../../indicators/index.js';
import type { UnitKind } from '../../organisation/index.js';
import type { Target } from '../../plan/index.js';
import type { ReportContent, ReportedDeadlines, ReportedIndicator, ReportedRange } from '../report-content.js';
import type { Place } from './rank-rules.js';
import { reportedPeriod, type NamedRange, type ReportRanges } from './report-range-rules.js';
import type { Compared } from './target-content-rules.js';
import { targetInWords } from './target-words-rules.js';

/** What the reports of one period share. */
export interface ReportFrame {
  readonly ranges: ReportRanges;
  /** Indicators in the versions of the period's last day, in the order printed. */
  readonly indicators: readonly Indicator[];
  /** Measured targets of the plan. */
  readonly targets: readonly Target[];
  /** Clause codes by clause id. */
  readonly clauseCodes: ReadonlyMap<string, string>;
  readonly dataVersion: number;
  readonly synthetic: boolean;
}

/** Parts of a content that are ready as they are. */
export type ReadyParts = Pick<
  ReportContent,
  | 'targetValues'
  | 'tasks'
  | 'deadlineList'
  | 'deadlinesLeftOut'
  | 'warnings'
  | 'procedures'
  | 'processingTime'
  | 'merged'
  | 'notRestated'
  | 'unitValues'
>;

/** What a report is about, with its figures. */
export interface ReportedScope {
  readonly code: string;
  readonly name: string;
  /** Null for the province. */
  readonly kind: UnitKind | null;
  readonly counts: Compared<CoveredCounts>;
  /** Of the periods of the trend, in their order. */
  readonly trend: readonly CoveredCounts[];
  /** Of the province: what its missing units had before (`IndicatorService.earlierCounts`). */
  readonly earlier?: readonly (readonly StatisticsCounts[])[];
  /** Places by indicator code; left out for the province. */
  readonly places?: ReadonlyMap<string, Place>;
  readonly deadlines: ReportedDeadlines;
  readonly ready: ReadyParts;
}

/** The content of a report: figures of the period beside those of other ranges, indicators against targets. */
export function reportContent(frame: ReportFrame, scope: ReportedScope): ReportContent {
  const { ranges, dataVersion, synthetic } = frame;
  const { before, lastYear, yearToDate, current } = scope.counts;
  const reported = frame.indicators.map((indicator) => reportedIndicator(indicator, frame, scope));
  return {
    scope: { code: scope.code, name: scope.name },
    period: reportedPeriod(ranges.current),
    dataVersion,
    synthetic,
    statistics: current.counts,
    previous: { period: reportedPeriod(ranges.before), statistics: before?.counts ?? NO_DOSSIERS },
    lastYear: lastYear && hasDossiers(lastYear.counts) ? rangeOf(ranges.lastYear, lastYear) : null,
    ...(yearToDate ? { yearToDate: rangeOf(ranges.yearToDate, yearToDate) } : {}),
    indicators: reported,
    targets: targetCounts(reported),
    deadlines: scope.deadlines,
    trend: headlineIndicators(frame).map((indicator) => ({
      indicator: indicator.code,
      points: ranges.trend.map(({ id }, place) => ({ periodId: id, ...pointOf(indicator, scope.trend[place]) })),
    })),
    ...scope.ready,
  };
}

/** The indicators that some target of the plan asks of anybody: those of charts and rankings. */
export function headlineIndicators({ indicators, targets, ranges }: ReportFrame): Indicator[] {
  return indicators.filter(({ code }) => bindingTarget(targets, code, null, ranges.current) !== null);
}

/** The target that an indicator is compared with at a scope; null when the plan sets none there. */
export function targetOf(
  { targets, ranges }: ReportFrame,
  indicator: Indicator,
  { kind, code }: Pick<ReportedScope, 'kind' | 'code'>,
): Target | null {
  return bindingTarget(targets, indicator.code, kind && { kind, code }, ranges.current);
}

function reportedIndicator(indicator: Indicator, frame: ReportFrame, scope: ReportedScope): ReportedIndicator {
  const { counts, earlier = [], places } = scope;
  const target = targetOf(frame, indicator, scope);
  const limit = missingLimit(indicator.parsed, earlier);
  const { current } = counts;
  const { bounds: _, ...outcome } = evaluateIndicator(indicator, current.counts, target, current.coverage, limit);
  const percentIn = (of: CoveredCounts | null) =>
    of && evaluateIndicator(indicator, of.counts, null, of.coverage).percent;
  return {
    code: indicator.code,
    name: indicator.name,
    ...outcome,
    previousPercent: percentIn(counts.before),
    lastYearPercent: percentIn(counts.lastYear),
    yearToDatePercent: percentIn(counts.yearToDate),
    ...(places ? { rank: places.get(indicator.code) ?? null } : {}),
    target: target && targetInWords(target),
    clause: (target && frame.clauseCodes.get(target.clause.id)) ?? null,
    quote: target?.quote ?? null,
  };
}

function targetCounts(indicators: readonly ReportedIndicator[]): ReportContent['targets'] {
  const targeted = indicators.filter(({ target }) => target !== null);
  const count = (status: TargetStatus) => targeted.filter((indicator) => indicator.status === status).length;
  const [met, missed] = [count(TargetStatus.Met), count(TargetStatus.NotMet)];
  return { met, missed, undecided: targeted.length - met - missed };
}

/** Numerator and denominator of an indicator; both null when nothing was reported. */
export function pointOf(indicator: Indicator, covered: CoveredCounts | undefined) {
  if (!covered) return { numerator: null, denominator: null };
  const { numerator, denominator } = evaluateIndicator(indicator, covered.counts, null, covered.coverage);
  return { numerator, denominator };
}

function rangeOf(range: NamedRange, { counts }: CoveredCounts): ReportedRange {
  return { period: reportedPeriod(range), statistics: counts };
}
