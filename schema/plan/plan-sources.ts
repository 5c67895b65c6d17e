import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type CivilDate } from '../base/index.js';
import { Clause } from './clause.js';
import { DeadlineRule } from './deadline-rule.js';
import type { BindableUnit } from './deadline-rules.js';
import { Duty } from './duty.js';
import { Plan } from './plan.js';
import { isInForce } from './version-rules.js';

/** All that what a plan's units owe follows from. */
export interface PlanSources {
  readonly plan: Plan;
  /** Units of the plan's province by code, former ones too. */
  readonly units: readonly BindableUnit[];
  /** Every version. */
  readonly duties: readonly Duty[];
  /** Every version. */
  readonly rules: readonly DeadlineRule[];
  /** The wording that a clause has on a day, found from any of its versions; that version itself when it ended. */
  clauseOn(id: string, day: CivilDate): string;
}

/** The sources of every plan in effect on a day. */
export async function readPlanSources(em: EntityManager, day: CivilDate): Promise<PlanSources[]> {
  const sources: PlanSources[] = [];
  for (const plan of await em.find(Plan, { effectiveOn: { $lte: day } })) {
    sources.push({
      plan,
      units: await readUnits(em, plan.province.id),
      duties: await em.find(Duty, { plan }),
      rules: await em.find(DeadlineRule, { plan }),
      clauseOn: await readClauses(em, plan),
    });
  }
  return sources;
}

async function readClauses(em: EntityManager, plan: Plan): Promise<PlanSources['clauseOn']> {
  const versions = await em.find(Clause, { plan }, { fields: ['code', 'validFrom', 'validTo'] });
  const codes = new Map(versions.map(({ id, code }) => [id, code]));
  const byCode = Map.groupBy(versions, ({ code }) => code);
  return (id, day) => byCode.get(codes.get(id) ?? '')?.find((version) => isInForce(version, day))?.id ?? id;
}

function readUnits(em: EntityManager, provinceId: string): Promise<BindableUnit[]> {
  return rowsOf(
    em,
    sql<BindableUnit>`select id, code, kind, valid_from::text as "validFrom", valid_to::text as "validTo"
      from unit where province_id = ${provinceId} order by code`,
  );
}
