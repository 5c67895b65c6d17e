import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { PlanError, readModelOf, rowsOf, type CivilDate, type TableAct } from '../base/index.js';
import { UnitAlias, type AliasKind } from './unit-alias.js';
import { assertReason, isLine, isRange } from './unit-rules.js';
import { UnitService } from './unit-service.js';

/** Another name of a unit. */
export interface AliasFacts {
  readonly unitCode: string;
  readonly name: string;
  readonly kind: AliasKind;
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
}

const LONGEST_NAME = 200;

/** Keeps the other names of units. */
export class AliasService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Stores a name, or rewrites what is known of it. Audited. Must run in a transaction.
   * @throws PlanError NOT_FOUND for an unknown unit; INVALID_INPUT for no name or days the wrong way round.
   */
  async save({ unitCode, name, kind, validFrom, validTo }: AliasFacts, act: TableAct): Promise<UnitAlias> {
    assertReason(act.reason);
    const unit = await new UnitService(this.em).byCode(unitCode);
    const written = name.normalize('NFC').trim();
    if (!isLine(written, LONGEST_NAME)) {
      throw new PlanError('INVALID_INPUT', `Tên phải có từ 1 đến ${LONGEST_NAME} ký tự, một dòng.`, { field: 'name' });
    }
    if (!isRange(validFrom, validTo)) {
      throw new PlanError('INVALID_INPUT', 'Ngày thôi dùng phải sau ngày bắt đầu dùng.', { field: 'to' });
    }
    const stored = await this.em.findOne(UnitAlias, { unit, name: written });
    const before = stored && toldOf(stored, unitCode);
    const columns = { kind, validFrom, validTo };
    if (stored) this.em.assign(stored, columns);
    const alias = stored ?? this.em.create(UnitAlias, { unit, name: written, ...columns });
    await this.em.flush();
    await this.record('ALIAS_SAVED', alias.id, before, toldOf(alias, unitCode), act);
    return alias;
  }

  /** Forgets a name. Audited. Must run in a transaction. @throws PlanError NOT_FOUND when the unit has no such name. */
  async remove(unitCode: string, name: string, act: TableAct): Promise<void> {
    assertReason(act.reason);
    const unit = await new UnitService(this.em).byCode(unitCode);
    const stored = await this.em.findOne(UnitAlias, { unit, name: name.normalize('NFC').trim() });
    if (!stored) throw new PlanError('NOT_FOUND', `Đơn vị không có tên khác «${name}».`, { field: 'name' });
    const [id, before] = [stored.id, toldOf(stored, unitCode)];
    await this.em.remove(stored).flush();
    await this.record('ALIAS_REMOVED', id, before, null, act);
  }

  /** Other names of units, in Vietnamese order, keyed by unit id. */
  async ofUnits(unitIds: readonly string[]): Promise<Map<string, UnitAlias[]>> {
    const model = readModelOf(this.em, UnitAlias);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select ${model.columns('unit_alias')} from unit_alias
        where unit_id = any(${[...unitIds]}::uuid[]) order by name collate "vi-x-icu", id`,
    );
    return Map.groupBy(
      rows.map((row) => model.read(row)),
      (alias) => alias.unit.id,
    );
  }

  private async record(
    action: string,
    subjectId: string,
    before: Readonly<Record<string, unknown>> | null,
    after: Readonly<Record<string, unknown>> | null,
    { actor, reason }: TableAct,
  ): Promise<void> {
    const change = { actor, action, subjectType: 'UnitAlias', subjectId, before, after, reason: reason.trim() };
    await new AuditService(this.em).recordChange(change);
  }
}

function toldOf({ name, kind, validFrom, validTo }: UnitAlias, unit: string) {
  return { unit, name, kind, validFrom, validTo };
}
