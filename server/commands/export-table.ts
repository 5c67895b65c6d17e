import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { civilDateAt, parseCivilDate, PlanError, readEnvironment } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { recordTableExport, writeTableFile } from '../../schema/exchange/index.js';
import { TABLE_NAMES, tableFormat } from '../../schema/table-formats.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';
import { formOf, separatorOf } from './table-arguments.js';

const USAGE = `Cách dùng: npm run table:export -- BẢNG --out TỆP [--format csv|xlsx] [--separator ";"] [--as-of 2026-01-01]
BẢNG: ${TABLE_NAMES.join(', ')}.`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      out: { type: 'string' },
      separator: { type: 'string', default: ',' },
      'as-of': { type: 'string' },
    },
  });
  const [table] = positionals;
  const { format, out, separator } = values;
  if (table === undefined || positionals.length > 1 || out === undefined) throw new PlanError('INVALID_INPUT', USAGE);
  const today = civilDateAt(new Date());
  const day = values['as-of'] === undefined ? today : parseCivilDate(values['as-of']);
  const [written, form] = [tableFormat(table, today), formOf(format, out)];
  const database = await openDatabase({ url: commandDatabaseUrl(readEnvironment()), poolSize: 1 });
  try {
    const em = database.em.fork();
    const content = await writeTableFile(em, written, day, form, separatorOf(separator));
    const facts = { actor: 'table:export', table, form, asOf: day };
    await em.transactional((own) => recordTableExport(own, facts, content));
    writeFileSync(out, content);
    console.log(`Đã xuất bảng ${table} ngày ${day} vào ${out} (${content.length} byte).`);
  } finally {
    await database.close();
  }
});
