import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseCivilDate, rehearse } from '../../schema/base/index.js';
import { PeriodKind, PeriodScheme } from '../../schema/calendar/index.js';
import { Unit, UnitKind } from '../../schema/organisation/index.js';
import { Deadline, DeadlineKind, DeadlineService, Plan } from '../../schema/plan/index.js';
import {
  CompileService,
  periodsToCompile,
  Report,
  ReportRevision,
  ReportService,
  ReportState,
  type PeriodToCompile,
} from '../../schema/reports/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const DECEMBER = ['2025-12', '2025-Q4', '2025-H2', '2025'];
const WARD = '18073';
const EMPTY_WARD = '18100';
let database: PlanDatabase;
let statements = 0;
const em = () => database.orm.em.fork();

/** What the worker does on a morning. */
function compile(day: string) {
  const civil = parseCivilDate(day);
  return em().transactional(async (inner) => {
    await new DeadlineService(inner).openDue(civil);
    return new ReportService(inner).compileClosed(civil, new Date(`${day}T06:00:00+07:00`));
  });
}

async function contentOf(scopeKey: string, periodId: string) {
  const report = { scopeKey, periodId };
  const revision = await em().findOneOrFail(ReportRevision, { report, number: 1 }, { populate: ['content'] });
  return revision.content;
}

async function reportOf(scopeKey: string, periodId: string) {
  return em().findOneOrFail(Report, { scopeKey, periodId }, { populate: ['deadline'], refresh: true });
}

/** Opens a database where one ward has dossiers in November and December 2025, and no other unit has any. */
async function openDatabaseWithFigures() {
  database = await openPlanDatabase(() => (statements += 1));
  const columns = 'received_online, received_in_person, received_postal, resolved_early, resolved_on_time';
  const rest = 'resolved_late, became_overdue, full_process, eligible, electronic_result, payable, paid_online, rated';
  await em().execute(
    `insert into unit_rollup (unit_id, bucket, ${columns}, ${rest}, satisfied)
     select unit.id, bucket::date, 60, 30, 10, 20, 60, 10, 12, full_process, 95, 80, 40, 28, 50, 48
     from unit, (values ('2025-10-15', 50), ('2025-11-15', 63), ('2025-12-01', 63)) as flow(bucket, full_process)
     where unit.code = ?`,
    [WARD],
  );
  await em().execute('update installation set data_version = 5');
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  statements = 0;
  await work();
  return statements;
}

/** Has an import end after each of the next `times` reads of the figures, as the reading transaction sees it. */
async function importDuringReads(times: number) {
  await em().execute(`
    alter table unit_rollup rename to stored_rollup;
    create sequence reads;
    create function import_once() returns boolean language plpgsql volatile as $$ begin
      if nextval('reads') <= ${times} then
        update installation set data_version = data_version + 1;
        update stored_rollup set received_online = received_online + 1;
      end if;
      return true;
    end $$;
    create view unit_rollup as select stored_rollup.* from stored_rollup, (select import_once()) as import offset 0`);
}

describe('compiling what has closed', () => {
  beforeEach(openDatabaseWithFigures);
  afterEach(() => database.close());

  it('compiles nothing of a period before its last day is over', async () => {
    await compile('2025-12-14');
    expect(await em().count(Report, { periodId: { $in: DECEMBER } })).toBe(0);
    expect(await em().count(Report, { periodId: '2025-11', scopeKey: 'PROVINCE' })).toBe(1);
  });

  it('compiles once when two compile at the same time', async () => {
    const owed = await em().count(Unit, {
      code: { $nin: ['TKT', 'BCHQS'] },
      kind: { $ne: UnitKind.Agency },
      validTo: null,
    });
    const runs = await Promise.all([compile('2025-10-15'), compile('2025-10-15')]);
    const sum = (name: 'compiled' | 'provinceReports') => runs.reduce((total, run) => total + run[name], 0);
    expect([sum('compiled'), sum('provinceReports')]).toEqual([3 * owed, 2]); // September, its quarter, October; October's own is not due yet
  });

  it('fills a report that was only assigned before', async () => {
    const unit = await em().findOneOrFail(Unit, { code: WARD });
    const plan = await em().findOneOrFail(Plan, { number: '457/KH-UBND' });
    await em().insert(Report, {
      plan: plan.id,
      scopeKey: WARD,
      province: plan.province.id,
      unit: unit.id,
      deadline: null,
      scheme: PeriodScheme.Nd09,
      cycle: PeriodKind.Month,
      periodId: '2025-10',
      state: ReportState.Assigned,
      revision: 0,
      firstSentAt: null,
    });
    const { compiled } = await compile('2025-10-15');
    expect(compiled).toBe(await em().count(Report, { unit: { $ne: null } }));
    const report = await reportOf(WARD, '2025-10');
    expect(report).toMatchObject({ state: ReportState.Draft, revision: 1 });
    expect(report.deadline?.unwrap().dueOn).toBe('2025-10-16');
  });

  it('never mixes figures from before and after an import', async () => {
    await importDuringReads(1);
    await compile('2025-11-19'); // the due day of November is over: the province's is compiled with the units'
    const [ward, province] = [await contentOf(WARD, '2025-11'), await contentOf('PROVINCE', '2025-11')];
    expect([ward.dataVersion, ward.statistics.receivedOnline]).toEqual([6, 61]);
    expect([province.dataVersion, province.statistics.receivedOnline]).toEqual([6, 61]);
  });

  it('gives up, storing nothing, when imports do not let it read', async () => {
    await importDuringReads(1000);
    await expect(compile('2025-11-15')).rejects.toThrow('changed during each of 5 reads');
    expect(await em().count(Report, {})).toBe(0);
  });

  it('needs as many statements for a period of many units as for one of few', async () => {
    const day = parseCivilDate('2025-10-15');
    await em().transactional((inner) => new DeadlineService(inner).openDue(day));
    const october = (await periodsToCompile(em(), day, new Date('2025-10-17T00:00:00+07:00'))).find(
      ({ period }) => period.id === '2025-10',
    );
    const units = october?.units ?? [];
    const statementsFor = (count: number) =>
      statementsOf(() =>
        rehearse(em(), async (inner) => {
          const work = { ...(october as PeriodToCompile), units: units.slice(0, count) };
          const { stored } = await new CompileService(inner).compilePeriod(work, new Date('2025-10-15T06:00:00+07:00'));
          expect(stored).toHaveLength(count + 1);
        }),
      );
    expect(units.length).toBeGreaterThan(80);
    const forMany = await statementsFor(units.length);
    expect(await statementsFor(3)).toBe(forMany);
    expect(forMany).toBeGreaterThan(30);
    expect(forMany).toBeLessThan(70);
  });
});

describe('a compiled report', () => {
  beforeAll(openDatabaseWithFigures);
  afterAll(() => database.close());

  it('compiles month, quarter, half-year and year on the morning after, for each unit', async () => {
    await compile('2025-12-15');
    const reports = await em().find(Report, { periodId: { $in: DECEMBER } }, { populate: ['deadline'] });
    const owed = await em().count(Deadline, { kind: DeadlineKind.Report, periodId: { $in: DECEMBER } });
    expect(owed).toBeGreaterThanOrEqual(4 * 80);
    expect(reports).toHaveLength(owed);
    expect(reports.filter(({ unit }) => unit === null)).toEqual([]);
    expect(new Set(reports.map(({ deadline }) => deadline?.unwrap().dueOn))).toEqual(new Set(['2025-12-16']));
    expect(reports[0]).toMatchObject({ state: ReportState.Draft, revision: 1, firstSentAt: null });
    const [revision] = await em().find(ReportRevision, { report: reports[0]?.id });
    expect(revision).toMatchObject({
      number: 1,
      dataVersion: 5,
      compiledAt: new Date('2025-12-14T23:00:00Z'),
      sealedAt: null,
    });
  });

  it('compiles those of the province when the last due day is over', async () => {
    await compile('2025-12-16');
    const own = { scopeKey: 'PROVINCE', periodId: { $in: DECEMBER } };
    expect(await em().count(Report, own)).toBe(0);
    expect(await compile('2025-12-17')).toEqual({ compiled: 0, provinceReports: 4, faults: [] });
    const reports = await em().find(Report, own);
    expect(reports.map(({ unit, deadline }) => [unit, deadline])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
  });

  it('compiles once, however often it runs', async () => {
    await compile('2025-12-17');
    expect(await compile('2025-12-17')).toEqual({ compiled: 0, provinceReports: 0, faults: [] });
    expect(await compile('2025-12-20')).toEqual({ compiled: 0, provinceReports: 0, faults: [] });
  });

  it('prints the figures of the unit beside those of the period before', async () => {
    await compile('2025-12-15');
    const content = await contentOf(WARD, '2025-12');
    expect(content.statistics).toMatchObject({
      receivedOnline: 120,
      resolvedLate: 20,
      carriedOver: 10,
      inProgress: 30,
    });
    expect(content.previous.statistics).toMatchObject({ receivedOnline: 60, carriedOver: 0, inProgress: 10 });
    expect(content.indicators.find(({ code }) => code === 'FULL_PROCESS_OF_RESOLVED')).toMatchObject({
      numerator: 126,
      denominator: 180,
      percent: '70,00 %',
      previousPercent: '55,55 %',
      status: 'MET',
      target: '≥ 70 %',
    });
    expect(content.targets).toEqual({ met: 1, missed: 0, undecided: 0 });
    expect(content.deadlines).toEqual({ met: 0, missed: 1, open: 4 }); // September, third quarter, October, November
    expect(content).toMatchObject({ dataVersion: 5, synthetic: false });
  });

  it('prints zeros and no percentages for a unit without dossiers', async () => {
    await compile('2025-12-15');
    const content = await contentOf(EMPTY_WARD, '2025-Q4');
    expect(new Set(Object.values(content.statistics))).toEqual(new Set([0]));
    expect(new Set(content.indicators.map(({ percent, status }) => `${percent} ${status}`))).toEqual(
      new Set(['null NO_DATA']),
    );
    expect(content.targets).toEqual({ met: 0, missed: 0, undecided: 1 });
  });

  it('sums the province', async () => {
    await compile('2025-12-17');
    const content = await contentOf('PROVINCE', '2025');
    expect(content.scope).toEqual({ code: '42', name: 'Tỉnh Hà Tĩnh' });
    expect(content.statistics).toMatchObject({ receivedOnline: 180, fullProcess: 176 });
    expect(content.targets).toEqual({ met: 2, missed: 2, undecided: 0 });
    expect(content.deadlines.missed).toBeGreaterThan(80);
  });
});
