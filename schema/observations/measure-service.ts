import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { PlanError, readModelOf, rowsOf, type CivilDate } from '../base/index.js';
import type { MeasureData } from './measure-data.js';
import { Measure } from './measure.js';

/** What of a measure never changes under one code: other values would not compare with those recorded. */
const LASTING = ['countUnit', 'cycle', 'scheme', 'aggregation'] as const satisfies readonly (keyof Measure)[];

/** Table expression: the versions of measures that hold on a day, at most one of every code. */
export function measuresOn(day: CivilDate): RawBuilder<unknown> {
  return sql`(select * from measure where valid_from <= ${day}::date and coalesce(valid_to > ${day}::date, true))`;
}

/** Reads and loads measures. */
export class MeasureService {
  constructor(private readonly em: EntityManager) {}

  /** Measures that hold on a day, in code order. One statement. */
  async on(day: CivilDate): Promise<Measure[]> {
    const model = readModelOf(this.em, Measure);
    const rows = await rowsOf(
      this.em,
      sql<Record<string, unknown>>`select ${model.columns('m')} from ${measuresOn(day)} m order by m.code collate "C"`,
    );
    return rows.map((row) => model.read(row));
  }

  /** Every version of every measure, by code and first day. */
  async all(): Promise<Measure[]> {
    return this.em.find(Measure, {}, { orderBy: { code: 'asc', validFrom: 'asc' } });
  }

  /**
   * Adds the measures that are not stored, and a version that begins after all stored ones of its code, which end then;
   * what is stored stays as administrators left it. Number added.
   * @throws PlanError CONFIGURATION when a version changes what a code stands for.
   */
  async load(measures: readonly MeasureData[]): Promise<number> {
    const stored = Map.groupBy(await this.all(), ({ code }) => code);
    const added = measures.filter((data) =>
      (stored.get(data.code) ?? []).every((old) => old.validFrom < data.validFrom),
    );
    for (const data of added) {
      const before = stored.get(data.code)?.at(-1);
      if (before) follow(before, data);
      stored.set(data.code, [...(stored.get(data.code) ?? []), this.em.create(Measure, { ...data })]);
    }
    await this.em.flush();
    return added.length;
  }
}

function follow(before: Measure, next: MeasureData): void {
  const changed = LASTING.filter((field) => before[field] !== next[field]);
  if (changed.length > 0) {
    throw new PlanError('CONFIGURATION', `Số đo ${next.code} đổi ${changed.join(', ')}; hãy đặt mã mới.`, { changed });
  }
  before.validTo ??= next.validFrom;
}
