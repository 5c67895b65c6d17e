import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parseCivilDate, PlanError } from '../../schema/base/index.js';
import { readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { readProcedures } from '../../schema/catalogue/index.js';
import { generateDossiers, type GeneratorOptions } from '../../schema/dossiers/index.js';
import { HA_TINH, readUnits } from '../../schema/organisation/index.js';
import { runCommand } from './run-command.js';

const USAGE = `Cách dùng: npm run -s generate -- --seed 1 --dossiers 200000 --from 2025-01-01 --to 2026-11-30 [--out TỆP]
Viết hồ sơ mô phỏng dạng CSV ra TỆP, hoặc ra đầu ra chuẩn khi không có --out.`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      dossiers: { type: 'string', default: '200000' },
      from: { type: 'string', default: '2025-01-01' },
      to: { type: 'string', default: '2026-11-30' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const options: GeneratorOptions = {
    seed: wholeNumber('--seed', values.seed),
    dossiers: wholeNumber('--dossiers', values.dossiers),
    from: parseCivilDate(values.from),
    to: parseCivilDate(values.to),
    units: readUnits(),
    procedures: readProcedures(),
    calendar: workingCalendarOf(readCalendarDays()),
    dossierPrefix: HA_TINH.dossierPrefix,
  };
  await write(options, values.out);
});

async function write(options: GeneratorOptions, file: string | undefined): Promise<void> {
  const target = file === undefined ? process.stdout : createWriteStream(file);
  try {
    await pipeline(Readable.from(generateDossiers(options)), target);
  } catch (error) {
    const isClosed = error instanceof Error && 'code' in error && error.code === 'EPIPE';
    if (!isClosed) throw error; // a reader such as `head` may take only the beginning
  }
  if (file !== undefined) console.log(`Đã viết ${options.dossiers} hồ sơ mô phỏng vào ${file}.`);
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new PlanError('INVALID_INPUT', `${name} phải là số nguyên không âm, tối đa 9 chữ số.\n${USAGE}`);
}
