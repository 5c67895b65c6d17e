import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseCivilDate } from '../../schema/base/index.js';
import { readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { readProcedures } from '../../schema/catalogue/index.js';
import { generateDossiers } from '../../schema/dossiers/index.js';
import { HA_TINH, readUnits } from '../../schema/organisation/index.js';
import { seedReader } from '../support/seed-reader.js';

/**
 * Reads a file of generated dossiers into COPY text that nobody stores, in a process of its own; prints rows a second
 * of processor time and by the clock, and the peak memory of the whole process.
 */
const { values } = parseArgs({ options: { rows: { type: 'string', default: '2000000' }, file: { type: 'string' } } });

if (values.file === undefined) measure(Number(values.rows));
else await read(values.file);

function measure(rows: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'reading-bench-'));
  try {
    const file = join(folder, 'dossiers.csv');
    write(file, rows);
    spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), '--file', file], {
      stdio: 'inherit',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Up to 200,000 generated rows as often as needed, each round under codes of its own. */
function write(file: string, rows: number): void {
  const dossiers = Math.min(rows, 200_000);
  const chunks = [
    ...generateDossiers({
      seed: 1,
      dossiers,
      from: parseCivilDate('2025-01-01'),
      to: parseCivilDate('2026-11-30'),
      units: readUnits(),
      procedures: readProcedures(),
      calendar: workingCalendarOf(readCalendarDays()),
      dossierPrefix: HA_TINH.dossierPrefix,
    }),
  ];
  const headerEnd = (chunks[0]?.indexOf('\n') ?? -1) + 1;
  const out = openSync(file, 'w');
  for (let round = 0; round * dossiers < rows; round += 1) {
    for (const [place, chunk] of chunks.entries()) {
      const text = round > 0 && place === 0 ? chunk.slice(headerEnd) : chunk;
      writeSync(out, text.replaceAll('H27.', `H27.${100 + round}.`));
    }
  }
}

async function read(file: string): Promise<void> {
  const reader = seedReader({ today: parseCivilDate('2026-12-01') });
  const [before, started] = [process.cpuUsage(), performance.now()];
  let bytes = 0;
  const source = createReadStream(file, { highWaterMark: 262_144 });
  for await (const batch of reader.copyText(source)) bytes += batch.length;
  const { user, system } = process.cpuUsage(before);
  const [processor, clock] = [(user + system) / 1e6, (performance.now() - started) / 1000];
  const { rowsRead, rejected } = reader;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${rowsRead} rows, ${Math.round(bytes / 1e6)} MB of COPY text, ${rejected} rejected: ` +
      `${Math.round(rowsRead / processor)} rows/s of processor time, ${Math.round(rowsRead / clock)} rows/s by the ` +
      `clock, peak ${peak} MiB`,
  );
}
