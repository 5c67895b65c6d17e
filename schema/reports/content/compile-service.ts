import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanError, toError, type CivilDate } from '../../base/index.js';
import { CompileFaults } from './compile-faults.js';
import { factsMark } from '../sealing/facts-mark.js';
import { periodsToCompile } from './period-work.js';
import { FiguresChanged, PROVINCE_SCOPE, ReportCompiler, type PeriodToCompile } from './report-compiler.js';
import { storeReports, type StoredReport } from './report-store.js';

/** A report that could not be compiled. */
export interface CompileFault {
  /** Code of the unit, or PROVINCE. */
  readonly scopeKey: string;
  readonly periodId: string;
  /** What a client may be told: Vietnamese, nothing of the inside. */
  readonly reason: string;
  /** What happened, for the log. */
  readonly error: Error;
}

/** What compiling did. */
export interface Compilation {
  /** Reports of units that are new. */
  readonly compiled: number;
  readonly provinceReports: number;
  /** By period, then in the order of the reports; those stay assigned and are tried again by the next run. */
  readonly faults: readonly CompileFault[];
}

/** What compiling a period did. */
export interface PeriodOutcome {
  /** Reports that are new. */
  readonly stored: readonly StoredReport[];
  readonly faults: readonly CompileFault[];
}

/** Said of a fault of ours. */
const INSIDE = 'Lỗi khi tổng hợp số liệu của đơn vị; quản trị hệ thống xem nhật ký, lượt sau làm lại.';

/** Compiles the reports of whole periods. */
export class CompileService {
  private readonly compiler: ReportCompiler;
  /** Taken before anything is read: what changes later has the reports compared with the facts again. */
  private mark: string | undefined;

  constructor(private readonly em: EntityManager) {
    this.compiler = new ReportCompiler(em);
  }

  /**
   * Compiles every report that is missing of the periods that have closed by `day` (whose last day is over): one for
   * each unit that owes it, and one for the province as soon as that is due (`provinceReportDue`). A report is compiled once; running it again, or twice at once,
   * compiles nothing more. Deadlines must have been opened before. Must run in a transaction.
   *
   * A period is compiled as a whole; when that fails, in halves, each in a savepoint, so that one unit's fault keeps back
   * its own report only. It stays assigned, and its history says why.
   *
   * @param now instant written as the time of compilation; what was done later does not count.
   * @throws FiguresChanged when imports do not let it read: then nothing is wrong with any unit, and all is to be retried.
   */
  async compileClosed(day: CivilDate, now: Date): Promise<Compilation> {
    const stored: StoredReport[] = [];
    const faults: CompileFault[] = [];
    for (const work of await periodsToCompile(this.em, day, now)) {
      const done = await this.compilePeriod(work, now);
      stored.push(...done.stored);
      faults.push(...done.faults);
    }
    const ofUnits = stored.filter(({ unitId }) => unitId !== null).length;
    return { compiled: ofUnits, provinceReports: stored.length - ofUnits, faults };
  }

  /**
   * Compiles the missing reports of one closed period, as `compileClosed` does.
   * @returns the reports that are new, and those that could not be compiled.
   */
  async compilePeriod(work: PeriodToCompile, now: Date): Promise<PeriodOutcome> {
    const done = await this.compileParts(work, now);
    await new CompileFaults(this.em).record(work, done.faults, now);
    return done;
  }

  /** Halves what fails until the reports that cannot be compiled stand alone: few tries find one among many. */
  private async compileParts(work: PeriodToCompile, now: Date): Promise<PeriodOutcome> {
    const stored = await this.attempt(work, now);
    if (!(stored instanceof Error)) return { stored, faults: [] };
    const parts = partsOf(work);
    if (parts.length < 2) return { stored: [], faults: [faultOf(work, stored)] };
    const outcomes: PeriodOutcome[] = [];
    for (const part of parts) outcomes.push(await this.compileParts(part, now));
    return { stored: outcomes.flatMap((part) => part.stored), faults: outcomes.flatMap(({ faults }) => faults) };
  }

  /** What was stored, or why nothing was. */
  private async attempt(work: PeriodToCompile, now: Date): Promise<StoredReport[] | Error> {
    try {
      return await this.em.transactional(async (em) => {
        this.mark ??= await factsMark(this.em);
        const reports = await this.compiler.compile(work, now);
        return storeReports(em, work, reports, { now, mark: this.mark });
      });
    } catch (thrown) {
      if (thrown instanceof FiguresChanged) throw thrown;
      return toError(thrown);
    }
  }
}

/** The province's report and those of the units, or the units in two halves; one alone has no parts. */
function partsOf(work: PeriodToCompile): PeriodToCompile[] {
  const { units, provinceMissing } = work;
  const ofUnits = (some: PeriodToCompile['units']) => ({ ...work, units: some, provinceMissing: false });
  if (provinceMissing) return [{ ...work, units: [] }, ...(units.length > 0 ? [ofUnits(units)] : [])];
  const middle = Math.ceil(units.length / 2);
  return [units.slice(0, middle), units.slice(middle)].filter(({ length }) => length > 0).map(ofUnits);
}

function faultOf({ units, period }: PeriodToCompile, error: Error): CompileFault {
  const reason = error instanceof PlanError ? error.message : INSIDE;
  return { scopeKey: units[0]?.code ?? PROVINCE_SCOPE, periodId: period.id, reason, error };
}
