import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { PlanError, rowsOf, type TableAct } from '../base/index.js';
import { HA_TINH } from './organisation-data.js';
import { Province } from './province.js';
import { AliasKind, UnitAlias } from './unit-alias.js';
import { assertReason, faultsOfUnit, refuseFaults, type UnitFacts } from './unit-rules.js';
import { Agency, Commune, Department, Unit, UnitKind } from './unit.js';

/** Fields of a unit in the order in which they are told. */
export const UNIT_FIELDS = [
  'code',
  'kind',
  'communeType',
  'name',
  'shortName',
  'validFrom',
  'validTo',
  'formerDistrict',
  'certainty',
  'sourceNote',
] as const satisfies readonly (keyof UnitFacts)[];

/** Keeps units. */
export class UnitService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Adds a unit, or rewrites the one with the code. A unit that gets another name is still found by the old one, which
   * ends on `act.from`. Audited; the same facts again change and audit nothing. Must run in a transaction.
   * @throws PlanError INVALID_INPUT naming the field; a unit never changes its kind.
   */
  async save(facts: UnitFacts, act: TableAct): Promise<Unit> {
    assertReason(act.reason);
    refuseFaults(faultsOfUnit(facts));
    await this.holdForChange();
    const stored = await this.em.findOne(Unit, { code: facts.code });
    if (stored && stored.kind !== facts.kind) {
      throw new PlanError('INVALID_INPUT', 'Không đổi được loại của đơn vị đã có.', { field: 'kind' });
    }
    const before = stored && factsOf(stored);
    if (stored && before && isSameUnit(before, facts)) return stored;
    const unit = stored ?? (await this.create(facts));
    if (stored && before && before.name !== facts.name) await this.keepFormerName(stored, before.name, act);
    if (stored) Object.assign(stored, columnsOf(facts));
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor: act.actor,
      action: 'UNIT_SAVED',
      subjectType: 'Unit',
      subjectId: unit.id,
      before: before && { ...before },
      after: { ...facts },
      reason: act.reason.trim(),
    });
    return unit;
  }

  /** Every unit that was ever there, by code. */
  async all(): Promise<Unit[]> {
    return this.em.find(Unit, {}, { orderBy: { kind: 'asc', code: 'asc' } });
  }

  /** The unit of a code. @throws PlanError NOT_FOUND naming the argument. */
  async byCode(code: string, field = 'unit'): Promise<Unit> {
    const unit = await this.em.findOne(Unit, { code });
    if (unit) return unit;
    throw new PlanError('NOT_FOUND', `Không có đơn vị mã «${code}».`, { field });
  }

  /** Keeps others from changing units and their lineage until the transaction ends. Must run in a transaction. */
  async holdForChange(): Promise<void> {
    await rowsOf(this.em, sql`lock table unit, unit_lineage in share row exclusive mode`);
  }

  private async create(facts: UnitFacts): Promise<Unit> {
    const province = await this.em.findOneOrFail(Province, { code: HA_TINH.code });
    return createUnit(this.em, facts, province);
  }

  private async keepFormerName(unit: Unit, name: string, { from }: TableAct): Promise<void> {
    const known = await this.em.findOne(UnitAlias, { unit, name });
    if (known) return;
    this.em.create(UnitAlias, { unit, name, kind: AliasKind.FormerName, validFrom: null, validTo: from });
  }
}

/** A new unit of the class of its kind; stored at the next flush. */
export function createUnit(em: EntityManager, facts: UnitFacts, province: Province): Unit {
  const { code, kind, name, shortName, validFrom, validTo, certainty, sourceNote } = facts;
  const columns = { code, kind, name, shortName, validFrom, validTo, certainty, sourceNote, province };
  if (kind === UnitKind.Department) return em.create(Department, columns);
  if (kind === UnitKind.Agency) return em.create(Agency, columns);
  const { communeType, formerDistrict } = facts;
  if (!communeType) throw new PlanError('INVALID_INPUT', 'Phải ghi loại của xã, phường.', { field: 'communeType' });
  return em.create(Commune, { ...columns, communeType, formerDistrict });
}

/** What is known of a stored unit. */
export function factsOf(unit: Unit): UnitFacts {
  const { code, kind, name, shortName, validFrom, validTo, certainty, sourceNote } = unit;
  const commune = unit.kind === UnitKind.Commune ? (unit as Commune) : null;
  return {
    code,
    kind,
    communeType: commune?.communeType ?? null,
    name,
    shortName,
    validFrom,
    validTo,
    formerDistrict: commune?.formerDistrict ?? null,
    certainty,
    sourceNote,
  };
}

/** Whether two sets of facts say the same. */
export function isSameUnit(left: UnitFacts, right: UnitFacts): boolean {
  return UNIT_FIELDS.every((field) => left[field] === right[field]);
}

function columnsOf({ kind, communeType, formerDistrict, ...facts }: UnitFacts): Partial<UnitFacts> {
  return kind === UnitKind.Commune ? { ...facts, communeType, formerDistrict } : facts;
}
