import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { civilDateAt, PlanError, readEnvironment } from '../../schema/base/index.js';
import { importDossiers, type DossierImportSummary } from '../../schema/dossiers/index.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const SHOWN_FAULTS = 20;

await runCommand(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { profile: { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw new PlanError(
      'INVALID_INPUT',
      'Cách dùng: npm run import -- TỆP [--profile MẪU]; TỆP là .csv, .xlsx hoặc .jsonl',
    );
  }
  if (!existsSync(file)) throw new PlanError('NOT_FOUND', `Không có tệp ${file}.`);
  print(
    await importDossiers({
      url: commandDatabaseUrl(readEnvironment()),
      source: createReadStream(file, { highWaterMark: 262_144 }),
      fileName: basename(file),
      actor: 'command import',
      today: civilDateAt(new Date()),
      profile: values.profile ?? null,
    }),
  );
});

function print(summary: DossierImportSummary): void {
  const { rowsRead, created, changed, unchanged, rejected, rejections, dataVersion, id } = summary;
  console.log(
    `Đã đọc ${rowsRead} dòng: ${created} mới, ${changed} thay đổi, ${unchanged} giữ nguyên, ${rejected} bị từ chối.`,
  );
  console.log(`Lần nạp ${id}, phiên bản dữ liệu ${dataVersion}.`);
  for (const { row, column, rule, message, value } of rejections.slice(0, SHOWN_FAULTS)) {
    console.log(`  dòng ${row}, cột ${column} [${rule}]: ${message} Giá trị: «${value}».`);
  }
  const left = rejections.length - SHOWN_FAULTS;
  if (left > 0) console.log(`  … và ít nhất ${left} lỗi khác, xem trong hệ thống theo mã lần nạp.`);
}
