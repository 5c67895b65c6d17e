import type { EntityManager } from '@mikro-orm/postgresql';
import { addDays, type CivilDate, type DayRange } from '../../base/index.js';
import type { Period } from '../../calendar/index.js';
import {
  holdsOnDay,
  IndicatorService,
  TargetValueService,
  TrendService,
  type MeasuredValues,
  type TargetValueFrame,
} from '../../indicators/index.js';
import { existsOn, LineageService, type Unit } from '../../organisation/index.js';
import { readDeadlines } from './deadline-reader.js';
import { DossierReader } from './dossier-reader.js';
import { readMergers } from './merger-reader.js';
import type { PeriodFacts, ProvinceFacts } from './period-figures.js';
import { readProcedures } from './procedure-reader.js';
import type { ReportFrame } from './report-content-rules.js';
import { reportRanges, type ReportRanges } from './report-range-rules.js';
import { SharedReader } from './shared-reader.js';
import type { Compared } from './target-content-rules.js';
import { readTasks } from './task-reader.js';

/** Which period, and of whom. */
export interface PeriodQuestion {
  readonly planId: string;
  readonly province: { readonly id: string; readonly code: string; readonly name: string };
  readonly period: Period;
  readonly provinceWanted: boolean;
  /** Instant of compiling: what was recorded then or later of deadlines and tasks does not count. */
  readonly asOf: Date;
  readonly dataVersion: number;
}

/** What was read; `own` null when the province's report is not wanted. */
export interface PeriodReading {
  readonly facts: PeriodFacts;
  readonly own: ProvinceFacts | null;
}

type TimelessFacts = Omit<PeriodFacts, 'deadlines' | 'deadlinesByUnit' | 'tasks'>;

interface TimelessReading {
  readonly facts: TimelessFacts;
  readonly own: ProvinceFacts | null;
}

/**
 * Reads the facts of whole periods. The number of statements does not depend on the number of units.
 *
 * One reader reads one state of the facts: what periods share is read once.
 */
export class FiguresReader {
  private readonly shared: SharedReader;
  private readonly dossiers: DossierReader;
  /** Only the last one: those of many periods would fill the memory. */
  private last: { readonly key: string; readonly reading: TimelessReading } | undefined;

  constructor(private readonly em: EntityManager) {
    this.shared = new SharedReader(em);
    this.dossiers = new DossierReader(em, this.shared);
  }

  /**
   * Everything that the reports of a period tell; figures stand at the units of its last day. Asked again for the same
   * period and another instant, only deadlines and tasks are read.
   */
  async read(question: PeriodQuestion): Promise<PeriodReading> {
    const { planId, province, period, asOf, provinceWanted } = question;
    const key = `${planId} ${period.scheme} ${period.id} ${provinceWanted}`;
    if (this.last?.key !== key) this.last = { key, reading: await this.readTimeless(question) };
    const { facts, own } = this.last.reading;
    const day = addDays(period.to, -1);
    const { clauseCodes } = facts.frame;
    const deadlines = await readDeadlines(this.em, planId, period, asOf);
    const deadlinesByUnit = Map.groupBy(deadlines, ({ unitId }) => unitId);
    const tasks = await readTasks(this.em, { planId, provinceId: province.id, day, asOf, clauseCodes });
    return { facts: { ...facts, deadlines, deadlinesByUnit, tasks }, own };
  }

  /** What does not depend on the instant of compiling. */
  private async readTimeless(question: PeriodQuestion): Promise<TimelessReading> {
    const { planId, province, period } = question;
    const day = addDays(period.to, -1);
    const frame = await this.frame(question, await this.shared.clauseCodes(planId));
    const units = await this.shared.units(province.id);
    const everyUnitId = units.map(({ id }) => id);
    const targets = await this.targetFrame(question, day);
    const { warnings, times, timeTargets } = await this.dossiers.read(everyUnitId, frame.ranges);
    const facts: TimelessFacts = {
      frame,
      province,
      units: new Map(units.map((unit) => [unit.id, unit])),
      unitsOfDay: units.filter((unit) => existsOn(unit, day)),
      counts: await new TrendService(this.em).ofUnits(everyUnitId, rangesOf(frame.ranges), day),
      targets,
      measured: await this.measured(targets, units, frame.ranges),
      times,
      timeTargets,
      warningsByUnit: warnings && Map.groupBy(warnings, ({ unitId }) => unitId),
      procedures: await readProcedures(this.em, province.id, period),
      mergers: await readMergers(this.em, period),
      notRestated: await new LineageService(this.em).notRestated(everyUnitId, day),
    };
    return { facts, own: question.provinceWanted ? await this.readProvince(frame.ranges, province.id) : null };
  }

  private async frame(
    { planId, period, dataVersion }: PeriodQuestion,
    clauseCodes: ReadonlyMap<string, string>,
  ): Promise<ReportFrame> {
    return {
      ranges: reportRanges(period),
      indicators: (await this.shared.definitions()).ofDossiers(addDays(period.to, -1)),
      targets: (await this.shared.measuredTargets()).filter((target) => target.plan.id === planId),
      clauseCodes,
      dataVersion,
      synthetic: await this.shared.synthetic(),
    };
  }

  private async targetFrame({ planId, province }: PeriodQuestion, day: CivilDate): Promise<TargetValueFrame> {
    const targets = (await this.shared.targets(planId, day)).filter((target) => holdsOnDay(target, day));
    const [set, synthetic] = [await this.shared.definitions(), await this.shared.synthetic()];
    return { targets, set, day, provinceId: province.id, restatedOn: day, synthetic };
  }

  private async measured(
    frame: TargetValueFrame,
    units: readonly Unit[],
    ranges: ReportRanges,
  ): Promise<Compared<MeasuredValues>> {
    const service = new TargetValueService(this.em);
    const ids = units.map(({ id }) => id);
    return readCompared(ranges, async (range) => ({
      range,
      observed: await service.observed(frame, ids, range),
      catalogue: await this.shared.catalogue(frame, units, addDays(range.to, -1)),
    }));
  }

  private async readProvince(ranges: ReportRanges, provinceId: string): Promise<ProvinceFacts> {
    const { current } = ranges;
    const day = addDays(current.to, -1);
    const indicators = new IndicatorService(this.em);
    const counts = await readCompared(ranges, (range) => indicators.ofProvince(provinceId, range, day));
    const earlier = await indicators.earlierCounts(counts.current.missing ?? [], current, day);
    const lineage = await new LineageService(this.em).notRestatedInProvinces([provinceId], day);
    return { counts, earlier, notRestated: lineage.get(provinceId) ?? [] };
  }
}

/** Reads the same thing in each of the ranges that a report compares, one after the other. */
async function readCompared<T>(
  { current, before, lastYear, yearToDate }: ReportRanges,
  read: (range: DayRange) => Promise<T>,
): Promise<Compared<T>> {
  return {
    current: await read(current),
    before: await read(before),
    lastYear: await read(lastYear),
    yearToDate: await read(yearToDate),
  };
}

/** Every range once. */
function rangesOf({ current, before, lastYear, yearToDate, trend }: ReportRanges): DayRange[] {
  const all = [current, before, lastYear, yearToDate, ...trend].map(({ from, to }) => ({ from, to }));
  return [...new Map(all.map((range) => [`${range.from}/${range.to}`, range])).values()];
}
