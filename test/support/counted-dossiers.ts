import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../schema/base/index.js';
import { openDatabase, type Database } from '../../schema/database.js';
import { rebuildRollups } from '../../schema/dossiers/index.js';
import { createTestDatabase } from './database.js';
import type { CountedDossier } from './statistics-oracle.js';

/** A test database that holds exactly the dossiers given, with both rollups. */
export interface CountedDatabase {
  readonly orm: Database;
  readonly provinceId: string;
  /** Id of a unit or procedure by code; empty for an unknown one. */
  idOf(code: string): string;
  close(): Promise<void>;
}

/** Code of the dossier at a place of the list, counted from 0. */
export function codeAt(place: number): string {
  return `H27.14-251103-${FIRST_NUMBER + place}`;
}

/** All numbers have the same length, so that codes sort by place. */
const FIRST_NUMBER = 10_000;

/** Opens one; dossiers are stored in the order given, with codes that rise in it. */
export async function openCountedDatabase(dossiers: readonly CountedDossier[]): Promise<CountedDatabase> {
  const file = await createTestDatabase();
  const orm = await openDatabase({ url: file.url });
  const em = orm.em.fork();
  const rows = await rowsOf(
    em,
    sql<{ code: string; id: string }>`select code, id from unit union all select code, id from procedure`,
  );
  const ids = new Map(rows.map(({ code, id }) => [code, id]));
  const provinceId = (await rowsOf(em, sql<{ id: string }>`select id from province`))[0]?.id ?? '';
  await store(em, dossiers);
  await rebuildRollups(file.url);
  const close = async () => {
    await orm.close();
    await file.drop();
  };
  return { orm, provinceId, idOf: (code) => ids.get(code) ?? '', close };
}

async function store(em: EntityManager, dossiers: readonly CountedDossier[]): Promise<void> {
  await rowsOf(
    em,
    sql`insert into dossier (opened_on, code, procedure_id, receiving_unit_id, resolving_unit_id, channel, status, received_on,
        due_on, finished_on, full_process, eligible, payable, paid_online, electronic_result, rating, synthetic,
        updated_at)
      select date '2025-11-03', 'H27.14-251103-' || (${FIRST_NUMBER - 1}::int + place), p.id, u.id, u.id, d.channel, d.status, d.received, d.due, d.finished,
        d."fullProcess", d.eligible, d.payable, d."paidOnline", d."electronicResult", d.rating, true, now()
      from rows from (jsonb_to_recordset(${JSON.stringify(dossiers)}::jsonb) as (unit text, procedure text,
        channel text, status smallint, received date, due date, finished date, "fullProcess" boolean,
        eligible boolean, payable boolean, "paidOnline" boolean, "electronicResult" boolean, rating text))
        with ordinality as d (unit, procedure, channel, status, received, due, finished, "fullProcess", eligible,
          payable, "paidOnline", "electronicResult", rating, place)
      join unit u on u.code = d.unit join procedure p on p.code = d.procedure`,
  );
}
