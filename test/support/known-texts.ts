import { sql } from 'kysely';
import { rowsOf, toGlobalId } from '../../schema/base/index.js';
import type { KnownTexts } from './random-values.js';
import type { RunningServer } from './running-server.js';

/** Tables whose rows have opaque ids, and the type that the id names. */
const TYPES: Readonly<Record<string, string>> = {
  deadline: 'Deadline',
  report: 'Report',
  report_revision: 'ReportRevision',
  obstacle: 'Obstacle',
  task: 'Task',
  target: 'Target',
  clause: 'Clause',
  plan: 'Plan',
};
/** Rows of each table that are named. */
const EACH = 60;

/** Ids and codes that there are in a database, for requests that find something. */
export async function knownTexts({ orm }: RunningServer): Promise<KnownTexts> {
  const em = orm.em.fork();
  const ids: string[] = [];
  for (const [table, type] of Object.entries(TYPES)) {
    const rows = await rowsOf(em, sql.raw<{ id: string }>(`select id::text from ${table} order by id limit ${EACH}`));
    ids.push(...rows.map(({ id }) => toGlobalId(type, id)));
  }
  const codes = await rowsOf(
    em,
    sql<{ code: string }>`(select code from unit where code in ('18562', '18073'))
      union all (select code from target limit 5) union all (select code from measure limit 5)`,
  );
  const texts = [
    ...codes.map(({ code }) => code),
    '457/KH-UBND',
    '1.001193',
    'FULL_PROCESS_OF_RESOLVED',
    'SATISFACTION',
  ];
  return { ids, texts };
}
