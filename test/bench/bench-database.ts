import { Readable } from 'node:stream';
import { createLog, parseCivilDate } from '../../schema/base/index.js';
import { readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { readProcedures } from '../../schema/catalogue/index.js';
import { openDatabase } from '../../schema/database.js';
import { generateDossiers, importDossiers } from '../../schema/dossiers/index.js';
import { prepareInstallation } from '../../schema/install.js';
import { HA_TINH, readUnits } from '../../schema/organisation/index.js';
import { startThrowAwayPostgres } from '../support/postgres.js';

/** A database to measure on. */
export interface BenchDatabase {
  readonly url: string;
  discard(): Promise<void>;
}

const SPAN = { from: parseCivilDate('2025-01-01'), to: parseCivilDate('2026-10-31') };

/** A throw-away PostgreSQL with the reference data and that many generated dossiers, imported as users import them. */
export async function openBenchDatabase(dossiers: number): Promise<BenchDatabase> {
  const { postgres, discard } = await startThrowAwayPostgres();
  const url = postgres.url;
  const database = await openDatabase({ url });
  await prepareInstallation(url, database, createLog('bench', 'silent'));
  await database.close();
  const rows = generateDossiers({
    seed: 1,
    dossiers,
    ...SPAN,
    units: readUnits(),
    procedures: readProcedures(),
    calendar: workingCalendarOf(readCalendarDays()),
    dossierPrefix: HA_TINH.dossierPrefix,
  });
  const started = performance.now();
  const source = Readable.from(rows);
  const { created, rejected } = await importDossiers({
    url,
    source,
    fileName: 'bench',
    actor: 'bench',
    today: parseCivilDate('2026-12-31'),
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(`${created} hồ sơ đã nạp, ${rejected} bị từ chối, ${seconds.toFixed(1)} s (gồm cả sinh dữ liệu).`);
  return { url, discard };
}
