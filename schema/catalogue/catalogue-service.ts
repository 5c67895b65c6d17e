import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanError } from '../base/index.js';
import { Unit } from '../organisation/index.js';
import type { SeedGroup, SeedMembership, SeedProcedure } from './catalogue-data.js';
import { ProcedureCode } from './procedure-code.js';
import { ProcedureStatus } from './procedure-enums.js';
import { PROCEDURE_FLAGS, type ProcedureFlag } from './procedure-facts.js';
import { ProcedureGroupList, ProcedureGroupMembership } from './procedure-group.js';
import { ProcedureVersion } from './procedure-version.js';
import { ProcedureIdentity } from './procedure.js';

const UNKNOWN = Object.fromEntries(PROCEDURE_FLAGS.map((flag) => [flag, null])) as Record<ProcedureFlag, null>;

/** Writes the catalogue of procedures that an installation starts with. */
export class CatalogueService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Adds the procedures that are not stored yet, by any code they ever had; stored ones stay as administrators left
   * them. What the data file does not say is unknown. Number added.
   * @throws PlanError CONFIGURATION when a department named as owner does not exist.
   */
  async load(procedures: readonly SeedProcedure[]): Promise<number> {
    const units = new Map((await this.em.find(Unit, {})).map((unit) => [unit.code, unit]));
    const stored = new Set((await this.em.find(ProcedureCode, {}, { fields: ['code'] })).map(({ code }) => code));
    const missing = procedures.filter(({ code }) => !stored.has(code));
    for (const { ownerCode, ...procedure } of missing) {
      const owner = units.get(ownerCode);
      if (!owner) throw new PlanError('CONFIGURATION', `Thủ tục ${procedure.code}: không có đơn vị «${ownerCode}».`);
      this.create(procedure, owner);
    }
    await this.em.flush();
    return missing.length;
  }

  /** Adds the lists and the memberships that are not stored yet; of stored procedures only. Number of memberships. */
  async loadGroups(groups: readonly SeedGroup[], memberships: readonly SeedMembership[]): Promise<number> {
    const known = new Set((await this.em.find(ProcedureGroupList, {})).map(({ code }) => code));
    for (const group of groups) if (!known.has(group.code)) this.em.create(ProcedureGroupList, group);
    const codes = await this.em.find(ProcedureCode, {});
    const procedures = new Map(codes.map(({ code, procedure }) => [code, procedure.id]));
    const stored = await this.em.find(ProcedureGroupMembership, {});
    const present = new Set(stored.map(({ group, procedure }) => `${group} ${procedure.id}`));
    let added = 0;
    for (const { procedureCode, ...membership } of memberships) {
      const procedure = procedures.get(procedureCode);
      if (procedure === undefined || present.has(`${membership.group} ${procedure}`)) continue;
      this.em.create(ProcedureGroupMembership, { ...membership, procedure, validFrom: null, validTo: null });
      added += 1;
    }
    await this.em.flush();
    return added;
  }

  private create({ field, ...facts }: Omit<SeedProcedure, 'ownerCode'>, owner: Unit): void {
    const procedure = this.em.create(ProcedureIdentity, { code: facts.code, field, owner });
    const { code, certainty, sourceNote } = facts;
    const always = { validFrom: null, validTo: null };
    this.em.create(ProcedureCode, { procedure, code, ...always, certainty, sourceNote });
    this.em.create(ProcedureVersion, {
      ...UNKNOWN,
      ...facts,
      ...always,
      procedure,
      status: ProcedureStatus.Published,
      lowFrequencyReference: null,
      documentNumber: null,
    });
  }
}
