import 'reflect-metadata';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rehearse, rowsOf } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { DeadlineService } from '../../schema/plan/index.js';
import {
  canonicalJson,
  CompileService,
  periodsToCompile,
  Report,
  ReportRevision,
  type ReportContent,
} from '../../schema/reports/index.js';
import { csvOf, type RowCells } from '../support/dossier-rows.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const DAY = parseCivilDate('2025-10-15');
/** When the units' time for October is over, so that the province's own is compiled too. */
const DUE_OVER = new Date('2025-10-17T00:00:00+07:00');
const COMPILED = new Date('2025-10-15T06:00:00+07:00');
const [BIRTH, DEATH, MARRIAGE] = ['1.001193', '1.000656', '1.000894'];
let database: PlanDatabase;
const em = () => database.orm.em.fork();
let contents: ReadonlyMap<string, ReportContent>;

/** Dossiers of a unit opened on a day, `count` of them; finished on time unless told otherwise. */
function dossiers(count: number, unit: string, day: string, more: Partial<RowCells> = {}): Partial<RowCells>[] {
  return Array.from({ length: count }, () => ({
    code: `H27.14-${day.slice(2).replaceAll('-', '')}-${String((serial += 1)).padStart(4, '0')}`,
    receiving_unit: unit,
    resolving_unit: unit,
    received_on: day,
    due_on: day,
    finished_on: day,
    updated_at: `${day}T10:00:00+07:00`,
    ...more,
  }));
}
let serial = 0;

const OPEN = { status: '4', finished_on: '', paid_online: 'false', electronic_result: 'false', rating: '' };
const LATE = { due_on: '2025-10-05', finished_on: '2025-10-06' };
const ROWS = [
  ...dossiers(6, '18073', '2025-10-01', { due_on: '2025-10-05', finished_on: '2025-10-03' }),
  ...dossiers(2, '18073', '2025-10-01', { procedure_code: DEATH, ...LATE }),
  ...dossiers(4, '18073', '2025-10-01', { procedure_code: DEATH, channel: 'IN_PERSON', ...LATE }),
  ...dossiers(4, '18073', '2025-10-01', { procedure_code: MARRIAGE, channel: 'IN_PERSON', due_on: '2025-10-03' }),
  ...dossiers(1, '18073', '2025-10-10', { ...OPEN, due_on: '2025-10-12', rating: 'SATISFIED' }), // warned of
  ...dossiers(1, '18073', '2025-10-10', { ...OPEN, due_on: '2025-10-12' }),
  ...dossiers(1, '18073', '2025-09-01'),
  ...dossiers(1, '18073', '2025-09-01', { channel: 'IN_PERSON' }),
  ...dossiers(1, '18073', '2024-10-01'),
  ...dossiers(1, '18100', '2025-10-02'),
  ...dossiers(3, '18115', '2025-09-20'), // merged into 18118 on 1 October
  ...dossiers(1, '18652', '2025-10-02', OPEN),
];

async function prepare(): Promise<void> {
  await rowsOf(em(), sql`update procedure_version set limit_direct_hours = 8 where code = ${BIRTH}`);
  await importDossiers({
    url: String(database.orm.config.get('clientUrl')),
    source: Readable.from([csvOf(ROWS)]),
    fileName: 'october.csv',
    actor: 'test',
    today: DAY,
  });
  await rowsOf(
    em(),
    sql`with step as (
        insert into unit_lineage (predecessor_id, successor_id, kind, share_numerator, share_denominator, effective_on,
          certainty, source_note)
        select old.id, new.id, 'MERGED_INTO', 1, 1, '2025-10-01', 'UNVERIFIED', 'thử' from unit old, unit new
        where old.code = '18115' and new.code = '18118')
      update unit set valid_to = '2025-10-01' where code = '18115'`,
  );
  await rowsOf(
    em(),
    sql`insert into task_progress (plan_id, task_code, unit_id, status, percent, note, recorded_by, recorded_at)
      select plan.id, 'II.3.b', unit.id, status, percent, note, 'test', at::timestamptz from plan, unit, (values
        ('IN_PROGRESS', 20, null, '2025-09-20T08:00:00+07:00'), ('IN_PROGRESS', 60, 'Đã in tờ rơi', '2025-10-14T23:59:59+07:00'),
        ('DONE', 100, null, '2025-10-15T06:00:00+07:00')) as told (status, percent, note, at)
      where unit.code = '18073'`,
  );
  await em().transactional((inner) => new DeadlineService(inner).openDue(DAY));
  await rowsOf(
    em(),
    sql`update deadline set fulfilled_at = '2025-09-16T08:00:00+07:00' where period_id in ('2025-09', '2025-Q3')
      and unit_id = (select id from unit where code = '18073')`,
  );
}

/** Compiles October and answers the contents by scope; takes everything back. */
function compileOctober(): Promise<Map<string, ReportContent>> {
  return rehearse(em(), async (inner) => {
    const work = (await periodsToCompile(inner, DAY, DUE_OVER)).find(({ period }) => period.id === '2025-10');
    if (!work) throw new Error('no October');
    const { faults } = await new CompileService(inner).compilePeriod(work, COMPILED);
    expect(faults).toEqual([]);
    const reports = await inner.find(Report, { periodId: '2025-10' });
    const revisions = await inner.find(ReportRevision, { report: { $in: reports } }, { populate: ['content'] });
    const scopes = new Map(reports.map(({ id, scopeKey }) => [id, scopeKey]));
    return new Map(revisions.map(({ report, content }) => [scopes.get(report.id) ?? '', content]));
  });
}

function contentOf(scope: string): ReportContent {
  const content = contents.get(scope);
  if (!content) throw new Error(`no report of ${scope}`);
  return content;
}

const FULL = 'FULL_PROCESS_OF_RESOLVED';
const indicatorOf = (scope: string, code = FULL) => contentOf(scope).indicators.find((one) => one.code === code);

beforeAll(async () => {
  database = await openPlanDatabase();
  await prepare();
  contents = await compileOctober();
}, 60_000);
afterAll(() => database.close());

describe('the report of a ward in October 2025', () => {
  it('has the counts of form 06 beside those of other ranges', () => {
    const { statistics, previous, lastYear, yearToDate } = contentOf('18073');
    expect(statistics).toMatchObject({
      receivedOnline: 10,
      receivedInPerson: 8,
      resolvedEarly: 10,
      resolvedOnTime: 0,
      resolvedLate: 6,
      inProgress: 2,
      inProgressLate: 2,
      fullProcess: 8,
    });
    expect(previous.statistics).toMatchObject({ receivedOnline: 1, receivedInPerson: 1, resolvedOnTime: 2 });
    expect(lastYear).toMatchObject({
      period: { id: '2024-10', lastDay: '2024-10-14' },
      statistics: { fullProcess: 1 },
    });
    expect(yearToDate).toMatchObject({
      period: { name: 'Lũy kế từ đầu năm 2025', from: '2024-12-15', lastDay: '2025-10-14' },
      statistics: { receivedOnline: 11, fullProcess: 9 },
    });
  });

  it('compares an indicator with its target, other ranges and other wards', () => {
    expect(indicatorOf('18073')).toMatchObject({
      numerator: 8,
      denominator: 16,
      percent: '50,00 %',
      previousPercent: '50,00 %',
      lastYearPercent: '100,00 %',
      yearToDatePercent: '50,00 %',
      status: 'NOT_MET',
      gapToTarget: 4,
      target: '≥ 70 %',
      rank: { place: 3, of: 3 },
    });
  });

  it('lists every target that binds it in the order of the plan, whatever measures it', () => {
    const targets = contentOf('18073').targetValues ?? [];
    expect(targets.map(({ code }) => code)).toEqual(['II.1.9-RESOLVED', 'II.3.b.3', 'IV.8.a', 'IV.9.c']);
    expect(targets[0]).toMatchObject({
      clause: 'II.1.9',
      target: '≥ 70 %',
      percent: '50,00 %',
      previous: { numerator: 1, denominator: 2 },
      lastYear: { numerator: 1, denominator: 1 },
      yearToDate: { numerator: 9, denominator: 18 },
      coverage: { reported: 1, expected: 1 },
    });
    expect(targets[1]).toMatchObject({ status: 'NO_DATA', numerator: null, coverage: { reported: 0, expected: 1 } });
  });

  it('lists the tasks it leads with what was recorded before the instant of compiling', () => {
    const tasks = contentOf('18073').tasks ?? [];
    expect(tasks.find(({ code }) => code === 'II.3.b')).toEqual({
      code: 'II.3.b',
      clause: 'II.3.b',
      name: 'Tuyên truyền về dịch vụ công trực tuyến',
      status: 'IN_PROGRESS',
      statusName: 'Đang thực hiện',
      percent: 60,
      note: 'Đã in tờ rơi',
      recordedOn: '2025-10-14',
    });
    expect(tasks.filter(({ code }) => code !== 'II.3.b').every(({ status }) => status === 'NOT_STARTED')).toBe(true);
  });

  it('lists its deadlines of the period as met or missed', () => {
    const { deadlines, deadlineList } = contentOf('18073');
    expect(deadlines).toEqual({ met: 2, missed: 0, open: 0 });
    expect(deadlineList?.map(({ title, dueOn, doneOn, outcome }) => [title, dueOn, doneOn, outcome])).toEqual([
      ['Báo cáo Quý III/2025', '2025-09-16', '2025-09-16', 'MET'],
      ['Báo cáo Tháng 09/2025', '2025-09-16', '2025-09-16', 'MET'],
    ]);
    expect(contentOf('18100').deadlines).toEqual({ met: 0, missed: 2, open: 2 });
  });

  it('names its best and worst procedures among those with enough dossiers', () => {
    expect(contentOf('18073').procedures).toEqual({
      best: [{ code: BIRTH, name: 'Thủ tục đăng ký khai sinh', resolved: 6, fullProcess: 6, percent: '100,00 %' }],
      worst: [{ code: DEATH, name: 'Thủ tục đăng ký khai tử', resolved: 6, fullProcess: 2, percent: '33,33 %' }],
    });
    expect(contentOf('18100').procedures).toEqual({ best: [], worst: [] });
  });

  it('warns of what imports found in its dossiers, until they are mended', async () => {
    expect(contentOf('18073').warnings).toEqual([
      { rule: 'RATED_BEFORE_FINISHED', message: expect.stringContaining('Trạng thái … chưa kết thúc'), dossiers: 1 },
    ]);
    expect(contentOf('PROVINCE').warnings).toEqual(contentOf('18073').warnings);
    await rowsOf(em(), sql`update dossier set updated_at = updated_at + interval '1 day'`);
    expect((await compileOctober()).get('18073')?.warnings).toEqual([]);
    await rowsOf(em(), sql`update dossier set updated_at = updated_at - interval '1 day'`);
  });

  it('has the trend of the year, the period last', () => {
    const trend = contentOf('18073').trend?.find(({ indicator }) => indicator === FULL);
    expect(trend?.points).toHaveLength(12);
    expect(trend?.points.slice(-2)).toEqual([
      { periodId: '2025-09', numerator: 1, denominator: 2 },
      { periodId: '2025-10', numerator: 8, denominator: 16 },
    ]);
  });

  it('tells how long its online dossiers took', () => {
    const time = contentOf('18073').processingTime;
    // Births: 1 to 3 October are 2 working days of 8 hours; the limit of deaths is not known.
    expect(time).toMatchObject({ compared: 6, withoutLimit: 2, limitHours: 48, usedHours: 6 * 2 * 8, savedHours: -48 });
    expect(time?.percent).toBe('-100,00 %');
    expect(time?.channels).toContainEqual({ channel: 'ONLINE', resolved: 8, medianDays: 2 });
  });
});

describe('a unit with little or nothing', () => {
  it('has no percentage and no place when there is nothing to divide by', () => {
    expect(indicatorOf('18652')).toMatchObject({ numerator: 0, denominator: 0, percent: null, rank: null });
    expect(indicatorOf('18652')?.status).toBe('NOT_APPLICABLE');
  });

  it('has zeros and nothing to compare with when it had no dossiers', () => {
    const content = contentOf('18754');
    expect(new Set(Object.values(content.statistics))).toEqual(new Set([0]));
    expect(content.lastYear).toBeNull();
    expect(indicatorOf('18754')).toMatchObject({ numerator: null, percent: null, previousPercent: null, rank: null });
    expect(indicatorOf('18754')?.status).toBe('NO_DATA');
  });

  it('has no earlier percentage in its first period', () => {
    expect(indicatorOf('18100')).toMatchObject({ percent: '100,00 %', previousPercent: null, lastYearPercent: null });
    expect(indicatorOf('18100')?.rank).toEqual({ place: 1, of: 3 });
  });
});

describe('a unit that was merged in the middle of the period', () => {
  it('has no report of its own; the one it went into tells its dossiers and names it', () => {
    expect(contents.has('18115')).toBe(false);
    expect(contentOf('18118').statistics).toMatchObject({ receivedOnline: 3, resolvedOnTime: 3 });
    expect(contentOf('18118').merged).toEqual([{ code: '18115', name: 'Phường Bắc Hồng Lĩnh', on: '2025-10-01' }]);
    expect(contentOf('18073').merged).toEqual([]);
    expect(indicatorOf('18118')?.rank).toEqual({ place: 1, of: 3 }); // 100 %, as 18100
  });
});

describe('the report of the province', () => {
  it('sums all units, each dossier once, and lists every unit beside the others', () => {
    const content = contentOf('PROVINCE');
    expect(content.statistics).toMatchObject({ receivedOnline: 15, receivedInPerson: 8, fullProcess: 12 });
    const values = content.unitValues?.find(({ indicator }) => indicator === FULL)?.units ?? [];
    expect(values.find(({ code }) => code === '18073')).toEqual({
      code: '18073',
      name: 'Phường Thành Sen',
      kind: 'COMMUNE',
      numerator: 8,
      denominator: 16,
      percent: '50,00 %',
      status: 'NOT_MET',
      place: 3,
    });
    expect(values.filter(({ numerator }) => numerator !== null).map(({ code }) => code)).toEqual([
      '18073',
      '18100',
      '18118',
      '18652',
    ]);
    expect(content.trend?.find(({ indicator }) => indicator === FULL)?.points.at(-1)).toEqual({
      periodId: '2025-10',
      numerator: 12,
      denominator: 20,
    });
  });

  it('lists what was missed, by unit, and how many lead each task', () => {
    const { deadlines, deadlineList, deadlinesLeftOut, tasks } = contentOf('PROVINCE');
    expect(deadlineList).toHaveLength(deadlines.missed);
    expect(deadlinesLeftOut).toBe(0);
    expect(deadlineList?.some(({ unit }) => unit?.code === '18073')).toBe(false);
    const task = tasks?.find(({ code }) => code === 'II.3.b');
    expect(task).toMatchObject({ status: 'IN_PROGRESS', percent: null, units: { done: 0 } });
    expect(task?.units?.leading).toBeGreaterThan(80);
  });
});

/** Every report with its figures as canonical JSON. */
function bytesOf(all: ReadonlyMap<string, ReportContent>): string[] {
  return [...all].map(([scope, content]) => scope + canonicalJson(content)).toSorted();
}

it('comes to the same bytes whatever the order of the rows on disk', async () => {
  for (const table of ['unit', 'unit_rollup', 'procedure_rollup', 'deadline', 'task', 'target', 'clause', 'dossier']) {
    const [row] = await rowsOf(
      em(),
      sql<{ column: string }>`select column_name as "column" from information_schema.columns
        where table_name = ${table} and is_generated = 'NEVER' order by ordinal_position limit 1`,
    );
    const column = sql.ref(row?.column ?? '');
    await rowsOf(em(), sql`update ${sql.table(table)} set ${column} = ${column} where random() < 0.5`);
  }
  const again = await compileOctober();
  expect(bytesOf(again)).toEqual(bytesOf(contents));
});
