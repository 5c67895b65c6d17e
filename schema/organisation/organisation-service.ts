import type { EntityManager } from '@mikro-orm/postgresql';
import { HA_TINH, type SeedUnit } from './organisation-data.js';
import { Province } from './province.js';
import { Agency, Commune, CommuneType, Department, Unit, UnitKind } from './unit.js';

/** Writes provinces and units. */
export class OrganisationService {
  constructor(private readonly em: EntityManager) {}

  /** Adds the units that are not stored yet, by code; stored ones stay as administrators left them. Number added. */
  async load(units: readonly SeedUnit[]): Promise<number> {
    const province = await this.province();
    const stored = new Set((await this.em.find(Unit, {}, { fields: ['code'] })).map((unit) => unit.code));
    const missing = units.filter((unit) => !stored.has(unit.code));
    for (const unit of missing) this.create(unit, province);
    await this.em.flush();
    return missing.length;
  }

  private create({ communeType, formerDistrict, ...unit }: SeedUnit, province: Province): void {
    const columns = { ...unit, province, validTo: null };
    if (unit.kind === UnitKind.Department) this.em.create(Department, columns);
    else if (unit.kind === UnitKind.Agency) this.em.create(Agency, columns);
    else this.em.create(Commune, { ...columns, communeType: communeType ?? CommuneType.Xa, formerDistrict });
  }

  private async province(): Promise<Province> {
    const stored = await this.em.findOne(Province, { code: HA_TINH.code });
    return stored ?? this.em.create(Province, { ...HA_TINH });
  }
}
