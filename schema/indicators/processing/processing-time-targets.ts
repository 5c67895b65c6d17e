import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, readModelOf, rowsOf, type DayRange } from '../../base/index.js';
import { isInForce, seenOn, Target, TargetUnit } from '../../plan/index.js';

/** The plan and its targets that processing times are compared with. Source: Kế hoạch 457/KH-UBND, điểm II.3.e. */
const PLAN_NUMBER = '457/KH-UBND';
const TARGET_CODES = ['II.3.e-2025', 'II.3.e-2026'];

/** Every version of the targets that processing times are compared with, in code order. */
export async function timeTargets(em: EntityManager): Promise<Target[]> {
  const model = readModelOf(em, Target);
  const rows = await rowsOf(
    em,
    sql<Record<string, unknown>>`select ${model.columns('target')} from target
      where target.code = any(${TARGET_CODES}::text[])
        and target.plan_id in (select plan.id from plan where plan.number = ${PLAN_NUMBER})
      order by target.code collate "C", target.valid_from`,
  );
  return rows.map((row) => model.read(row));
}

/** The target of a range's last day among `timeTargets`, as it read then; null when the plan sets none. */
export function timeTargetOf(targets: readonly Target[], range: DayRange): Target | null {
  const day = addDays(range.to, -1);
  const found = targets.find(
    (target) =>
      target.valueUnit === TargetUnit.Percent &&
      isInForce(target, day) &&
      (target.from === null || target.from <= day) &&
      (target.until === null || day <= target.until),
  );
  return found ? seenOn(found, day) : null;
}
