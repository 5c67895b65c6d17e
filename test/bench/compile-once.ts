import 'reflect-metadata';
import { addDays, instantAt, parseCivilDate } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { CompileService, periodsToCompile } from '../../schema/reports/index.js';
import { watchStatements } from '../support/statements.js';

/** What compiling all reports of one period took. */
export interface CompileMeasure {
  readonly seconds: number;
  /** Most memory that the process ever held, in MiB. */
  readonly peakMiB: number;
  readonly reports: number;
  readonly statements: number;
}

/** Compiles and stores every missing report of a period in one transaction; prints a `CompileMeasure` as JSON. */
const [, , url = '', dayText = '', periodId = ''] = process.argv;
const day = parseCivilDate(dayText);
const now = instantAt(day, 6);
/** Later than every due instant, so that the province's own report is compiled with those of its units. */
const afterAll = instantAt(addDays(day, 30), 0);
const database = await openDatabase({ url });
let statements = 0;
await watchStatements(database, () => (statements += 1));
const em = database.em.fork();
const work = (await periodsToCompile(em, day, afterAll)).find(({ period }) => period.id === periodId);
if (!work) throw new Error(`no period ${periodId} to compile`);
statements = 0;
const started = performance.now();
const { stored, faults } = await em.transactional((inner) => new CompileService(inner).compilePeriod(work, now));
const seconds = (performance.now() - started) / 1000;
if (faults[0]) throw faults[0].error;
const measure: CompileMeasure = {
  seconds,
  peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  reports: stored.length,
  statements,
};
console.log(JSON.stringify(measure));
await database.close();
