import type { EntityManager } from '@mikro-orm/postgresql';
import { formerDistrictGroups } from './group-data.js';
import { HA_TINH, type SeedUnit } from './organisation-data.js';
import { Province } from './province.js';
import { UnitGroup, UnitGroupMember } from './unit-group.js';
import { createUnit } from './unit-service.js';
import { CommuneType, Unit, UnitKind } from './unit.js';

/** Loads what a new installation begins with. */
export class OrganisationService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Adds the units that are not stored yet, by code, and the groups of former districts that are not; what is stored
   * stays as administrators left it. Number of units added.
   */
  async load(units: readonly SeedUnit[]): Promise<number> {
    const province = await this.province();
    const stored = new Set((await this.em.find(Unit, {}, { fields: ['code'] })).map((unit) => unit.code));
    const missing = units.filter((unit) => !stored.has(unit.code));
    for (const unit of missing) {
      const communeType = unit.kind === UnitKind.Commune ? (unit.communeType ?? CommuneType.Xa) : null;
      createUnit(this.em, { ...unit, communeType, validTo: null }, province);
    }
    await this.em.flush();
    await this.loadGroups(units);
    return missing.length;
  }

  private async loadGroups(units: readonly SeedUnit[]): Promise<void> {
    const stored = new Set((await this.em.find(UnitGroup, {})).map(({ code }) => code));
    const missing = formerDistrictGroups(units).filter(({ code }) => !stored.has(code));
    if (missing.length === 0) return;
    const found = await this.em.find(Unit, { code: { $in: units.map(({ code }) => code) } });
    const byCode = new Map(found.map((unit) => [unit.code, unit]));
    for (const { members, ...facts } of missing) {
      const group = this.em.create(UnitGroup, facts);
      for (const { unit: code, validFrom } of members) {
        const unit = byCode.get(code);
        if (unit) this.em.create(UnitGroupMember, { group, unit, validFrom, validTo: null });
      }
    }
    await this.em.flush();
  }

  private async province(): Promise<Province> {
    const stored = await this.em.findOne(Province, { code: HA_TINH.code });
    return stored ?? this.em.create(Province, { ...HA_TINH });
  }
}
