import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { civilDateAt, PlanError, readEnvironment } from '../../schema/base/index.js';
import { importDossiers, type DossierImportSummary } from '../../schema/dossiers/index.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const SHOWN_FAULTS = 20;

const USAGE =
  'Cách dùng: npm run import -- [--profile MẪU] [--dry-run] [--expected-data-version N] TỆP; TỆP là .csv, .xlsx hoặc .jsonl';

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      profile: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'expected-data-version': { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new PlanError('INVALID_INPUT', USAGE);
  if (!existsSync(file)) throw new PlanError('NOT_FOUND', `Không có tệp ${file}.`);
  print(
    await importDossiers({
      url: commandDatabaseUrl(readEnvironment()),
      source: createReadStream(file, { highWaterMark: 262_144 }),
      fileName: basename(file),
      actor: 'command import',
      today: civilDateAt(new Date()),
      dryRun: values['dry-run'],
      expectedDataVersion: versionOf(values['expected-data-version']),
      profile: values.profile ?? null,
    }),
  );
});

function versionOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new PlanError('INVALID_INPUT', `--expected-data-version phải là số nguyên không âm.\n${USAGE}`);
}

function print(summary: DossierImportSummary): void {
  const { isDryRun, isAlreadyImported, rowsRead, created, changed, unchanged, rejected } = summary;
  if (isAlreadyImported) console.log('Đã nạp: đúng tệp này đã được nạp trước đây.');
  console.log(
    `Đã đọc ${rowsRead} dòng: ${created} mới, ${changed} thay đổi, ${unchanged} giữ nguyên, ${rejected} bị từ chối.`,
  );
  if (isDryRun) console.log(`Chỉ xem trước, chưa ghi gì; dựa vào phiên bản dữ liệu ${summary.baseDataVersion}.`);
  else console.log(`Lần nạp ${summary.id}, phiên bản dữ liệu ${summary.dataVersion}.`);
  for (const { rule, severity, count } of summary.findingCounts) console.log(`  ${severity} ${rule}: ${count}`);
  for (const { row, column, rule, message, value } of summary.rejections.slice(0, SHOWN_FAULTS)) {
    console.log(`  dòng ${row}, cột ${column} [${rule}]: ${message} Giá trị: «${value}».`);
  }
  const left = summary.rejections.length - SHOWN_FAULTS;
  if (left > 0) console.log(`  … và ít nhất ${left} lỗi khác, xem trong hệ thống theo mã lần nạp.`);
}
