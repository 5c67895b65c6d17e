import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';
import { AuditService } from '../../schema/audit/index.js';
import { civilDateAt, PlanError, toError } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import type { WorkerContext } from '../worker-context.js';
import { placeAfter, profileOf } from './folder-rules.js';

/**
 * How a file ended. `BUSY`: another worker has it; `REFUSED`: it cannot be read, and lies among the refused with the
 * reason; `FAILED`: a fault of ours or of the database, it stays where it is and is tried again.
 */
export type FileOutcome = 'DONE' | 'REFUSED' | 'BUSY' | 'FAILED';

const ACTOR = 'watched folder';
/** Faults of the file itself, or of the folder it lies in, that no further try can mend. */
const REFUSALS: ReadonlySet<string> = new Set(['INVALID_INPUT', 'NOT_FOUND']);
/** Faults that the note beside a file carries. */
const NOTED_FAULTS = 1000;

/**
 * Takes one file in and moves it where it belongs, with a note of what became of it beside it (`….ket-qua.json`).
 *
 * A worker that dies in between leaves the file where it was; the next takes it in again, which changes nothing that is
 * already there.
 */
export async function takeFile(context: WorkerContext, folder: string, path: string, now: Date): Promise<FileOutcome> {
  const log = context.log.child({ file: path });
  try {
    const outcome = await withFileLock(context, path, () => importFile(context, folder, path, now));
    if (outcome !== 'BUSY') log.info({ outcome }, 'file taken from the watched folder');
    return outcome;
  } catch (thrown) {
    log.error({ error: toError(thrown) }, 'file could not be taken in, it stays and is tried again');
    return 'FAILED';
  }
}

async function importFile(
  context: WorkerContext,
  folder: string,
  path: string,
  now: Date,
): Promise<'DONE' | 'REFUSED' | 'BUSY'> {
  if (!existsSync(join(folder, path))) return 'BUSY'; // another worker had it before the lock was free
  const source = createReadStream(join(folder, path), { highWaterMark: 262_144 });
  try {
    const { rejections, ...counts } = await importDossiers({
      url: databaseUrl(context),
      source,
      fileName: basename(path),
      profile: profileOf(path),
      actor: ACTOR,
      today: civilDateAt(now),
    });
    await putAway(folder, path, placeAfter(path, 'DONE', now), {
      ...counts,
      rejections: rejections.slice(0, NOTED_FAULTS),
    });
    return 'DONE';
  } catch (error) {
    if (!(error instanceof PlanError) || !REFUSALS.has(error.code)) throw error;
    await recordRefusal(context, path, error);
    await putAway(folder, path, placeAfter(path, 'REFUSED', now), { code: error.code, message: error.message });
    return 'REFUSED';
  }
}

/** Nothing of a refused file is stored, so the audit is where the province sees that it came. */
async function recordRefusal({ database, log }: WorkerContext, path: string, error: PlanError): Promise<void> {
  log.warn({ file: path, reason: error.message }, 'file refused');
  await database.em.fork().transactional((em) =>
    new AuditService(em).record({
      actor: ACTOR,
      action: 'DOSSIER_FILE_REFUSED',
      subjectType: 'DossierFile',
      subjectId: path,
      details: { message: error.message },
    }),
  );
}

async function putAway(folder: string, path: string, place: string, note: object): Promise<void> {
  const target = join(folder, place);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.ket-qua.json`, `${JSON.stringify(note, null, 2)}\n`);
  await rename(join(folder, path), target);
}

/** Does the work while no other worker has the same file; `BUSY` when one has. A dead worker's lock is free. */
async function withFileLock<T>(context: WorkerContext, path: string, work: () => Promise<T>): Promise<T | 'BUSY'> {
  const client = new Client({ connectionString: databaseUrl(context), application_name: 'ke-hoach-457 folder' });
  client.on('error', () => undefined); // told by the next statement
  await client.connect();
  try {
    const key = `watched file ${path}`;
    const { rows } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 457)) as free',
      [key],
    );
    return rows[0]?.free ? await work() : 'BUSY';
  } finally {
    await client.end();
  }
}

function databaseUrl({ database }: WorkerContext): string {
  return String(database.config.get('clientUrl'));
}
