import type { EntityManager } from '@mikro-orm/postgresql';
import type { CivilDate } from '../../base/index.js';
import { periodsToCompile } from './period-work.js';
import { ReportCompiler } from './report-compiler.js';
import { storeReports } from './report-store.js';

/** Compiles the reports of whole periods. */
export class CompileService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Compiles every report that is missing of the periods that have closed by `day` (whose last day is over): one for
   * each unit that owes it, one for the province. A report is compiled once; running it again, or twice at once,
   * compiles nothing more. Deadlines must have been opened before.
   *
   * @param now instant written as the time of compilation; what was done later does not count.
   * @returns reports of units, and of the province.
   */
  async compileClosed(day: CivilDate, now: Date): Promise<{ compiled: number; provinceReports: number }> {
    const compiler = new ReportCompiler(this.em);
    let [compiled, provinceReports] = [0, 0];
    for (const work of await periodsToCompile(this.em, day)) {
      const stored = await storeReports(this.em, work, await compiler.compile(work), now);
      compiled += stored.filter(({ unitId }) => unitId !== null).length;
      provinceReports += stored.filter(({ unitId }) => unitId === null).length;
    }
    return { compiled, provinceReports };
  }
}
