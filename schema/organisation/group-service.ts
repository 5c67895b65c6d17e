import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import {
  PlanError,
  formatVietnameseDate,
  readModelOf,
  rowsOf,
  type Certainty,
  type CivilDate,
  type TableAct,
} from '../base/index.js';
import { validOn } from './restatement.js';
import { UnitGroup, UnitGroupMember } from './unit-group.js';
import { assertReason, isCode, isLine } from './unit-rules.js';
import { UnitService } from './unit-service.js';

/** What is known of a group. */
export interface GroupFacts {
  readonly code: string;
  readonly name: string;
  readonly certainty: Certainty;
  readonly sourceNote: string;
}

/** A unit and a group. */
export interface Membership {
  readonly group: string;
  readonly unit: string;
}

const LONGEST_TEXT = 500;

/** Keeps groups of units and who is in them, when. */
export class GroupService {
  constructor(private readonly em: EntityManager) {}

  /** Stores a group, or rewrites the one with the code. Audited. Must run in a transaction. */
  async save({ code, name, certainty, sourceNote }: GroupFacts, act: TableAct): Promise<UnitGroup> {
    assertReason(act.reason);
    if (!isCode(code)) refuse('code', 'Mã nhóm gồm 1–40 chữ cái không dấu, chữ số và . _ - @.');
    if (!isLine(name, LONGEST_TEXT)) refuse('name', `Tên nhóm phải có 1–${LONGEST_TEXT} ký tự, một dòng.`);
    if (!isLine(sourceNote, LONGEST_TEXT)) refuse('sourceNote', `Nguồn phải có 1–${LONGEST_TEXT} ký tự, một dòng.`);
    const stored = await this.em.findOne(UnitGroup, { code });
    const before = stored && { name: stored.name, certainty: stored.certainty, sourceNote: stored.sourceNote };
    const after = { name: name.normalize('NFC'), certainty, sourceNote };
    if (stored) this.em.assign(stored, after);
    const group = stored ?? this.em.create(UnitGroup, { code, ...after });
    await this.em.flush();
    await this.record('GROUP_SAVED', code, before, after, act);
    return group;
  }

  /**
   * Puts a unit into a group from `act.from` on; a unit that is in it stays so. Audited. Must run in a transaction.
   * @throws PlanError NOT_FOUND for an unknown group or unit; INVALID_INPUT when a later membership begins after it.
   */
  async add(membership: Membership, act: TableAct): Promise<void> {
    const { group, unit } = await this.find(membership, act);
    const memberships = await this.em.find(UnitGroupMember, { group, unit });
    if (memberships.some((one) => holdsOn(one, act.from))) return;
    const later = memberships.find(({ validFrom }) => validFrom !== null && validFrom > act.from);
    if (later) refuse('from', `Đơn vị đã thuộc nhóm từ ngày ${formatVietnameseDate(later.validFrom ?? act.from)}.`);
    this.em.create(UnitGroupMember, { group, unit, validFrom: act.from, validTo: null });
    await this.em.flush();
    await this.record('GROUP_MEMBER_ADDED', group.code, null, { unit: unit.code, validFrom: act.from }, act);
  }

  /**
   * Takes a unit out of a group from `act.from` on; the days before stay. Audited. Must run in a transaction.
   * @throws PlanError NOT_FOUND when the unit is not in the group on that day.
   */
  async end(membership: Membership, act: TableAct): Promise<void> {
    const { group, unit } = await this.find(membership, act);
    const memberships = await this.em.find(UnitGroupMember, { group, unit });
    const open = memberships.find((one) => holdsOn(one, act.from));
    if (!open) throw new PlanError('NOT_FOUND', 'Đơn vị không thuộc nhóm vào ngày này.', { field: 'unit' });
    const before = { unit: unit.code, validFrom: open.validFrom, validTo: open.validTo };
    // A membership that ends on the day it begins has never been.
    if (open.validFrom === act.from) this.em.remove(open);
    else open.validTo = act.from;
    await this.em.flush();
    await this.record('GROUP_MEMBER_ENDED', group.code, before, { ...before, validTo: act.from }, act);
  }

  /** Every group, in Vietnamese order. */
  async all(): Promise<UnitGroup[]> {
    const model = readModelOf(this.em, UnitGroup);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select ${model.columns('unit_group')} from unit_group
        order by name collate "vi-x-icu", code`,
    );
    return rows.map((row) => model.read(row));
  }

  /** Groups of units on a day (ever, when it is null) in Vietnamese order, keyed by unit id. */
  async ofUnits(unitIds: readonly string[], day: CivilDate | null): Promise<Map<string, UnitGroup[]>> {
    const model = readModelOf(this.em, UnitGroup);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown> & { member: string }>`select distinct member.unit_id as member,
          ${model.columns('unit_group')}, unit_group.name collate "vi-x-icu" as sort_name
        from unit_group_member member join unit_group on unit_group.id = member.group_id
        where member.unit_id = any(${[...unitIds]}::uuid[]) and ${day ? validOn('member', day) : sql`true`}
        order by sort_name, unit_group.code`,
    );
    const groups = Map.groupBy(rows, ({ member }) => member);
    return new Map([...groups].map(([unitId, found]) => [unitId, found.map((row) => model.read(row))]));
  }

  private async find(membership: Membership, act: TableAct) {
    assertReason(act.reason);
    const group = await this.em.findOne(UnitGroup, { code: membership.group });
    if (!group) throw new PlanError('NOT_FOUND', `Không có nhóm mã «${membership.group}».`, { field: 'group' });
    return { group, unit: await new UnitService(this.em).byCode(membership.unit) };
  }

  private async record(
    action: string,
    subjectId: string,
    before: Readonly<Record<string, unknown>> | null,
    after: Readonly<Record<string, unknown>> | null,
    { actor, reason }: TableAct,
  ): Promise<void> {
    const change = { actor, action, subjectType: 'UnitGroup', subjectId, before, after, reason: reason.trim() };
    await new AuditService(this.em).recordChange(change);
  }
}

function holdsOn({ validFrom, validTo }: UnitGroupMember, day: CivilDate): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo > day);
}

function refuse(field: string, message: string): never {
  throw new PlanError('INVALID_INPUT', message, { field });
}
