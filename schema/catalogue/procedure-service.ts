import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditService, type AuditChange } from '../audit/index.js';
import { PlanError, type CivilDate } from '../base/index.js';
import { changedFacts, checkFacts, FACT_NAMES, type ProcedureFactValues } from './fact-rules.js';
import { ProcedureCode } from './procedure-code.js';
import { ProcedureVersion } from './procedure-version.js';
import { ProcedureIdentity } from './procedure.js';
import { planVersionChange, type Span } from './version-rules.js';

/** What changes about a procedure, from which day, and why. */
export interface ProcedureChange {
  /** Any code the procedure ever had. */
  readonly code: string;
  readonly from: CivilDate;
  /** New values; what is left out stays as it is on that day. */
  readonly changes: Partial<ProcedureFactValues>;
  /** Document that says so. */
  readonly documentNumber: string;
  readonly reason: string;
  /** Whether facts that have been in force may be corrected. */
  readonly correct: boolean;
}

/** Who changes, and on which day. */
export interface ProcedureAct {
  readonly actor: string;
  readonly today: CivilDate;
}

const LONGEST_TEXT = 2000;

/** Changes procedures over time. */
export class ProcedureService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Adds a version from a day on, audited. Stored dossiers received from then on are for the caller to recount, as they
   * stand to the right of the catalogue. The key of the procedure. Must run in a transaction.
   * @throws PlanError NOT_FOUND for an unknown code or a day without facts; INVALID_INPUT when nothing would change,
   * or for a value that no procedure can have; CONFLICT for a correction that is not marked as one, and for a code that
   * another procedure has.
   */
  async change({ code, from, changes, documentNumber, reason, correct }: ProcedureChange, act: ProcedureAct) {
    for (const [field, text] of Object.entries({ documentNumber, reason })) assertText(field, text);
    const known = await this.em.findOne(ProcedureCode, { code });
    if (!known) throw new PlanError('NOT_FOUND', `Không có thủ tục mã «${code}».`, { field: 'code' });
    // One writer at a time for a procedure, so that its versions cannot come to overlap.
    const procedure = await this.em.findOneOrFail(
      ProcedureIdentity,
      { id: known.procedure.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const versions = await this.em.find(ProcedureVersion, { procedure }, { orderBy: { validFrom: 'ASC NULLS FIRST' } });
    const plan = planVersionChange(versions, from, act.today, correct);
    const facts = { ...factsOf(plan.before), ...changes };
    checkFacts(facts);
    const { before, after } = changedFacts(plan.before, facts);
    if (Object.keys(after).length === 0) {
      throw new PlanError('INVALID_INPUT', `Không có gì thay đổi so với dữ kiện ngày ${from}.`, { field: 'changes' });
    }
    const isNewest = plan.before === versions.at(-1);
    if (facts.code !== plan.before.code) {
      if (isNewest) await this.em.nativeUpdate(ProcedureCode, { procedure, validTo: null }, { validTo: from });
      await this.addCode(procedure, facts, plan.after, documentNumber);
    }
    if (plan.kind === 'OVERWRITE') {
      this.em.assign(plan.before, { ...facts, documentNumber });
    } else {
      plan.before.validTo = from;
      await this.em.flush(); // the old span must end before the new one may begin: only one may have an open end
      this.em.create(ProcedureVersion, { procedure, ...facts, ...plan.after, documentNumber });
    }
    if (isNewest) procedure.code = facts.code;
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor: act.actor,
      action: correct ? 'PROCEDURE_CORRECTED' : 'PROCEDURE_CHANGED',
      subjectType: 'Procedure',
      subjectId: procedure.id,
      before: { from: plan.before.validFrom, ...before },
      after: { from, documentNumber, ...after },
      reason,
    } satisfies AuditChange);
    return procedure.id;
  }

  /** Makes a code find the procedure, beside those it had before. */
  private async addCode(
    procedure: ProcedureIdentity,
    { code, certainty }: ProcedureFactValues,
    span: Span,
    documentNumber: string,
  ): Promise<void> {
    const stored = await this.em.findOne(ProcedureCode, { code });
    if (stored && stored.procedure.id !== procedure.id) {
      throw new PlanError('CONFLICT', `Mã «${code}» là của thủ tục khác.`, { field: 'code' });
    }
    if (stored) this.em.assign(stored, { validTo: span.validTo });
    else this.em.create(ProcedureCode, { procedure, code, ...span, certainty, sourceNote: documentNumber });
  }
}

function factsOf(version: ProcedureVersion): ProcedureFactValues {
  return Object.fromEntries(FACT_NAMES.map((name) => [name, version[name]])) as unknown as ProcedureFactValues;
}

function assertText(field: string, text: string): void {
  if (text.trim() !== '' && text.length <= LONGEST_TEXT) return;
  throw new PlanError('INVALID_INPUT', `Phải ghi từ 1 đến ${LONGEST_TEXT} ký tự.`, { field });
}
