import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readModelOf, rowsOf, type CivilDate } from '../../base/index.js';
import { StatisticsService } from '../../dossiers/index.js';
import {
  IndicatorDefinitionService,
  IndicatorService,
  TargetValueService,
  timeTargets,
  type CatalogueValues,
  type IndicatorSet,
  type TargetValueFrame,
} from '../../indicators/index.js';
import { Unit } from '../../organisation/index.js';
import { partsOfPlans, Target } from '../../plan/index.js';

/** Reads what the periods of a run share, each thing once. */
export class SharedReader {
  private readonly kept = new Map<string, Promise<unknown>>();

  constructor(private readonly em: EntityManager) {}

  /** All targets that an indicator measures, in every version. */
  measuredTargets(): Promise<Target[]> {
    return this.once('measured targets', () => new IndicatorService(this.em).measuredTargets());
  }

  /** Every version of every indicator. */
  definitions(): Promise<IndicatorSet> {
    return this.once('definitions', () => new IndicatorDefinitionService(this.em).all());
  }

  /** Whether figures may contain generated dossiers. */
  synthetic(): Promise<boolean> {
    return this.once('synthetic', () => new StatisticsService(this.em).hasSyntheticDossiers());
  }

  /** Clause codes of a plan by clause id. */
  clauseCodes(planId: string): Promise<ReadonlyMap<string, string>> {
    return this.once(`clauses ${planId}`, async () => {
      const rows = await rowsOf(
        this.em,
        sql<{ id: string; code: string }>`select id, code from clause where plan_id = ${planId}`,
      );
      return new Map(rows.map(({ id, code }) => [id, code]));
    });
  }

  /** Every unit that a province ever had, by code. */
  units(provinceId: string): Promise<readonly Unit[]> {
    return this.once(`units ${provinceId}`, async () => {
      const model = readModelOf(this.em, Unit);
      const rows = await rowsOf(
        this.em,
        sql<Record<string, unknown>>`select ${model.columns('unit')} from unit
          where province_id = ${provinceId}::uuid order by code collate "C"`,
      );
      return rows.map((row) => model.read(row));
    });
  }

  /** Targets of a plan in the version of a day, in document order. */
  targets(planId: string, day: CivilDate): Promise<readonly Target[]> {
    return this.once(`targets ${planId} ${day}`, async () => {
      const parts = await partsOfPlans(this.em, Target, [planId], day);
      return parts.get(planId) ?? [];
    });
  }

  /** Every version of the targets that processing times are compared with. */
  timeTargets(): Promise<readonly Target[]> {
    return this.once('time targets', () => timeTargets(this.em));
  }

  /** What the catalogue measures on a day of the targets of a frame. */
  catalogue(frame: TargetValueFrame, units: readonly Unit[], on: CivilDate): Promise<CatalogueValues> {
    const plans = [...new Set(frame.targets.map(({ plan }) => plan.id))].join();
    const read = () => new TargetValueService(this.em).catalogue(frame, units, on);
    return this.once(`catalogue ${plans} ${frame.provinceId} ${frame.day} ${on}`, read);
  }

  /** What failed is read again when it is asked for again. */
  private async once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key) ?? read();
    this.kept.set(key, known);
    try {
      return (await known) as T;
    } catch (thrown) {
      this.kept.delete(key);
      throw thrown;
    }
  }
}
