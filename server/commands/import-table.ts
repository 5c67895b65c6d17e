import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  civilDateAt,
  parseCivilDate,
  PlanError,
  readEnvironment,
  rehearse,
  type TableChange,
} from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { recountedDossiers, type Recount } from '../../schema/dossiers/index.js';
import { readTableFile, TableImportService, type TableImport } from '../../schema/exchange/index.js';
import { NO_DEADLINE_CHANGES, type DeadlineChanges } from '../../schema/plan/index.js';
import { TABLE_NAMES, tableFormat } from '../../schema/table-formats.js';
import { rewriteQueuedMails } from '../graphql/queued-mails.js';
import { commandDatabaseUrl } from './command-database.js';
import { deadlineLines, firstLines } from './deadline-lines.js';
import { runCommand } from './run-command.js';
import { formOf, separatorOf } from './table-arguments.js';

const USAGE = `Cách dùng: npm run table:import -- BẢNG TỆP --reason "Lý do" [--dry-run] [--from 2026-01-01] [--format csv|xlsx] [--separator ";"]
BẢNG: ${TABLE_NAMES.join(', ')}. --dry-run chỉ cho xem sẽ thay đổi gì. --from: ngày thay đổi có hiệu lực, mặc định hôm nay.`;
const ACTOR = 'command table:import';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      from: { type: 'string' },
      reason: { type: 'string' },
      format: { type: 'string' },
      separator: { type: 'string', default: ',' },
    },
  });
  const [table, file] = positionals;
  const { reason, format, separator, 'dry-run': isDryRun } = values;
  if (table === undefined || file === undefined || positionals.length > 2 || (reason === undefined && !isDryRun)) {
    throw new PlanError('INVALID_INPUT', USAGE);
  }
  if (!existsSync(file)) throw new PlanError('NOT_FOUND', `Không có tệp ${file}.`);
  const today = civilDateAt(new Date());
  const from = values.from === undefined ? today : parseCivilDate(values.from);
  let changes: DeadlineChanges = NO_DEADLINE_CHANGES;
  const recounts: Recount[] = [];
  const target = tableFormat(table, today, {
    onDeadlines: (made) => (changes = made),
    onRecounted: (done) => recounts.push(...done),
  });
  const cells = await readTableFile({
    content: readFileSync(file),
    form: formOf(format, file),
    separator: separatorOf(separator),
  });
  const environment = readEnvironment();
  const database = await openDatabase({ url: commandDatabaseUrl(environment), poolSize: 2 });
  try {
    const em = database.em.fork();
    const act = { actor: ACTOR, reason: isDryRun ? 'xem trước' : (reason ?? ''), from };
    const work = async (own: EntityManager) => {
      const told = await new TableImportService(own, target).commit(cells, act, null);
      const mails = await rewriteQueuedMails({ day: today, environment }, own, changes);
      return { told, lines: await deadlineLines(own, changes, mails) };
    };
    const { told, lines } = await (isDryRun ? rehearse(em, work) : em.transactional(work));
    print(told, isDryRun);
    for (const line of lines) console.log(line);
    if (recounts.length > 0) console.log(`${recountedDossiers(recounts)} hồ sơ đã nạp được tính lại.`);
  } finally {
    await database.close();
  }
});

function print(
  { table, from, added, changed, unchanged, rejected, changes, faults }: TableImport,
  isDryRun: boolean,
): void {
  console.log(
    `${isDryRun ? 'Xem trước' : 'Đã nhập'} bảng ${table}, từ ngày ${from}: ${added} thêm mới, ${changed} thay đổi, ${unchanged} giữ nguyên, ${rejected} bị bỏ lại.`,
  );
  const lines = [
    ...firstLines(changes.filter(({ kind }) => kind !== 'UNCHANGED').map(changeLine)),
    ...firstLines(
      faults.map(
        ({ row, column, cell, rule, message, value }) =>
          `dòng ${row}, ${cell === null ? `cột ${column}` : `ô ${cell} (${column})`} [${rule}]: ${message} Giá trị: «${value}».`,
      ),
    ),
  ];
  for (const line of lines) console.log(line);
}

function changeLine({ row, key, kind, fields }: TableChange): string {
  if (kind === 'ADDED') return `dòng ${row}: thêm ${key}`;
  const told = fields.map(({ column, before, after }) => `${column}: «${before ?? ''}» → «${after ?? ''}»`);
  return `dòng ${row}: sửa ${key}; ${told.join('; ')}`;
}
