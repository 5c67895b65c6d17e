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

/** Said of a fault of ours. */
const INSIDE = 'Lỗi khi tổng hợp số liệu của đơn vị; quản trị hệ thống xem nhật ký, lượt sau làm lại.';

/** Compiles the reports of whole periods. */
export class CompileService {
  private readonly compiler: ReportCompiler;
  /** Taken before anything is read: what changes later has the reports compared with the facts again. */
  private mark: Promise<string> | undefined;

  constructor(private readonly em: EntityManager) {
    this.compiler = new ReportCompiler(em);
  }

  /**
   * Compiles every report that is missing of the periods that have closed by `day` (whose last day is over): one for
   * each unit that owes it, one for the province. A report is compiled once; running it again, or twice at once,
   * compiles nothing more. Deadlines must have been opened before. Must run in a transaction.
   *
   * A period is compiled as a whole; when that fails each report is tried alone in a savepoint, so that one unit's fault
   * keeps back its own report only. It stays assigned, and its history says why.
   *
   * @param now instant written as the time of compilation; what was done later does not count.
   * @throws FiguresChanged when imports do not let it read: then nothing is wrong with any unit, and all is to be retried.
   */
  async compileClosed(day: CivilDate, now: Date): Promise<Compilation> {
    const stored: StoredReport[] = [];
    const faults: CompileFault[] = [];
    for (const work of await periodsToCompile(this.em, day)) {
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
  async compilePeriod(work: PeriodToCompile, now: Date): Promise<{ stored: StoredReport[]; faults: CompileFault[] }> {
    const whole = await this.attempt(work, now);
    if (!(whole instanceof Error)) return { stored: whole, faults: [] };
    const stored: StoredReport[] = [];
    const faults: CompileFault[] = [];
    for (const part of partsOf(work)) {
      const done = await this.attempt(part, now);
      if (done instanceof Error) faults.push(faultOf(part, done));
      else stored.push(...done);
    }
    await new CompileFaults(this.em).record(work, faults, now);
    return { stored, faults };
  }

  /** What was stored, or why nothing was. */
  private async attempt(work: PeriodToCompile, now: Date): Promise<StoredReport[] | Error> {
    try {
      return await this.em.transactional(async (em) => {
        const mark = await (this.mark ??= factsMark(this.em));
        const reports = await this.compiler.compile(work, now);
        return storeReports(em, work, reports, { now, mark });
      });
    } catch (thrown) {
      if (thrown instanceof FiguresChanged) throw thrown;
      return toError(thrown);
    }
  }
}

/** The reports of a period one by one, the province's first. */
function partsOf(work: PeriodToCompile): PeriodToCompile[] {
  const ofUnits = work.units.map((unit) => ({ ...work, units: [unit], provinceMissing: false }));
  return work.provinceMissing ? [{ ...work, units: [] }, ...ofUnits] : ofUnits;
}

function faultOf({ units, period }: PeriodToCompile, error: Error): CompileFault {
  const reason = error instanceof PlanError ? error.message : INSIDE;
  return { scopeKey: units[0]?.code ?? PROVINCE_SCOPE, periodId: period.id, reason, error };
}
