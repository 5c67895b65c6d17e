import 'reflect-metadata';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { PlanError, readEnvironment } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { FileVerificationService, LARGEST_REPORT_FILE, type FileVerification } from '../../schema/reports/index.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const USAGE = 'Cách dùng: npm run report:verify -- TỆP (docx, xlsx, csv, html hoặc json của một báo cáo)';
const [DIFFERS, CANNOT_TELL] = [1, 2];
const MOST_SHOWN = 50;
const LONGEST_SHOWN = 200; // characters

await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new PlanError('INVALID_INPUT', USAGE);
  const content = read(path);
  const database = await openDatabase({ url: commandDatabaseUrl(readEnvironment()), poolSize: 1 });
  try {
    const verification = await new FileVerificationService(database.em.fork()).verify(content);
    print(basename(path), verification);
    if (verification.result === 'DIFFERENT') process.exitCode = DIFFERS;
  } finally {
    await database.close();
  }
}, CANNOT_TELL);

function read(path: string): Buffer {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new PlanError('NOT_FOUND', `Không có tệp ${path}.`);
  if (found.size > LARGEST_REPORT_FILE) throw new PlanError('INVALID_INPUT', 'Không đọc được tệp: lớn quá 20 MB.');
  return readFileSync(path);
}

function print(name: string, { result, differences, document, sha256, file }: FileVerification): void {
  const { issuer, period, revision, sealed } = document;
  const which =
    `Báo cáo ${period.name} của ${issuer.name}, lần lập ${revision}, niêm phong lúc ${sealed?.at ?? '?'}, ` +
    `SHA-256 ${sha256}`;
  if (result === 'SEALED') {
    console.log(`Đúng là bản niêm phong (${file.format}): ${name}\n${which}.`);
    return;
  }
  console.log(`KHÔNG đúng bản niêm phong (${file.format}): ${name}\nSo với ${which}:`);
  for (const { place, sealed: was, found } of differences.slice(0, MOST_SHOWN)) {
    console.log(`  ${place}: niêm phong ${shown(was)}, trong tệp ${shown(found)}`);
  }
  if (differences.length > MOST_SHOWN) console.log(`  … và ${differences.length - MOST_SHOWN} chỗ khác nữa`);
  if (differences.length === 0) {
    console.log('  Không khác chữ, số nào; tệp đã được lưu lại, hoặc do một phiên bản khác của chương trình tạo ra.');
  }
}

function shown(text: string | null): string {
  if (text === null) return '(không có)';
  const plain = text.replaceAll(/\p{Control}/gu, ' ');
  return `«${plain.length <= LONGEST_SHOWN ? plain : `${plain.slice(0, LONGEST_SHOWN)}…`}»`;
}
