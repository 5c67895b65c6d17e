import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { AuditChainService, type ChainFault, type ChainHead } from '../../schema/audit/index.js';
import { PlanError, readEnvironment } from '../../schema/base/index.js';
import { openDatabase } from '../../schema/database.js';
import { commandDatabaseUrl } from './command-database.js';
import { runCommand } from './run-command.js';

const USAGE = 'Cách dùng: npm run audit:verify [-- --noted VỊ_TRÍ:MÃ_BĂM] (vị trí và mã băm mà lần trước đã in ra)';
const [BROKEN, CANNOT_TELL] = [1, 2];

await runCommand(async () => {
  const { values } = parseArgs({ options: { noted: { type: 'string' } } });
  const noted = values.noted === undefined ? null : headOf(values.noted);
  const url = commandDatabaseUrl(readEnvironment());
  const database = await openDatabase({ url, poolSize: 1, statementTimeoutMs: 600_000 });
  try {
    const { head, fault } = await new AuditChainService(database.em.fork()).verify(noted);
    console.log(`Chuỗi nhật ký đúng đến vị trí ${head.position}; ghi lại ở nơi khác: ${head.position}:${head.hash}`);
    if (fault === null) return;
    console.log(wordsOf(fault));
    process.exitCode = BROKEN;
  } finally {
    await database.close();
  }
}, CANNOT_TELL);

function headOf(text: string): ChainHead {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (position === undefined || hash === undefined) throw new PlanError('INVALID_INPUT', USAGE);
  return { position: Number(position), hash };
}

function wordsOf({ kind, position, entryId }: ChainFault): string {
  const entry = entryId === null ? 'không còn cả dòng lẫn niêm phong' : `dòng audit_entry số ${entryId}`;
  const place = position === null ? 'không có vị trí trong chuỗi' : `vị trí ${position}`;
  const what = { ALTERED: 'đã bị sửa', MISSING: 'đã bị xóa', INSERTED: 'được chèn vào không qua hệ thống' }[kind];
  return `KHÔNG ĐÚNG từ đây: ${entry}, ${place}, ${what} (${kind}).`;
}
