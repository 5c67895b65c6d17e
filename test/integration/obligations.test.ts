import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf, type CivilDate } from '../../schema/base/index.js';
import { Unit, UnitKind } from '../../schema/organisation/index.js';
import { Deadline, DeadlineKind, DeadlineService, PlanLoadService, type DueRule } from '../../schema/plan/index.js';
import {
  hasTimeliness,
  ObligationService,
  owedReportKey,
  owedReports,
  Report,
  ReportEvent,
  Timeliness,
  timelinessOf,
} from '../../schema/reports/index.js';
import { amendedPlan } from '../support/amendments.js';
import { openPlanDatabase, plan457, type PlanDatabase } from '../support/plan-database.js';

const civil = parseCivilDate;
/** One commune is merged into the other in the middle of December's period. */
const [MERGED, SUCCESSOR] = ['18115', '18118'];
const MORNING = new Date('2025-12-15T06:00:00+07:00');
let database: PlanDatabase;
const em = () => database.orm.em.fork();

function openDeadlines(day: string) {
  return em().transactional((inner) => new DeadlineService(inner).openDue(civil(day)));
}

function openClosed(day: string) {
  return em().transactional((inner) => new ObligationService(inner).openClosed(civil(day), MORNING));
}

async function merge(from: string, into: string, day: CivilDate): Promise<void> {
  await em().execute(
    `insert into unit_lineage (predecessor_id, successor_id, kind, effective_on, certainty, source_note)
     select one.id, other.id, 'MERGED_INTO', ?::date, 'DERIVED', 'thử' from unit one, unit other
     where one.code = ? and other.code = ?`,
    [day, from, into],
  );
  await em().nativeUpdate(Unit, { code: from }, { validTo: day });
}

/** The last day on time of a unit's report. */
async function dueOnOf(unit: string, periodId: string): Promise<string> {
  const deadline = { unit: { code: unit }, kind: DeadlineKind.Report, periodId };
  return (await em().findOneOrFail(Deadline, deadline)).dueOn;
}

/** A duty of the plan with another due rule. */
function changed(code: string, dueRule: DueRule) {
  return plan457.duties.filter((duty) => duty.code === code).map((duty) => ({ ...duty, dueRule }));
}

describe('obligations', () => {
  beforeAll(async () => {
    database = await openPlanDatabase();
    await openDeadlines('2025-11-20'); // the period of December has begun: everybody owes its report
    await merge(MERGED ?? '', SUCCESSOR ?? '', civil('2025-12-01'));
  });
  afterAll(() => database?.close());

  it('are opened once the last day is over, not before', async () => {
    await openDeadlines('2025-12-14');
    await openClosed('2025-12-14');
    expect(await em().count(Report, { periodId: '2025-12' })).toBe(0);
    expect(await em().count(Report, { periodId: '2025-11' })).toBeGreaterThan(80);
  });

  it('are opened once for each bound unit and each cycle, by two at once as by one', async () => {
    await openDeadlines('2025-12-15');
    const runs = await Promise.all([openClosed('2025-12-15'), openClosed('2025-12-15')]);
    const bound = await em().count(Unit, {
      code: { $nin: ['TKT', 'BCHQS'] }, // named by no duty
      kind: { $ne: UnitKind.Agency },
      validTo: null,
    });
    expect(runs.map(({ assigned }) => assigned).toSorted()).toEqual([0, 4 * bound]); // month, quarter, half-year, year
    expect(await openClosed('2025-12-20')).toEqual({ assigned: 0 });
    const reports = await em().find(Report, { periodId: { $in: ['2025-12', '2025-Q4', '2025-H2', '2025'] } });
    expect(new Set(reports.map(({ state, revision }) => `${state} ${revision}`))).toEqual(new Set(['ASSIGNED 0']));
    expect(new Set(reports.map(({ cycle }) => cycle)).size).toBe(4);
    const steps = await em().find(ReportEvent, { report: reports[0] });
    expect(steps).toMatchObject([{ action: 'ASSIGN', fromState: null, toState: 'ASSIGNED', revision: 0, at: MORNING }]);
    expect(steps).toHaveLength(1);
  });

  it('are not those of a unit merged in the middle of the period, but of the one it went into', async () => {
    const of = (scopeKey: string) => em().count(Report, { scopeKey, periodId: '2025-12' });
    expect([await of(MERGED ?? ''), await of(SUCCESSOR ?? '')]).toEqual([0, 1]);
    const left = await em().findOneOrFail(Deadline, {
      unit: { code: MERGED },
      periodId: '2025-12',
      kind: DeadlineKind.Report,
    });
    expect(left.withdrawnReason).toBe('Đơn vị chấm dứt hoạt động từ ngày 01/12/2025');
    expect(await em().count(Report, { scopeKey: MERGED, periodId: '2025-11' })).toBe(1); // the unit existed then
  });

  it('name period and the three recipients by the duty', async () => {
    const deadlines = await em().find(Deadline, { kind: DeadlineKind.Report, periodId: '2025-Q4' });
    const owed = await owedReports(em(), [...new Set(deadlines.map(owedReportKey))]);
    expect(owed.size).toBe(2); // departments and communes
    for (const { period, recipients } of owed.values()) {
      expect(period.name).toBe('Quý IV/2025');
      expect(recipients).toEqual(['VPUBT', 'SKHCN', 'SNV']);
    }
  });

  it('are due by a rule of their own cycle, from the day on which an amendment sets another', async () => {
    expect([await dueOnOf('18073', '2025-12'), await dueOnOf('18073', '2025-Q4')]).toEqual([
      '2025-12-16',
      '2025-12-16',
    ]);
    const duties = [
      ...changed('IV.9.e-MONTH', { kind: 'WORKING_DAYS_AFTER_CUT_OFF', days: 3 }),
      ...changed('IV.9.e-QUARTER', { kind: 'DAY_OF_LAST_MONTH', day: 20, roll: 'NONE' }),
    ];
    const { amendments } = amendedPlan({ effectiveOn: civil('2026-01-01'), changed: { duties } });
    const act = { actor: 'test', today: civil('2025-12-20'), dryRun: false };
    await em().transactional((inner) => new PlanLoadService(inner).load({ ...plan457, amendments }, act));
    await openDeadlines('2025-12-20');
    expect(await dueOnOf('18073', '2025-12')).toBe('2025-12-16'); // closed before the amendment
    expect(await dueOnOf('18073', '2026-01')).toBe('2026-01-19'); // 15, 16 and 19 January
    expect(await dueOnOf('18073', '2026-Q1')).toBe('2026-03-20');
    expect(await dueOnOf('18073', '2026')).toBe('2026-12-16'); // the year's rule is as it was
    expect(await dueOnOf('SNV', '2026-01')).toBe('2026-01-16'); // the departments' rule too
  });

  it('are late in SQL exactly when they are by the rule', async () => {
    await em().execute(`update deadline set
        fulfilled_at = case n % 4 when 1 then due_at - interval '1 ms' when 2 then due_at when 3 then due_at + interval '2 days' end
      from (select id, row_number() over (order by id) as n from deadline where withdrawn_at is null) numbered
      where numbered.id = deadline.id`);
    const all = await em().find(Deadline, {});
    const due = all.find(({ dueOn }) => dueOn === '2025-12-16')?.dueAt ?? MORNING;
    const instants = [
      due,
      new Date(due.getTime() - 1),
      new Date(due.getTime() + 1),
      new Date('2025-12-17T12:00:00+07:00'),
    ];
    for (const at of instants) {
      const told = new Map<string, string[]>();
      for (const timeliness of Object.values(Timeliness)) {
        const where = hasTimeliness(timeliness, at);
        for (const { id } of await rowsOf(em(), sql<{ id: string }>`select id from deadline where ${where}`)) {
          told.set(id, [...(told.get(id) ?? []), timeliness]);
        }
      }
      const byRule = all.map(({ id, dueAt, fulfilledAt: firstSentAt, withdrawnAt }) => [
        id,
        withdrawnAt ? null : timelinessOf({ dueAt, firstSentAt }, at),
      ]);
      expect(byRule.map(([id]) => [id, told.get(id ?? '')?.join() ?? null])).toEqual(byRule);
      expect(new Set(byRule.map(([, timeliness]) => timeliness)).size).toBe(5);
    }
  });
});
