import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../../audit/index.js';
import { rowsOf, type TableFormat } from '../../base/index.js';
import { ProcedureCode, procedureTable } from '../../catalogue/index.js';
import { MERGE_LOCK } from '../store/dossier-merge.js';
import { busyImporting, isLockTimeout } from '../imports/import-transaction.js';
import { APPLY_RECOUNT, RECOUNTED, SELECT_RECOUNT } from './recount-sql.js';

/** Stored dossiers of a procedure that are judged otherwise since its versions changed. */
export interface Recount {
  readonly procedureId: string;
  /** How many changed at all; the others are parts of it, and one dossier may be in two. */
  readonly dossiers: number;
  readonly becameFullProcess: number;
  readonly ceasedFullProcess: number;
  readonly becameEligible: number;
  readonly ceasedEligible: number;
}

/** Why stored dossiers are counted anew, and by whom. */
export interface RecountAct {
  readonly actor: string;
  readonly reason: string;
}

/** Keeps what stored dossiers count as in step with the catalogue that judges them. */
export class RecountService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Keeps imports of dossiers from merging until the transaction ends. Must come before procedures are changed: a merge
   * refers to procedures, and one that waited for them while it is waited for would never end.
   * @throws PlanError CONFLICT when an import holds it longer than the connection waits for a lock.
   */
  async holdMerges(): Promise<void> {
    try {
      await rowsOf(this.em, sql`select pg_advisory_xact_lock(${MERGE_LOCK})`);
    } catch (error) {
      throw isLockTimeout(error) ? busyImporting() : error;
    }
  }

  /**
   * Judges the stored dossiers of procedures by the versions that are stored now, as an import would: `full_process`,
   * `eligible` and both rollups change by the difference, the data version rises when anything does. Audited for each
   * procedure with how many dossiers changed. One element for each procedure with changes, ordered by its id.
   *
   * Must run in the transaction that changed the versions, after `holdMerges`.
   */
  async recount(procedureIds: readonly string[], { actor, reason }: RecountAct): Promise<Recount[]> {
    if (procedureIds.length === 0) return [];
    await rowsOf(
      this.em,
      sql`create temp table recount on commit drop as
        ${sql.raw(SELECT_RECOUNT)} and d.procedure_id = any(${[...procedureIds]}::uuid[])`,
    );
    const told = await rowsOf(this.em, sql.raw<Recount>(RECOUNTED));
    if (told.length > 0) {
      for (const statement of APPLY_RECOUNT) await rowsOf(this.em, sql.raw(statement));
      await rowsOf(this.em, sql`update installation set data_version = data_version + 1`);
      await new AuditService(this.em).recordChanges(
        told.map(({ procedureId, ...after }) => ({
          actor,
          action: 'DOSSIERS_RECOUNTED',
          subjectType: 'Procedure',
          subjectId: procedureId,
          before: null,
          after,
          reason,
        })),
      );
    }
    await rowsOf(this.em, sql`drop table recount`);
    return told;
  }
}

/** How many dossiers were counted anew, over all procedures. */
export function recountedDossiers(recounts: readonly Recount[]): number {
  return recounts.reduce((sum, { dossiers }) => sum + dossiers, 0);
}

/** The table of procedures, taking the stored dossiers along; `onRecounted` is told of those that changed. */
export function recountingProcedureTable(onRecounted: (recounts: readonly Recount[]) => void): TableFormat {
  return {
    ...procedureTable,
    async apply(em, cells, act) {
      const service = new RecountService(em);
      await service.holdMerges();
      const done = await procedureTable.apply(em, cells, act);
      const codes = done.changes.filter(({ kind }) => kind === 'CHANGED').map(({ key }) => key);
      const known = await em.find(ProcedureCode, { code: { $in: codes } });
      onRecounted(await service.recount([...new Set(known.map(({ procedure }) => procedure.id))], act));
      return done;
    },
  };
}
