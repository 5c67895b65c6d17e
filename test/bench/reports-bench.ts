import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { parseCivilDate, projectFile } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { openBenchDatabase } from './bench-database.js';
import type { CompileMeasure } from './compile-once.js';
import { addSyntheticUnits } from './synthetic-units.js';

/** Morning on which October 2026 is compiled, and the day ranges whose sums a report tells, half-open. */
const DAY = '2026-10-15';
const PERIOD = '2026-10';
const RANGES = [
  ['2026-09-15', '2026-10-15'],
  ['2026-08-15', '2026-09-15'],
  ['2025-09-15', '2025-10-15'],
  ['2025-12-15', '2026-10-15'],
];
const SQL_RUNS = 3;
const RUNS = 3;

/** The sums of form 06 and of the plan of all units in a range, straight from the dossiers: the least there is to do. */
function straight([from = '', to = '']: readonly string[]): string {
  return `select resolving_unit_id,
      count(*) filter (where received_on >= '${from}' and received_on < '${to}' and channel = 'ONLINE') as online,
      count(*) filter (where received_on >= '${from}' and received_on < '${to}' and channel <> 'ONLINE') as direct,
      count(*) filter (where finished_on >= '${from}' and finished_on < '${to}' and finished_on < due_on) as early,
      count(*) filter (where finished_on >= '${from}' and finished_on < '${to}' and finished_on > due_on) as late,
      count(*) filter (where finished_on >= '${from}' and finished_on < '${to}') as resolved,
      count(*) filter (where finished_on >= '${from}' and finished_on < '${to}' and full_process) as full_process,
      count(*) filter (where finished_on >= '${from}' and finished_on < '${to}' and eligible) as eligible,
      count(*) filter (where finished_on >= '${from}' and finished_on < '${to}' and paid_online) as paid,
      count(*) filter (where received_on < '${from}' and (finished_on is null or finished_on >= '${from}')) as carried
    from dossier where status not in (1, 3) and received_on < '${to}'
      and (finished_on is null or finished_on >= '${from}') group by resolving_unit_id`;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { units: { type: 'string', multiple: true } },
});
const dossiers = Number(positionals[0] ?? 3_000_000);
const sizes = (values.units ?? ['850', '1700', '3400']).map(Number);
const { url, discard } = await openBenchDatabase(dossiers);
const sql = new Client({ connectionString: url });
await sql.connect();
try {
  await openDeadlines();
  const bare = await bareSums();
  console.log(`Mọi báo cáo tháng 10/2026 và của tỉnh; ${dossiers} hồ sơ; tổng thẳng bằng SQL ${bare.toFixed(0)} ms.`);
  console.log('báo cáo | giây (trung vị) | gấp tổng thẳng | câu lệnh | bộ nhớ cao nhất (MiB)');
  report(await compiled(RUNS), bare);
  for (const count of sizes) {
    await addSyntheticUnits(sql, count);
    await openDeadlines();
    report(await compiled(1), bare);
  }
} finally {
  await sql.end();
  await discard();
}

async function openDeadlines(): Promise<void> {
  const database = await openDatabase({ url });
  await database.em.fork().transactional((em) => new DeadlineService(em).openDue(parseCivilDate(DAY)));
  await database.close();
  await sql.query('vacuum analyze');
}

async function bareSums(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < SQL_RUNS; run += 1) {
    const started = performance.now();
    for (const range of RANGES) await sql.query(straight(range));
    times.push(performance.now() - started);
  }
  return median(times);
}

/** Compiles in a process of its own, each time anew. */
async function compiled(runs: number): Promise<CompileMeasure> {
  const measures: CompileMeasure[] = [];
  for (let run = 0; run < runs; run += 1) {
    await sql.query('truncate report, report_revision, report_event');
    const output = execFileSync(process.execPath, [projectFile('dist/test/bench/compile-once.js'), url, DAY, PERIOD], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    measures.push(JSON.parse(output) as CompileMeasure);
  }
  const seconds = median(measures.map((measure) => measure.seconds));
  const peakMiB = Math.max(...measures.map((measure) => measure.peakMiB));
  const [first] = measures;
  if (!first) throw new Error('nothing was measured');
  return { ...first, seconds, peakMiB };
}

function report({ reports, seconds, statements, peakMiB }: CompileMeasure, bare: number): void {
  const ratio = ((seconds * 1000) / bare).toFixed(1);
  console.log(`${reports} | ${seconds.toFixed(2)} | ${ratio} | ${statements} | ${peakMiB}`);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
