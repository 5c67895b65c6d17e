import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { AuditEntry } from '../../schema/audit/index.js';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import {
  CompileService,
  FreshnessService,
  periodsToCompile,
  Report,
  ReportRevision,
  SealingService,
  StaleReportService,
} from '../../schema/reports/index.js';
import { buildObservation } from '../support/observations.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const DAY = parseCivilDate('2025-10-15');
/** When the units' time for October is over, so that the province's own is compiled too. */
const DUE_OVER = new Date('2025-10-17T00:00:00+07:00');
const COMPILED = new Date('2025-10-15T06:00:00+07:00');
const SENT = new Date('2025-10-15T09:00:00+07:00');
const [WARD, OTHER, DRAFT] = ['18073', '18100', '18115'];
const HEAD = { name: 'Lãnh đạo', email: 'head@example.vn' };
let database: PlanDatabase;
let statements = 0;
const em = () => database.orm.em.fork();

/** One bucket of flows of a unit in the period, and a new data version, as an import leaves them. */
async function importFlows(unit: string, received: number): Promise<void> {
  await rowsOf(
    em(),
    sql`insert into unit_rollup (unit_id, bucket, received_online, received_in_person, received_postal, resolved_early,
        resolved_on_time, resolved_late, became_overdue, full_process, eligible, electronic_result, payable, paid_online,
        rated, satisfied)
      select id, '2025-10-01', ${received}, 0, 0, 0, ${received}, 0, 0, ${received}, ${received}, 0, 0, 0, 0, 0
      from unit where code = ${unit}
      on conflict (unit_id, bucket) do update set received_online = excluded.received_online,
        resolved_on_time = excluded.resolved_on_time, full_process = excluded.full_process, eligible = excluded.eligible`,
  );
  await rowsOf(em(), sql`update installation set data_version = data_version + 1`);
}

const reportOf = (inner: PlanDatabase['orm']['em'], scopeKey: string) =>
  inner.findOneOrFail(Report, { scopeKey, periodId: '2025-10' }, { refresh: true });
const check = (at: string) => em().transactional((inner) => new StaleReportService(inner).check(new Date(at)));

beforeAll(async () => {
  database = await openPlanDatabase(() => (statements += 1));
  await importFlows(WARD, 10);
  await em().transactional(async (inner) => {
    await new DeadlineService(inner).openDue(DAY);
    const october = (await periodsToCompile(inner, DAY, DUE_OVER)).filter(({ period }) => period.id === '2025-10');
    for (const work of october) await new CompileService(inner).compilePeriod(work, COMPILED);
    for (const scope of [WARD, OTHER, 'PROVINCE']) {
      await new SealingService(inner).seal(await reportOf(inner, scope), HEAD, SENT);
    }
  });
}, 60_000);
afterAll(() => database.close());

async function freshness(...scopes: string[]) {
  const ids = await Promise.all(scopes.map(async (scope) => (await reportOf(em(), scope)).id));
  const found = await new FreshnessService(em()).freshnessOf(ids);
  return ids.map((id) => found.get(id));
}

describe('sealed figures beside the facts', () => {
  it('are current while nothing has changed, and drafts are not sealed', async () => {
    const [ward, province, draft] = await freshness(WARD, 'PROVINCE', DRAFT);
    expect(ward).toEqual({ status: 'CURRENT', differences: [], checkedDataVersion: 1 });
    expect(province?.status).toBe('CURRENT');
    expect(draft).toEqual({ status: 'NOT_SEALED', differences: [], checkedDataVersion: null });
    expect(await check('2025-10-16T06:30:00+07:00')).toMatchObject({ stale: 0, recompiled: 0 });
  });

  it('do not count what was done after they were compiled', async () => {
    await rowsOf(
      em(),
      sql`update deadline set fulfilled_at = '2025-10-15T08:00:00+07:00' where unit_id in
        (select id from unit where code = ${OTHER})`,
    );
    await rowsOf(
      em(),
      sql`insert into task_progress (plan_id, task_code, unit_id, status, recorded_by, recorded_at)
        select plan.id, 'II.3.b', unit.id, 'DONE', 'test', '2025-10-15T08:00:00+07:00' from plan, unit
        where unit.code = ${OTHER}`,
    );
    expect((await freshness(OTHER))[0]?.status).toBe('CURRENT');
  });

  it('are stale with a difference for every figure that is another one now, until the facts agree again', async () => {
    await importFlows(WARD, 12);
    const [ward, other, province] = await freshness(WARD, OTHER, 'PROVINCE');
    expect(ward).toMatchObject({ status: 'STALE', checkedDataVersion: 2 });
    expect(ward?.differences.slice(0, 2)).toEqual([
      { path: 'statistics.receivedOnline', label: 'Tiếp nhận trực tuyến', sealed: '10', now: '12' },
      { path: 'statistics.resolvedOnTime', label: 'Giải quyết đúng hạn', sealed: '10', now: '12' },
    ]);
    const paths = ward?.differences.map(({ path }) => path);
    expect(paths).toContain('yearToDate.receivedOnline');
    expect(paths).toContain('targetValues.II.1.9-RESOLVED.numerator');
    expect(paths).toContain('trend.FULL_PROCESS_OF_RESOLVED.2025-10');
    expect(other?.status).toBe('CURRENT');
    expect(province?.differences.map(({ path }) => path)).toContain('unitValues.FULL_PROCESS_OF_RESOLVED.18073');
    expect(await check('2025-10-17T06:30:00+07:00')).toMatchObject({ stale: 2, current: 0 });
    expect((await reportOf(em(), WARD)).staleSince).toEqual(new Date('2025-10-17T06:30:00+07:00'));
    expect((await reportOf(em(), OTHER)).staleSince).toBeNull();
    const [act] = await em().find(AuditEntry, { action: 'REPORT_STALE', subjectId: (await reportOf(em(), WARD)).id });
    expect(act?.details).toMatchObject({ before: { 'statistics.receivedOnline': '10' } });
    await importFlows(WARD, 10);
    expect(await check('2025-10-18T06:30:00+07:00')).toMatchObject({ stale: 0, current: 2 });
    expect((await reportOf(em(), WARD)).staleSince).toBeNull();
  });

  it('are not compared again while the facts stay', async () => {
    await check('2025-10-19T06:30:00+07:00');
    statements = 0;
    const nothing = { checked: 0, stale: 0, current: 0, recompiled: 0 };
    expect(await check('2025-10-20T06:30:00+07:00')).toEqual(nothing);
    expect(statements).toBeLessThan(8);
  });

  it('need one reading for all reports of a period', async () => {
    const reports = await em().find(Report, { periodId: '2025-10' });
    const statementsFor = async (ids: string[]) => {
      statements = 0;
      await new FreshnessService(em()).freshnessOf(ids);
      return statements;
    };
    const one = await statementsFor([(await reportOf(em(), 'PROVINCE')).id]);
    expect(await statementsFor(reports.map(({ id }) => id))).toBe(one);
  });

  it('are stale by an observation of the period that is recorded late; the draft is compiled anew', async () => {
    const sealedText = (await new SealingService(em()).sealedDocument((await reportOf(em(), WARD)).id, 1))?.text;
    for (const unit of [WARD, DRAFT]) {
      await buildObservation(em(), { unit, measure: 'STAFF_TOTAL', period: '2025-10', value: 40 });
      await buildObservation(em(), { unit, measure: 'STAFF_VNEID_LEVEL_2', period: '2025-10', value: 30 });
    }
    const [ward] = await freshness(WARD);
    expect(ward?.differences.filter(({ path }) => path.startsWith('targetValues'))).toEqual([
      expect.objectContaining({ path: 'targetValues.II.3.b.3.numerator', sealed: null, now: '30' }),
      expect.objectContaining({ path: 'targetValues.II.3.b.3.denominator', sealed: null, now: '40' }),
      expect.objectContaining({ path: 'targetValues.II.3.b.3.percent', sealed: null, now: '75,00 %' }),
      expect.objectContaining({ path: 'targetValues.II.3.b.3.status', sealed: 'NO_DATA', now: 'NOT_MET' }),
      expect.objectContaining({ path: 'targetValues.II.3.b.3.yearToDatePercent', sealed: null, now: '75,00 %' }),
    ]);
    expect(await check('2025-10-21T06:30:00+07:00')).toMatchObject({ stale: 2, recompiled: 1 });
    const revision = await em().findOneOrFail(
      ReportRevision,
      { report: await reportOf(em(), DRAFT) },
      { populate: ['content'] },
    );
    expect(revision.compiledAt).toEqual(new Date('2025-10-21T06:30:00+07:00'));
    expect(revision.content.targetValues?.find(({ code }) => code === 'II.3.b.3')).toMatchObject({
      percent: '75,00 %',
    });
    expect((await new SealingService(em()).sealedDocument((await reportOf(em(), WARD)).id, 1))?.text).toBe(sealedText);
  });
});
