import { createLog, parseCivilDate, type TableFormat } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { readTableFile, TableFileForm, TableImportService, writeTableFile } from '../../schema/exchange/index.js';
import { prepareInstallation } from '../../schema/install.js';
import { tableFormat } from '../../schema/table-formats.js';
import { startThrowAwayPostgres } from '../support/postgres.js';

const ROWS = Number(process.argv[2] ?? 5_000);
const today = parseCivilDate('2026-03-01');

const { postgres, discard } = await startThrowAwayPostgres();
const database = await openDatabase({ url: postgres.url });
try {
  await prepareInstallation(postgres.url, database, createLog('bench', 'silent'));
  for (const form of Object.values(TableFileForm)) await measure(database, form);
} finally {
  await database.close();
  await discard();
}

/** Times a file of procedures on its way: written, read, planned, committed, and committed once more. */
async function measure({ em }: Database, form: TableFileForm): Promise<void> {
  const format = tableFormat('procedures', today);
  const rows = grown(format, await format.rows(em.fork(), today), form === TableFileForm.Csv ? 8 : 9);
  const content = await timed(`${form}: viết ${rows.length} dòng`, () =>
    writeTableFile(em.fork(), { ...format, rows: () => Promise.resolve(rows) }, today, form),
  );
  const file = await timed(`${form}: đọc ${(content.length / 1024).toFixed(0)} KiB`, () =>
    readTableFile({ content, form }),
  );
  const planned = await timed(`${form}: xem trước`, () => new TableImportService(em.fork(), format).plan(file, today));
  const commit = () =>
    em
      .fork()
      .transactional((own) =>
        new TableImportService(own, format).commit(file, { actor: 'bench', reason: 'bench', from: today }, null),
      );
  const first = await timed(`${form}: nhập`, commit);
  const second = await timed(`${form}: nhập lại`, commit);
  console.log(
    `${form}: ${planned.added} thêm, ${planned.rejected} bị bỏ lại; nhập ${first.added}; nhập lại ${second.added + second.changed}.`,
  );
}

/** Rows of the table, repeated under codes of their own until there are enough. */
function grown({ columns }: TableFormat, rows: readonly string[][], series: number): string[][] {
  const place = columns.findIndex(({ name }) => name === 'code');
  return Array.from({ length: ROWS }, (_row, index) => {
    const cells = [...(rows[index % rows.length] ?? [])];
    cells[place] = `${series}.${String(index).padStart(6, '0')}`;
    return cells;
  });
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  console.log(`${what}: ${seconds.toFixed(2)} s; bộ nhớ cao nhất tới nay ${peakMiB.toFixed(0)} MiB`);
  return result;
}
