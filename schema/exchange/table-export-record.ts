import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditService } from '../audit/index.js';
import type { CivilDate } from '../base/index.js';

/** Which table went out of the system, and to whom. */
export interface TableExportFacts {
  readonly actor: string;
  readonly table: string;
  readonly form: string;
  /** The day whose state was written. */
  readonly asOf: CivilDate;
}

/** Writes an export down in the audit, with the SHA-256 of the file. */
export async function recordTableExport(em: EntityManager, facts: TableExportFacts, file: Buffer): Promise<void> {
  const { actor, table: subjectId, form, asOf } = facts;
  const sha256 = createHash('sha256').update(file).digest('hex');
  const details = { form, asOf, sha256 };
  await new AuditService(em).record({ actor, action: 'TABLE_EXPORTED', subjectType: 'Table', subjectId, details });
}
