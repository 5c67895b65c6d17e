import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseCivilDate, PlanError } from '../../schema/base/index.js';
import { Province } from '../../schema/organisation/index.js';
import {
  Clause,
  DeadlineRule,
  DeadlineService,
  Duty,
  Plan,
  PlanService,
  Target,
  Task,
  type PlanData,
} from '../../schema/plan/index.js';
import { openPlanDatabase, plan457, type PlanDatabase } from '../support/plan-database.js';

let database: PlanDatabase;

beforeAll(async () => {
  database = await openPlanDatabase();
});
afterAll(() => database.close());

/** Does `work` in a transaction that is taken back; `fresh` makes further entity managers of it. */
async function rolledBack<T>(work: (fresh: () => EntityManager) => Promise<T>): Promise<T> {
  const em = database.orm.em.fork();
  await em.begin();
  try {
    return await work(() => em.fork({ keepTransactionContext: true }));
  } finally {
    await em.rollback();
  }
}

function tryLoad(data: PlanData, provinceCode?: string) {
  return rolledBack((fresh) => new PlanService(fresh()).load(data, { actor: 'start', provinceCode }));
}

function isKept({ clause }: { clause: string }): boolean {
  return clause !== 'IV.3.d';
}

async function refusalOf(loading: Promise<unknown>): Promise<PlanError> {
  const error: unknown = await loading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PlanError);
  return error as PlanError;
}

describe('PlanService.load', () => {
  it('stores every entry of the plan with its clause and the clause tree', async () => {
    const em = database.orm.em.fork();
    const plan = await em.findOneOrFail(Plan, { number: '457/KH-UBND' }, { populate: ['province'] });
    expect(plan.province.unwrap().code).toBe('42');
    expect(await em.count(Clause, { plan })).toBe(plan457.clauses.length);
    expect(await em.count(Target, { plan })).toBe(plan457.targets.length);
    expect(await em.count(Task, { plan })).toBe(plan457.tasks.length);
    expect(await em.count(Duty, { plan })).toBe(plan457.duties.length);
    expect(await em.count(DeadlineRule, { plan })).toBe(plan457.deadlines.length);
    const clause = await em.findOneOrFail(Clause, { plan, code: 'IV.8.e' }, { populate: ['parent.parent'] });
    expect(clause.parent?.unwrap().code).toBe('IV.8');
    expect(clause.parent?.unwrap().parent?.unwrap().code).toBe('IV');
    const rule = await em.findOneOrFail(DeadlineRule, { plan, code: 'IV.8.a' }, { populate: ['target', 'clause'] });
    expect([rule.target?.unwrap().code, rule.clause.unwrap().code, rule.spanEnd]).toEqual([
      'IV.8.a',
      'IV.8.a',
      '2026-01-01',
    ]);
    const duty = await em.findOneOrFail(Duty, { plan, code: 'IV.8.e-MONTH' });
    expect(duty.dueRuleText).toMatch(/^Hạn: hết ngày làm việc thứ 2 sau ngày chốt số liệu\. Kế hoạch chỉ nêu chu kỳ/);
    expect(duty.exceptUnits).toEqual(['TKT', 'BCHQS']);
  });

  it('writes nothing when the same data is loaded again', async () => {
    expect(await tryLoad(plan457)).toMatchObject({ created: 0, changed: 0, removed: 0 });
  });

  it('changes what changed, under the same id', async () => {
    const before = await database.orm.em.fork().findOneOrFail(Target, { code: 'II.1.10' });
    const targets = plan457.targets
      .filter(({ code }) => code !== 'IV.9.c')
      .map((target) => (target.code === 'II.1.10' ? { ...target, value: 75 } : target));
    await rolledBack(async (fresh) => {
      const summary = await new PlanService(fresh()).load({ ...plan457, targets });
      expect(summary).toMatchObject({ created: 0, changed: 1, removed: 1 });
      const after = await fresh().findOneOrFail(Target, { code: 'II.1.10' });
      expect(after).toMatchObject({ id: before.id, targetValue: 75 });
    });
  });

  it('refuses every unit code that the province does not have, naming the entries', async () => {
    const duties = plan457.duties.map((duty) =>
      duty.code === 'IV.3.d-QUARTER' ? { ...duty, responsible: { units: ['KHONGCO'], scopes: [] } } : duty,
    );
    const tasks = plan457.tasks.map((task, index) =>
      index === 0 ? { ...task, cooperating: { units: ['CUNGKHONG'], scopes: [] } } : task,
    );
    const error = await refusalOf(tryLoad({ ...plan457, duties, tasks }));
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.message).toContain(`«CUNGKHONG» (${tasks[0]?.code}), «KHONGCO» (IV.3.d-QUARTER)`);
  });

  it('refuses a province that is not there', async () => {
    expect((await refusalOf(tryLoad(plan457, '00'))).code).toBe('NOT_FOUND');
  });

  it('loads a second plan of another number beside the first', async () => {
    const plan = { ...plan457.plan, number: '999/KH-UBND' };
    await rolledBack(async (fresh) => {
      await new PlanService(fresh()).load({ ...plan457, plan });
      expect(await fresh().count(Clause, {})).toBe(2 * plan457.clauses.length);
      expect(await fresh().count(Province, {})).toBe(1);
    });
  });

  it('refuses to lose a clause that deadlines refer to', async () => {
    const data = {
      ...plan457,
      clauses: plan457.clauses.filter(({ code }) => code !== 'IV.3.d'),
      duties: plan457.duties.filter(isKept),
      tasks: plan457.tasks.filter(isKept),
    };
    await rolledBack(async (fresh) => {
      await new DeadlineService(fresh()).openDue(parseCivilDate('2025-08-20'));
      const error = await refusalOf(new PlanService(fresh()).load(data));
      expect([error.code, error.details['codes']]).toEqual(['CONFLICT', ['IV.3.d', 'IV.3.d-QUARTER']]);
    });
  });
});
