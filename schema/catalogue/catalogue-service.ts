import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanError } from '../base/index.js';
import { Unit } from '../organisation/index.js';
import type { SeedProcedure } from './catalogue-data.js';
import { Procedure } from './procedure.js';

/** Writes the catalogue of procedures. */
export class CatalogueService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Adds the procedures that are not stored yet, by code; stored ones stay as administrators left them. Number added.
   * @throws PlanError CONFIGURATION when a department named as owner does not exist.
   */
  async load(procedures: readonly SeedProcedure[]): Promise<number> {
    const units = new Map((await this.em.find(Unit, {})).map((unit) => [unit.code, unit]));
    const stored = new Set((await this.em.find(Procedure, {}, { fields: ['code'] })).map(({ code }) => code));
    const missing = procedures.filter(({ code }) => !stored.has(code));
    for (const { ownerCode, ...procedure } of missing) {
      const owner = units.get(ownerCode);
      if (!owner) throw new PlanError('CONFIGURATION', `Thủ tục ${procedure.code}: không có đơn vị «${ownerCode}».`);
      this.em.create(Procedure, { ...procedure, owner });
    }
    await this.em.flush();
    return missing.length;
  }
}
