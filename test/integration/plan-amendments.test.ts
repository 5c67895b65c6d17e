import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { AuditEntry } from '../../schema/audit/index.js';
import { parseCivilDate, projectFile, rowsOf } from '../../schema/base/index.js';
import { createLog } from '../../schema/base/index.js';
import { prepareInstallation } from '../../schema/install.js';
import {
  Clause,
  Deadline,
  DeadlineService,
  Plan,
  PlanLoadService,
  PlanService,
  readPlanFolder,
  Target,
  Task,
  type PlanData,
} from '../../schema/plan/index.js';
import { Report, ReportService } from '../../schema/reports/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { openDatabase, type Database } from '../../schema/database.js';

const amended = readPlanFolder(projectFile('test/fixtures/plan-amended'));
const issued: PlanData = { ...amended, amendments: [] };
const NUMBER = '88/KH-UBND';
const SOURCE = { sourceCode: 'I.1', plan: { number: NUMBER } };
const civil = parseCivilDate;

let file: TestDatabase;
let orm: Database;
const em = () => orm.em.fork();

beforeEach(async () => {
  file = await createTestDatabase();
  orm = await openDatabase({ url: file.url });
});
afterEach(async () => {
  await orm.close();
  await file.drop();
});

function load(data: PlanData, day = '2025-11-26', dryRun = false) {
  const act = { actor: 'test', today: civil(day), dryRun };
  return em().transactional((inner) => new PlanLoadService(inner).load(data, act));
}

function open(day: string) {
  return em().transactional((inner) => new DeadlineService(inner).openDue(civil(day)));
}

describe('loading an amended plan', () => {
  it('adds versions beside those that were there, under the ids they had, and writes nothing again', async () => {
    await load(issued);
    const before = await em().findOneOrFail(Target, { plan: { number: NUMBER } });
    const { summary } = await load(amended);
    expect(summary).toMatchObject({ created: 5, removed: 0 });
    const targets = await em().find(Target, { plan: { number: NUMBER } }, { orderBy: { validFrom: 'asc' } });
    expect(targets.map(({ targetValue, validFrom, validTo }) => [targetValue, validFrom, validTo])).toEqual([
      [70, '2025-08-20', '2025-12-01'],
      [80, '2025-12-01', null],
    ]);
    expect(targets[0]?.id).toBe(before.id);
    expect((await load(amended)).summary).toMatchObject({ created: 0, changed: 0, removed: 0, changes: [] });
  });

  it('tells what a dry run would do and keeps nothing of it', async () => {
    const { summary } = await load(amended, '2025-11-26', true);
    expect(summary).toMatchObject({ created: 17, changed: 0, removed: 0 });
    expect(await em().count(Plan, { number: NUMBER })).toBe(0);
  });

  it('leaves in the audit what it changed', async () => {
    await load(issued);
    await load(amended);
    const plan = await em().findOneOrFail(Plan, { number: NUMBER });
    const entries = await em().find(AuditEntry, { subjectId: plan.id }, { orderBy: { id: 'asc' } });
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['PLAN_LOADED', 'test'],
      ['PLAN_LOADED', 'test'],
    ]);
    expect(entries[1]?.details?.['changes']).toContainEqual({
      table: 'target',
      code: 'I.1',
      documentNumber: NUMBER,
      kind: 'CHANGED',
      fields: ['validTo'],
    });
  });

  it('has open deadlines follow a postponed date, tells which moved, and leaves what was done', async () => {
    await load(issued);
    await open('2025-11-26');
    await em().transactional(async (inner) => {
      const done = await inner.findOneOrFail(Deadline, { ...SOURCE, unit: { code: '18073' } });
      await new DeadlineService(inner).fulfil(done.id, new Date('2025-11-26T02:00:00Z'), 'Báo cáo', 'test');
    });
    const count = await em().count(Deadline, SOURCE);
    expect((await load(amended)).moved).toEqual([]); // the amendment holds from 1 December
    expect((await em().findOneOrFail(Deadline, { ...SOURCE, unit: { code: '18100' } })).dueOn).toBe('2025-12-31');
    const { moved } = await load(amended, '2025-12-01');
    expect(moved).toHaveLength(count - 1);
    expect(new Set(moved.map(({ dueOnBefore, dueOn }) => `${dueOnBefore} ${dueOn}`))).toEqual(
      new Set(['2025-12-31 2026-06-30']),
    );
    expect(await open('2025-12-01')).toMatchObject({ corrected: 0 });
    expect(await em().count(Deadline, SOURCE)).toBe(count);
    const open18100 = await em().findOneOrFail(
      Deadline,
      { ...SOURCE, unit: { code: '18100' } },
      { populate: ['clause'] },
    );
    expect(open18100).toMatchObject({ periodId: '2026-Q2', quote: 'Đến hết quý II năm 2026' });
    expect(open18100.clause.unwrap().documentNumber).toBe('15/KH-UBND');
    const done = await em().findOneOrFail(Deadline, { ...SOURCE, unit: { code: '18073' } }, { populate: ['clause'] });
    expect([done.periodId, done.dueOn, done.clause.unwrap().documentNumber]).toEqual(['2025-Q4', '2025-12-31', NUMBER]);
  });

  it('compares every period with the target of its last day, whenever its report is compiled', async () => {
    await load(issued);
    await open('2025-12-15');
    await em().transactional((inner) => new ReportService(inner).compileClosed(civil('2025-10-15'), new Date()));
    await load(amended, '2025-12-15');
    await em().transactional((inner) => new ReportService(inner).compileClosed(civil('2025-12-15'), new Date()));
    const reports = await rowsOf(
      em(),
      sql<{ period: string; target: string; clause: string }>`select period_id as period, item ->> 'target' as target,
          item ->> 'quote' as quote
        from report join plan on plan.id = plan_id join report_revision on report_id = report.id, jsonb_array_elements(content -> 'indicators') item
        where plan.number = ${NUMBER} and scope_key = 'SNV' and item ->> 'code' = 'FULL_PROCESS_OF_RESOLVED'
        order by period_id`,
    );
    expect(reports.map(({ period, target }) => [period, target])).toEqual([
      ['2025-09', '≥ 70 %'],
      ['2025-10', '≥ 70 %'],
      ['2025-11', '≥ 70 %'],
      ['2025-12', '≥ 80 %'],
    ]);
    expect(await em().count(Report, { plan: { number: NUMBER }, scopeKey: 'SNV' })).toBe(4);
  });
});

describe('data that lost an entry', () => {
  it('is refused while deadlines, reports or recorded progress stand on it', async () => {
    await load(issued);
    await open('2025-10-15');
    await em().transactional((inner) => new ReportService(inner).compileClosed(civil('2025-10-15'), new Date()));
    const lost = { ...issued, duties: [], deadlines: [], targets: [], tasks: [] };
    await expect(load(lost)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { codes: ['I.1', 'II.1-MONTH'] },
      message: expect.stringMatching(/đã có báo cáo so với chỉ tiêu này.*đã có việc đến hạn từ mục này/),
    });
    expect(await em().count(Target, { plan: { number: NUMBER } })).toBe(1);
  });

  it('takes away an amendment that nothing stands on', async () => {
    await load(amended);
    const { summary } = await load(issued);
    expect(summary).toMatchObject({ created: 0, removed: 5 });
    expect(await em().count(Clause, { plan: { number: NUMBER } })).toBe(issued.clauses.length);
    expect(await em().count(Task, { plan: { number: NUMBER }, validTo: null })).toBe(issued.tasks.length);
  });
});

describe('a start', () => {
  it('keeps the plan it brings equal to its data until a person loads that plan', async () => {
    const log = createLog('test', 'silent');
    const data = readPlanFolder(projectFile('schema/plan/kh-457'));
    const targets = data.targets.map((target) => (target.code === 'II.1.10' ? { ...target, value: 75 } : target));
    const valueAfterStart = async () => {
      await prepareInstallation(file.url, orm, log);
      return (await em().findOneOrFail(Target, { code: 'II.1.10' })).targetValue;
    };
    await em().transactional((inner) => new PlanService(inner).load({ ...data, targets }));
    expect(await valueAfterStart()).toBe(70);
    await load({ ...data, targets });
    expect(await valueAfterStart()).toBe(75);
  });
});
