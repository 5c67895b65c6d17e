import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Client } from 'pg';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { CompileService, Report, ReportEvent, ReportRevision, ReportState } from '../../schema/reports/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { until } from '../support/until.js';
import { spawnWorker } from '../support/worker.js';

const FIRST = parseCivilDate('2025-09-15'); // closes September and the third quarter
let database: PlanDatabase;
let url: string;
const em = () => database.orm.em.fork();

beforeAll(async () => {
  database = await openPlanDatabase();
  url = String(database.orm.config.get('clientUrl'));
});
afterAll(() => database.close());
afterEach(() => rowsOf(em(), sql`truncate report, report_revision, report_event, deadline cascade`));

function compile() {
  return em().transactional(async (inner) => {
    await new DeadlineService(inner).openDue(FIRST);
    return new CompileService(inner).compileClosed(FIRST, new Date('2025-09-15T06:00:00+07:00'));
  });
}

describe('a unit whose report cannot be compiled', () => {
  afterEach(() => rowsOf(em(), sql`drop function if exists refuse_ward cascade`));

  it('does not stop the others, stays assigned with the reason in its history, and is compiled by the next run', async () => {
    await rowsOf(
      em(),
      sql`create function refuse_ward() returns trigger language plpgsql as $$ begin
        if exists (select from report where id = new.report_id and scope_key = '18073' and period_id = '2025-09') then
          raise exception 'disk of /var/lib is full';
        end if;
        return new;
      end $$`,
    );
    await rowsOf(
      em(),
      sql`create trigger refuse_ward before insert on report_revision for each row execute function refuse_ward()`,
    );
    const { compiled, provinceReports, faults } = await compile();
    expect(provinceReports).toBe(0); // due when the units' time is over
    expect(faults.map(({ scopeKey, periodId }) => `${scopeKey} ${periodId}`)).toEqual(['18073 2025-09']);
    expect(faults[0]?.error.message).toContain('disk');
    const owed = await em().count(Report, { unit: { $ne: null } });
    expect(compiled).toBe(owed - 1);
    const report = await em().findOneOrFail(Report, { scopeKey: '18073', periodId: '2025-09' });
    expect(report).toMatchObject({ state: ReportState.Assigned, revision: 0 });
    const [event] = await em().find(ReportEvent, { report });
    expect(event).toMatchObject({ action: 'COMPILE_FAILED', actor: 'job compile-reports', revision: 0 });
    expect(event?.reason).toBe('Lỗi khi tổng hợp số liệu của đơn vị; quản trị hệ thống xem nhật ký, lượt sau làm lại.');
    await rowsOf(em(), sql`drop function refuse_ward cascade`);
    expect(await compile()).toEqual({ compiled: 1, provinceReports: 0, faults: [] });
    expect(await em().findOneOrFail(Report, { scopeKey: '18073', periodId: '2025-09' })).toMatchObject({
      state: ReportState.Draft,
      revision: 1,
    });
  });
});

describe('a worker that is killed while it compiles', () => {
  it('leaves nothing half done at any point, and the next run compiles every report once', async () => {
    const other = new Client({ connectionString: url });
    await other.connect();
    const args = ['--once', '--now', '2025-09-15T08:00+07:00'];
    for (const table of ['deadline', 'unit_rollup', 'report_revision']) {
      await other.query('begin');
      await other.query(`lock table ${table} in access exclusive mode`);
      const { child, ended } = spawnWorker(url, 'smtp://127.0.0.1:9', args);
      await until(async () => {
        const { rowCount } = await other.query(
          `select from pg_locks where not granted and relation = '${table}'::regclass`,
        );
        return (rowCount ?? 0) > 0;
      });
      child.kill('SIGKILL');
      await ended;
      await other.query('rollback');
      await until(async () => {
        const { rowCount } = await other.query(
          `select from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
        );
        return rowCount === 0;
      });
      expect(await em().count(Report, {})).toBe(0);
    }
    await other.end();
    await compile();
    const reports = await em().count(Report, { revision: 1 });
    expect(reports).toBeGreaterThan(160);
    expect(await em().count(ReportRevision, {})).toBe(reports);
    expect(await compile()).toEqual({ compiled: 0, provinceReports: 0, faults: [] });
  });
});
