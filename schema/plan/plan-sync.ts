import { isDeepStrictEqual } from 'node:util';
import type { EntityClass, RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EntryVersion } from './plan-versions-rules.js';
import type { PlanVersion } from './plan-version.js';
import type { Plan } from './plan.js';

/** A stored version of an entry of the plan. */
export type StoredVersion = PlanVersion & { plan: unknown; code: string };

/** What loading did to a row of the plan. */
export interface PlanChange {
  readonly table: string;
  /** Code of the entry; the plan's number for the plan itself. */
  readonly code: string;
  /** Document that set the version; null for the plan itself. */
  readonly documentNumber: string | null;
  readonly kind: 'CREATED' | 'CHANGED' | 'REMOVED';
  /** Changed properties; empty for a row that is new or gone. */
  readonly fields: readonly string[];
}

/** Makes stored rows equal to wanted ones; nothing is written before the caller flushes. */
export class PlanSync {
  constructor(private readonly em: EntityManager) {}

  /**
   * Schedules what makes the stored versions of one kind equal to the wanted ones. A version is known by its code and
   * its document, so that correcting an effective day keeps the row.
   *
   * @returns the entities in the order wanted.
   */
  async versions<E extends StoredVersion, D extends { code: string }>(
    type: EntityClass<E>,
    plan: Plan,
    wanted: readonly EntryVersion<D>[],
    row: (version: EntryVersion<D>) => RequiredEntityData<E>,
  ): Promise<E[]> {
    const stored = plan.id ? await this.em.find<E>(type, { plan: plan.id } as never) : [];
    const left = new Map(stored.map((version) => [keyOf(version.code, version.documentNumber), version]));
    const kept = wanted.map((version) => {
      const key = keyOf(version.entry.code, version.documentNumber);
      const entry = left.get(key);
      left.delete(key);
      return entry ? this.change(entry, row(version)) : this.em.create(type, row(version));
    });
    for (const gone of left.values()) this.em.remove(gone);
    return kept;
  }

  /** PostgreSQL stores the keys of JSON in an order of its own; equal values in another order are no change. */
  change<E extends object>(entry: E, row: object): E {
    const changed = Object.entries(row).filter(([name, value]) => !isDeepStrictEqual(Reflect.get(entry, name), value));
    return this.em.assign(entry, Object.fromEntries(changed) as never);
  }

  /** What a flush would write, by table, code and document. */
  changes(): PlanChange[] {
    const work = this.em.getUnitOfWork();
    work.computeChangeSets();
    const kept = work.getChangeSets().filter(({ type }) => type === 'create' || type === 'update');
    const written = kept.map(({ entity, type, payload }) => ({
      ...this.subjectOf(entity),
      kind: type === 'create' ? ('CREATED' as const) : ('CHANGED' as const),
      fields: type === 'create' ? [] : Object.keys(payload).toSorted(),
    }));
    const removed = [...work.getRemoveStack()].map((entity) => ({
      ...this.subjectOf(entity),
      kind: 'REMOVED' as const,
      fields: [],
    }));
    return [...written, ...removed].toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  private subjectOf(entity: object): Pick<PlanChange, 'table' | 'code' | 'documentNumber'> {
    const table = this.em.getMetadata().get(entity.constructor.name as never).tableName;
    const [code, documentNumber] = ['code', 'documentNumber'].map((name) => Reflect.get(entity, name) as unknown);
    return typeof code === 'string' && typeof documentNumber === 'string'
      ? { table, code, documentNumber }
      : { table, code: String(Reflect.get(entity, 'number')), documentNumber: null };
  }
}

function keyOf(code: string, documentNumber: string): string {
  return `${code} ${documentNumber}`;
}

function orderOf({ table, code, documentNumber, kind }: PlanChange): string {
  return [documentNumber === null ? 0 : 1, table, code, documentNumber, kind].join(' ');
}
