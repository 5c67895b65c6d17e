import type { EntityManager } from '@mikro-orm/postgresql';
import type { LineageFacts } from './lineage-service.js';
import { HA_TINH } from './organisation-data.js';
import { Province } from './province.js';
import type { SeedReform } from './reform-data.js';
import { UnitLineage } from './unit-lineage.js';
import { existsOn } from './unit-rules.js';
import { createUnit } from './unit-service.js';
import { Unit } from './unit.js';

/** Loads what is known of the units before a reform. */
export class ReformService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Adds the former units that are not stored yet, by code, each together with all its steps; a unit that is stored stays
   * as administrators left it, steps they took back included. A unit is left out when one of its successors does not
   * exist on the day of the step: then an administrator knows better. Number of units added.
   */
  async load({ units, steps }: SeedReform): Promise<number> {
    const stored = new Map((await this.em.find(Unit, {})).map((unit) => [unit.code, unit]));
    const stepsOf = Map.groupBy(steps, ({ predecessor }) => predecessor);
    const province = await this.em.findOneOrFail(Province, { code: HA_TINH.code });
    let added = 0;
    for (const facts of units) {
      if (stored.has(facts.code)) continue;
      const known = stepsOf.get(facts.code) ?? [];
      const ways = known.flatMap((step) => {
        const successor = stored.get(step.successor);
        return successor && existsOn(successor, step.effectiveOn) ? [{ step, successor }] : [];
      });
      if (ways.length < known.length) continue;
      const predecessor = createUnit(this.em, facts, province);
      for (const { step, successor } of ways) this.create(step, predecessor, successor);
      added += 1;
    }
    await this.em.flush();
    return added;
  }

  private create({ share, ...step }: LineageFacts, predecessor: Unit, successor: Unit): void {
    const { numerator: shareNumerator, denominator: shareDenominator } = share ?? {
      numerator: null,
      denominator: null,
    };
    this.em.create(UnitLineage, { ...step, predecessor, successor, shareNumerator, shareDenominator });
  }
}
