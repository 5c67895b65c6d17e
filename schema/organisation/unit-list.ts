import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { matchesWords, readModelOf, type CivilDate, type ListQuery, type OrderColumn } from '../base/index.js';
import { validOn } from './restatement.js';
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
  /** Words of the name, the short name or another name. */
  readonly name?: string | null;
  /** Code of a group that the unit is in on `asOf`, ever when that is left out. */
  readonly group?: string | null;
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

/** Units that are in the parent group and exist on a day (ever, when it is null), in Vietnamese name order. */
export function unitsOfGroup(em: EntityManager, day: CivilDate | null): ListQuery {
  const member = sql`exists (select from unit_group_member member where member.unit_id = unit.id
    and member.group_id = parent.id::uuid and ${day ? validOn('member', day) : sql`true`})`;
  const list = unitList(em, { asOf: day }, UnitOrder.Name, false);
  return { ...list, where: [...list.where, member] };
}

function conditions({ kind, communeType, name, group, asOf }: UnitFilter): RawBuilder<unknown>[] {
  return [
    ...(kind ? [sql`unit.kind = ${kind}`] : []),
    ...(communeType ? [sql`unit.commune_type = ${communeType}`] : []),
    ...(name ? [isCalled(name)] : []),
    ...(group ? [isInGroup(group, asOf ?? null)] : []),
    ...(asOf ? [validOn('unit', asOf)] : []),
  ];
}

function isCalled(name: string): RawBuilder<unknown> {
  return sql`(${matchesWords(sql`unit.name`, name)} or ${matchesWords(sql`unit.short_name`, name)}
    or exists (select from unit_alias where unit_alias.unit_id = unit.id and ${matchesWords(sql`unit_alias.name`, name)}))`;
}

function isInGroup(code: string, day: CivilDate | null): RawBuilder<unknown> {
  return sql`exists (select from unit_group_member member join unit_group on unit_group.id = member.group_id
    where member.unit_id = unit.id and unit_group.code = ${code} and ${day ? validOn('member', day) : sql`true`})`;
}
