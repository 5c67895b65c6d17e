import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
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
import { formatShare, lineageFault, notRestatedReason, type LineageEdge, type Share } from './lineage-rules.js';
import { LineageKind, UnitLineage } from './unit-lineage.js';
import { assertReason, existsOn, isLine } from './unit-rules.js';
import { UnitService } from './unit-service.js';
import type { Unit } from './unit.js';

/** A step as it is to be stored; units by code. */
export interface LineageFacts extends LineageEdge {
  readonly document: string | null;
  readonly certainty: Certainty;
  readonly sourceNote: string;
}

const LONGEST_TEXT = 500;

/** Keeps where units come from and go to. */
export class LineageService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Stores a step, or rewrites the one between the two units. A merged unit ends on the day the step takes effect.
   * Audited; the same step again is not. Must run in a transaction.
   * @throws PlanError NOT_FOUND for an unknown unit; INVALID_INPUT for a cycle, more than all of a unit, or units that
   * do not exist when they should.
   */
  async save(facts: LineageFacts, act: TableAct): Promise<UnitLineage> {
    assertReason(act.reason);
    await new UnitService(this.em).holdForChange();
    const { predecessor, successor } = await this.units(facts);
    const stored = await this.em.findOne(UnitLineage, { predecessor, successor });
    const fault = stepFault(facts, predecessor, successor, await this.edges(stored?.id ?? null));
    if (fault) throw new PlanError('INVALID_INPUT', fault.message, { field: fault.field });
    const { kind, share, effectiveOn, document, certainty, sourceNote } = facts;
    const columns = {
      kind,
      shareNumerator: share?.numerator ?? null,
      shareDenominator: share?.denominator ?? null,
      effectiveOn,
      document,
      certainty,
      sourceNote,
    };
    const before = stored && toldOf(stored, facts);
    if (stored) this.em.assign(stored, columns);
    const lineage = stored ?? this.em.create(UnitLineage, { predecessor, successor, ...columns });
    const ended = kind === LineageKind.MergedInto && predecessor.validTo === null;
    if (ended) predecessor.validTo = effectiveOn;
    await this.em.flush();
    const after = { ...toldOf(lineage, facts), ...(ended ? { predecessorEnds: effectiveOn } : {}) };
    if (!isDeepStrictEqual(before, after)) await this.record('LINEAGE_SAVED', lineage.id, before, after, act);
    return lineage;
  }

  /**
   * Takes a step back; the units stay as they are. Audited. Must run in a transaction.
   * @throws PlanError NOT_FOUND when there is no such step.
   */
  async remove(codes: { readonly predecessor: string; readonly successor: string }, act: TableAct): Promise<void> {
    assertReason(act.reason);
    await new UnitService(this.em).holdForChange();
    const { predecessor, successor } = await this.units(codes);
    const stored = await this.em.findOne(UnitLineage, { predecessor, successor });
    if (!stored) throw new PlanError('NOT_FOUND', 'Không có bước kế tiếp giữa hai đơn vị này.', { field: 'successor' });
    const [id, before] = [stored.id, toldOf(stored, codes)];
    await this.em.remove(stored).flush();
    await this.record('LINEAGE_REMOVED', id, before, null, act);
  }

  /** Steps that lead to units (`successor`) or away from them, keyed by that unit; all days when `day` is null. */
  async steps(
    end: 'predecessor' | 'successor',
    unitIds: readonly string[],
    day: CivilDate | null,
  ): Promise<Map<string, UnitLineage[]>> {
    const model = readModelOf(this.em, UnitLineage);
    const other = end === 'predecessor' ? 'successor' : 'predecessor';
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select ${model.columns('unit_lineage')} from unit_lineage
        join unit on unit.id = ${sql.ref(`unit_lineage.${other}_id`)}
        where ${sql.ref(`${end}_id`)} = any(${[...unitIds]}::uuid[])
          and (${day}::date is null or effective_on <= ${day}::date)
        order by effective_on, unit.short_name collate "vi-x-icu", unit.id`,
    );
    return Map.groupBy(
      rows.map((row) => model.read(row)),
      (step) => step[end].id,
    );
  }

  /**
   * Why figures cannot all be restated to the units of a day, by unit and as words; a unit that nothing keeps from it
   * is missing. Both ends of a step that is not 1/1 have its reason.
   */
  async notRestated(unitIds: readonly string[], day: CivilDate): Promise<Map<string, string[]>> {
    const asked = sql`unnest(${[...unitIds]}::uuid[]) as step (key)`;
    const rows = await this.partialSteps(asked, sql`step.key in (l.predecessor_id, l.successor_id)`, day);
    const reasons = Map.groupBy(rows, ({ key }) => key);
    return new Map([...reasons].map(([unitId, steps]) => [unitId, steps.map(reasonOf)]));
  }

  /** The same for provinces: the reasons of all their units, each once, keyed by province id. */
  async notRestatedInProvinces(provinceIds: readonly string[], day: CivilDate): Promise<Map<string, string[]>> {
    const asked = sql`unnest(${[...provinceIds]}::uuid[]) as step (key)`;
    const inProvince = sql`exists (select from unit u where u.id = l.predecessor_id and u.province_id = step.key)`;
    const reasons = Map.groupBy(await this.partialSteps(asked, inProvince, day), ({ key }) => key);
    return new Map([...reasons].map(([provinceId, steps]) => [provinceId, steps.map(reasonOf)]));
  }

  private partialSteps(asked: RawBuilder<unknown>, condition: RawBuilder<unknown>, day: CivilDate): Promise<StepRow[]> {
    return rowsOf(
      this.em,
      sql<StepRow>`select step.key, p.name as predecessor, s.name as successor, l.share_numerator as numerator,
          l.share_denominator as denominator, l.effective_on::text as "effectiveOn"
        from ${asked} join unit_lineage l on ${condition}
          and l.effective_on <= ${day}::date and (l.share_numerator = l.share_denominator) is not true
        join unit p on p.id = l.predecessor_id join unit s on s.id = l.successor_id
        order by l.effective_on, p.code, s.code`,
    );
  }

  /** Every step as an edge between codes, without the one of an id. */
  async edges(exceptId: string | null = null): Promise<LineageEdge[]> {
    const stored = await this.em.find(UnitLineage, {}, { populate: ['predecessor', 'successor'] });
    return stored
      .filter(({ id }) => id !== exceptId)
      .map((step) => ({
        predecessor: step.predecessor.$.code,
        successor: step.successor.$.code,
        kind: step.kind,
        share: shareOf(step),
        effectiveOn: step.effectiveOn,
      }));
  }

  private async units(codes: { readonly predecessor: string; readonly successor: string }) {
    const units = new UnitService(this.em);
    return {
      predecessor: await units.byCode(codes.predecessor, 'predecessor'),
      successor: await units.byCode(codes.successor, 'successor'),
    };
  }

  private async record(
    action: string,
    subjectId: string,
    before: Readonly<Record<string, unknown>> | null,
    after: Readonly<Record<string, unknown>> | null,
    { actor, reason }: TableAct,
  ): Promise<void> {
    const change = { actor, action, subjectType: 'UnitLineage', subjectId, before, after, reason: reason.trim() };
    await new AuditService(this.em).recordChange(change);
  }
}

type UnitDays = Pick<Unit, 'validFrom' | 'validTo'>;

/** What is wrong with a step between two units beside the steps there are; null when nothing is. */
export function stepFault(
  facts: LineageFacts,
  predecessor: UnitDays,
  successor: UnitDays,
  others: readonly LineageEdge[],
): { readonly field: string; readonly rule: string; readonly message: string } | null {
  const fault = lineageFault(facts, others);
  if (fault) return fault;
  const { kind, effectiveOn, document, sourceNote } = facts;
  const day = formatVietnameseDate(effectiveOn);
  if (predecessor.validFrom !== null && predecessor.validFrom >= effectiveOn) {
    return { field: 'predecessor', rule: 'VALIDITY', message: `Đơn vị trước chưa có trước ngày ${day}.` };
  }
  const { validTo } = predecessor;
  if (validTo !== null && (kind === LineageKind.MergedInto ? validTo !== effectiveOn : validTo < effectiveOn)) {
    const message = `Đơn vị trước đã chấm dứt ngày ${formatVietnameseDate(validTo)}, không khớp ngày ${day}.`;
    return { field: 'predecessor', rule: 'VALIDITY', message };
  }
  if (!existsOn(successor, effectiveOn)) {
    return { field: 'successor', rule: 'VALIDITY', message: `Đơn vị sau không hoạt động vào ngày ${day}.` };
  }
  if (!isLine(sourceNote, LONGEST_TEXT)) {
    return { field: 'sourceNote', rule: 'TEXT', message: `Nguồn phải có 1–${LONGEST_TEXT} ký tự, một dòng.` };
  }
  if (document !== null && !isLine(document, LONGEST_TEXT)) {
    return { field: 'document', rule: 'TEXT', message: `Văn bản phải có 1–${LONGEST_TEXT} ký tự, một dòng.` };
  }
  return null;
}

/** The share of a stored step. */
export function shareOf({ shareNumerator, shareDenominator }: UnitLineage): Share {
  if (shareNumerator === null || shareDenominator === null) return null;
  return { numerator: shareNumerator, denominator: shareDenominator };
}

interface StepRow {
  readonly key: string;
  readonly predecessor: string;
  readonly successor: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly effectiveOn: CivilDate;
}

function reasonOf({ predecessor, successor, numerator, denominator, effectiveOn }: StepRow): string {
  const share = numerator === null || denominator === null ? null : { numerator, denominator };
  return notRestatedReason({ share, effectiveOn }, predecessor, successor);
}

function toldOf(step: UnitLineage, codes: { readonly predecessor: string; readonly successor: string }) {
  const { kind, effectiveOn, document, certainty, sourceNote } = step;
  const { predecessor, successor } = codes;
  return {
    predecessor,
    successor,
    kind,
    share: formatShare(shareOf(step)),
    effectiveOn,
    document,
    certainty,
    sourceNote,
  };
}
