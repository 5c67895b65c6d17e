import { sql } from 'kysely';
import { fromGlobalId, rowsOf } from '../../schema/base/index.js';
import type { RunningServer } from './running-server.js';

/** Who reads: nobody, somebody of a unit (its code), or staff of the province. */
export type Reader = 'NOBODY' | 'COORDINATOR' | 'ADMIN' | { readonly unit: string };

/**
 * Who may read objects of a type, written by hand and apart from the policy. UNIT: of its own unit or staff; STAFF:
 * coordinators and administrators; ADMIN: administrators alone. Types that are not here are everybody's.
 */
const READERS: Readonly<Record<string, 'UNIT' | 'STAFF' | 'ADMIN'>> = {
  Deadline: 'UNIT',
  Report: 'UNIT',
  ReportRevision: 'UNIT',
  Obligation: 'UNIT',
  Post: 'UNIT',
  Dossier: 'UNIT',
  TaskProgress: 'UNIT',
  Observation: 'UNIT',
  Obstacle: 'UNIT',
  ObstacleAnswer: 'UNIT',
  ObstacleVersion: 'UNIT',
  ReportFigures: 'UNIT',
  ReportNarrative: 'UNIT',
  ReportEvent: 'UNIT',
  ReportFile: 'UNIT',
  ReportingUnit: 'UNIT',
  ConsolidatedReport: 'STAFF',
  ConsolidatedUnit: 'STAFF',
  CatalogueDiff: 'STAFF',
  DossierImport: 'STAFF',
  ImportFinding: 'STAFF',
  ImportProfile: 'STAFF',
  ValidationRule: 'STAFF',
  TableExport: 'STAFF',
  AuditEntry: 'ADMIN',
  IntegrationToken: 'ADMIN',
  IntegrityCheck: 'ADMIN',
  JobRequest: 'ADMIN',
  JobSlot: 'ADMIN',
  OpsStatus: 'ADMIN',
};

/** Codes of the units that an object of an id belongs to; the province's own has none. */
export type Owners = ReadonlyMap<string, readonly string[]>;

/** The owners of everything that has an id and an owner, straight from the tables. */
export async function readOwners({ orm }: RunningServer): Promise<Owners> {
  const rows = await rowsOf(
    orm.em.fork(),
    sql<{ key: string; units: string[] }>`
      select 'Deadline:' || d.id as key, array[u.code] as units from deadline d join unit u on u.id = d.unit_id
      union all select 'Report:' || r.id, array_remove(array[u.code], null) from report r left join unit u on u.id = r.unit_id
      union all select 'ReportRevision:' || v.id, array_remove(array[u.code], null) from report_revision v
        join report r on r.id = v.report_id left join unit u on u.id = r.unit_id
      union all select 'Obstacle:' || o.id, array_remove(array[u.code, a.code], null) from obstacle o
        join unit u on u.id = o.unit_id left join unit a on a.id = o.addressee_id`,
  );
  return new Map(rows.map(({ key, units }) => [key, units]));
}

/** What an answer holds that its reader may not have, as `Type id or unit`; and how many objects it was asked about. */
export function forbiddenIn(data: unknown, reader: Reader, owners: Owners): { asked: number; forbidden: string[] } {
  const forbidden: string[] = [];
  let asked = 0;
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { __typename: type, id, ownerUnit } = value as Record<string, unknown>;
    const who = typeof type === 'string' ? READERS[type] : undefined;
    if (who !== undefined) {
      asked += 1;
      const units = who === 'UNIT' && typeof id === 'string' ? unitsOf(id, owners) : codeOf(ownerUnit);
      if (!mayRead(who, reader, units)) forbidden.push(`${String(type)} ${String(id ?? JSON.stringify(ownerUnit))}`);
    }
    for (const inner of Object.values(value)) look(inner);
  };
  look(data);
  return { asked, forbidden };
}

/** Null when the answer itself does not tell whose it is: then only the role is judged. */
function mayRead(who: 'UNIT' | 'STAFF' | 'ADMIN', reader: Reader, units: readonly string[] | null): boolean {
  if (reader === 'ADMIN') return true;
  if (reader === 'COORDINATOR') return who !== 'ADMIN';
  if (reader === 'NOBODY' || who !== 'UNIT') return false;
  return units === null || units.includes(reader.unit);
}

function unitsOf(id: string, owners: Owners): readonly string[] {
  const { type, key } = fromGlobalId(id);
  return owners.get(`${type}:${key}`) ?? [];
}

function codeOf(unit: unknown): readonly string[] | null {
  if (typeof unit !== 'object' || unit === null || !('code' in unit)) return null;
  return [String(unit.code)];
}
