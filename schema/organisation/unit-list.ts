import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { containsText, readModelOf, type CivilDate, type ListQuery, type OrderColumn } from '../base/index.js';
import { Unit, type CommuneType, type UnitKind } from './unit.js';

/** Orders of a list of units. */
export enum UnitOrder {
  Name = 'NAME',
  Code = 'CODE',
}

/** Which units, of all or of the province that is the list's parent. */
export interface UnitFilter {
  readonly kind?: UnitKind | null;
  readonly communeType?: CommuneType | null;
  readonly name?: string | null;
  /** Units that exist on this day; all when left out. */
  readonly asOf?: CivilDate | null;
}

const ORDERS: Record<UnitOrder, OrderColumn> = {
  [UnitOrder.Name]: { expression: sql`unit.short_name collate "vi-x-icu"`, type: 'text' },
  [UnitOrder.Code]: { expression: sql`unit.code`, type: 'text' },
};

/** Units in Vietnamese name order (or by code); with `ofProvince` those of the parent province only. */
export function unitList(em: EntityManager, filter: UnitFilter, order: UnitOrder, ofProvince: boolean): ListQuery {
  return {
    columns: readModelOf(em, Unit).columns('unit'),
    from: sql`unit`,
    where: [...(ofProvince ? [sql`unit.province_id = parent.id::uuid`] : []), ...conditions(filter)],
    order: [ORDERS[order], { expression: sql`unit.id`, type: 'uuid' }],
  };
}

function conditions({ kind, communeType, name, asOf }: UnitFilter): RawBuilder<unknown>[] {
  return [
    ...(kind ? [sql`unit.kind = ${kind}`] : []),
    ...(communeType ? [sql`unit.commune_type = ${communeType}`] : []),
    ...(name ? [containsText('unit.name', name)] : []),
    ...(asOf ? [sql`coalesce(unit.valid_from <= ${asOf}, true) and coalesce(unit.valid_to > ${asOf}, true)`] : []),
  ];
}
