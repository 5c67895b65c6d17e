import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../../schema/audit/index.js';
import { parseCivilDate, PlanError, type TablePlan } from '../../schema/base/index.js';
import {
  MeasureService,
  Observation,
  readMeasures,
  RecordingService,
  type ObservationEntry,
  type Recording,
  type RecordingAct,
} from '../../schema/observations/index.js';
import { tableFormat } from '../../schema/table-formats.js';
import { loadLineageFixture } from '../support/lineage-fixture.js';
import { buildMeasure, buildObservation } from '../support/observations.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const act: RecordingAct = {
  actor: 'can-bo@hatinh.example',
  day: parseCivilDate('2026-02-01'),
  reason: 'Rà soát lại',
  synthetic: false,
  assertMayRecord: () => undefined,
};

let database: PlanDatabase;
const statements: string[] = [];

beforeAll(async () => {
  database = await openPlanDatabase((statement) => statements.push(statement));
});
afterAll(() => database.close());

/** An entry of a measure that nothing else in this file uses, in a period of its own. */
function entry(period: string, over: Partial<ObservationEntry> = {}): ObservationEntry {
  const facts = { value: 10, missingReason: null, note: null, evidence: null };
  return { unit: '18562', measure: 'STAFF_TOTAL', periodId: period, expectedRevision: 0, ...facts, ...over };
}

function record(entries: readonly ObservationEntry[], over: Partial<RecordingAct> = {}): Promise<Recording[]> {
  return database.orm.em.fork().transactional((em) => new RecordingService(em).record(entries, { ...act, ...over }));
}

/** What came of entries, in short. */
function inShort(recordings: readonly Recording[]): string[] {
  return recordings.map((one) => {
    if (one.kind === 'RECORDED') return `${one.isNew ? 'NEW' : 'SAME'} ${one.observation.revision}`;
    if (one.kind === 'CONFLICT') return `CONFLICT ${one.stored?.value ?? null}/${one.entry.value}`;
    return `${one.code} ${one.faults.map(({ field }) => field).join()}`;
  });
}

function revisions(period: string, measureCode = 'STAFF_TOTAL'): Promise<Observation[]> {
  const where = { measureCode, periodId: period, unit: { code: '18562' } };
  return database.orm.em.fork().find(Observation, where, { orderBy: { revision: 1 } });
}

function refuseAll(): never {
  throw new PlanError('FORBIDDEN', 'Không có quyền.');
}

/** Cells of a row of a file, of feedback received by a department. */
function row(...cells: string[]): string[] {
  return ['SNV', 'FEEDBACK_RECEIVED', ...cells, '', '', '', '', '', ''].slice(0, 8);
}

/** What a file does, row by row, in short. */
function kinds({ changes, faults }: TablePlan): string[] {
  return [
    ...changes.map(({ row: place, kind }) => `${place} ${kind}`),
    ...faults.map(({ row: place, column, rule }) => `${place} ${column} ${rule}`),
  ];
}

function load(measures: ReturnType<typeof readMeasures>): Promise<number> {
  return database.orm.em.fork().transactional((em) => new MeasureService(em).load(measures));
}

describe('RecordingService.record', () => {
  it('keeps every revision, and takes the next only from who has seen the last', async () => {
    expect(inShort(await record([entry('2025-10')]))).toEqual(['NEW 1']);
    expect(inShort(await record([entry('2025-10', { value: 11 })]))).toEqual(['CONFLICT 10/11']);
    expect(inShort(await record([entry('2025-10', { value: 11, expectedRevision: 1 })]))).toEqual(['NEW 2']);
    expect(inShort(await record([entry('2025-10', { value: 12, expectedRevision: 1 })]))).toEqual(['CONFLICT 11/12']);
    const missing = { value: null, missingReason: 'Đếm sai', expectedRevision: 2 };
    expect(inShort(await record([entry('2025-10', missing)]))).toEqual(['NEW 3']);
    expect((await revisions('2025-10')).map(({ value, missingReason }) => [value, missingReason])).toEqual([
      [10, null],
      [11, null],
      [null, 'Đếm sai'],
    ]);
  });

  it('changes and audits nothing when the same is sent again', async () => {
    await record([entry('2025-11')]);
    expect(inShort(await record([entry('2025-11'), entry('2025-11', { note: ' ' })]))).toEqual(['SAME 1', 'SAME 1']);
    const [stored] = await revisions('2025-11');
    const audit = await database.orm.em.fork().find(AuditEntry, { subjectId: stored?.id ?? '' });
    expect(audit).toHaveLength(1);
  });

  it('writes before, after and reason into the audit', async () => {
    await record([entry('2025-12')]);
    await record([entry('2025-12', { value: 13, note: 'Đếm lại', expectedRevision: 1 })]);
    const [, second] = await revisions('2025-12');
    const [audit] = await database.orm.em.fork().find(AuditEntry, { subjectId: second?.id ?? '' });
    expect(audit).toMatchObject({ actor: act.actor, action: 'OBSERVATION_RECORDED', subjectType: 'Observation' });
    const about = { unit: '18562', measure: 'STAFF_TOTAL', period: '2025-12', missingReason: null, evidence: null };
    expect(audit?.details).toEqual({
      before: { ...about, value: 10, note: null, revision: 1 },
      after: { ...about, value: 13, note: 'Đếm lại', revision: 2 },
      reason: 'Rà soát lại',
    });
  });

  it('takes what it can and says of every other entry why not', async () => {
    const recordings = await record([
      entry('2026-01', { unit: 'KHONG' }),
      entry('2026-01', { measure: 'KHONG' }),
      entry('2026-01', { unit: 'TKT' }),
      entry('2026-Q1'),
      entry('2026-03'),
      entry('2025-08'),
      entry('2026-01', { value: -1 }),
      entry('2026-01', { value: 7 }),
      entry('2026-01', { value: 8 }),
      entry('2026-01', { value: 8, expectedRevision: 1 }),
    ]);
    expect(inShort(recordings)).toEqual([
      'NOT_FOUND unit',
      'NOT_FOUND measure',
      'INVALID_INPUT unit',
      'INVALID_INPUT periodId',
      'INVALID_INPUT periodId',
      'INVALID_INPUT periodId',
      'INVALID_INPUT value',
      'NEW 1',
      'CONFLICT 7/8',
      'NEW 2',
    ]);
  });

  it('asks of every unit whether the actor may', async () => {
    expect(inShort(await record([entry('2026-01')], { assertMayRecord: refuseAll }))).toEqual(['FORBIDDEN unit']);
  });

  it('takes one of two that record the same revision at once, and shows it to the other', async () => {
    const [one, two] = [database.orm.em.fork(), database.orm.em.fork()];
    await Promise.all([one.begin(), two.begin()]);
    const first = await new RecordingService(one).record([entry('2026-02', { value: 1 })], act);
    const waiting = new RecordingService(two).record([entry('2026-02', { value: 2 })], act);
    await one.commit();
    const second = await waiting;
    await two.commit();
    expect([...inShort(first), ...inShort(second)]).toEqual(['NEW 1', 'CONFLICT 1/2']);
    expect((await revisions('2026-02')).map(({ value }) => value)).toEqual([1]);
  });

  it('marks what is made up, until the real figure comes, be it the same', async () => {
    const made = entry('2025-09', { value: 5 });
    expect(inShort(await record([made], { synthetic: true }))).toEqual(['NEW 1']);
    expect(inShort(await record([made], { synthetic: true }))).toEqual(['SAME 1']);
    expect(inShort(await record([{ ...made, expectedRevision: 1 }]))).toEqual(['NEW 2']);
    expect((await revisions('2025-09')).map(({ synthetic }) => synthetic)).toEqual([true, false]);
  });

  it('lets a former unit record the periods that it saw the end of', async () => {
    await loadLineageFixture(database.orm.em.fork());
    await buildMeasure(database.orm.em.fork(), { code: 'OF_OLD' });
    const former = { unit: 'V13', measure: 'OF_OLD' };
    expect(inShort(await record([entry('2025-06', former), entry('2025-07', former)]))).toEqual([
      'NEW 1',
      'INVALID_INPUT unit',
    ]);
  });

  it('reads in three statements however many entries there are', async () => {
    const entries = Array.from({ length: 40 }, () => entry('2025-10', { value: 99 }));
    statements.length = 0;
    expect(new Set(inShort(await record(entries)))).toEqual(new Set(['CONFLICT null/99']));
    expect(statements.filter((statement) => /^\s*select/i.test(statement))).toHaveLength(3);
  });
});

describe('a file of observations', () => {
  const today = parseCivilDate('2026-02-01');
  const table = () => tableFormat('observations', today);
  const from = { from: today, actor: 'quan-tri@hatinh.example', reason: ' Nhập từ tệp ' };

  function apply(cells: string[][]): Promise<TablePlan> {
    return database.orm.em.fork().transactional((em) => table().apply(em, cells, from));
  }
  it('is told row by row, taken, and taken again without a change', async () => {
    const cells = [
      row('2025-10', '12'),
      row('2025-11', '', 'Chưa tổng hợp'),
      row('2025-12', '1.234'),
      row('2026-01', ''),
      row('2026-03', '5'),
      row('2025-10', '13'),
      ['SNV', 'KHONG', '2025-10', '1', '', '', '', ''],
    ];
    const told = [
      '2 ADDED',
      '3 ADDED',
      '4 value NUMBER',
      '5 missing_reason REASON_REQUIRED',
      '6 period NOT_BEGUN',
      '7 period DUPLICATE',
      '8 measure MEASURE',
    ];
    const planned = await table().plan(database.orm.em.fork(), cells, today);
    expect(kinds(planned)).toEqual(told);
    expect(await apply(cells)).toEqual(planned);
    expect(kinds(await apply(cells.slice(0, 2)))).toEqual(['2 UNCHANGED', '3 UNCHANGED']);
    const audit = await database.orm.em.fork().find(AuditEntry, { actor: from.actor, action: 'OBSERVATION_RECORDED' });
    expect(audit.map(({ details }) => details?.['reason'])).toEqual(['Nhập từ tệp', 'Nhập từ tệp']);
  });

  it('refuses a row whose expected revision is not the stored one, naming both values', async () => {
    const place = ['SGDDT', 'FEEDBACK_RECEIVED', '2025-10'];
    await buildObservation(database.orm.em.fork(), {
      unit: 'SGDDT',
      measure: 'FEEDBACK_RECEIVED',
      period: '2025-10',
      value: 40,
    });
    const { faults } = await apply([[...place, '41', '', '', '', '0']]);
    expect(faults).toMatchObject([{ row: 2, column: 'expected_revision', value: '0', rule: 'CONFLICT' }]);
    expect(faults[0]?.message).toMatch(/đang lưu 40 .*bản gửi lên ghi 41 theo lần ghi 0/);
    const { changes } = await apply([[...place, '41', '', '', '', '1']]);
    expect(changes).toMatchObject([{ kind: 'CHANGED', fields: [{ column: 'value', before: '40', after: '41' }] }]);
    // Without one, whatever is stored is corrected.
    expect(kinds(await apply([[...place, '42', '', '', '', '']]))).toEqual(['2 CHANGED']);
  });

  it('that was written out tells the revisions, and made-up figures come back with their mark', async () => {
    const em = database.orm.em.fork();
    await buildObservation(em, {
      unit: 'SCT',
      measure: 'FEEDBACK_HANDLED',
      period: '2025-10',
      value: 3,
      synthetic: true,
    });
    const rows = await table().rows(em, today);
    expect(rows).toContainEqual(['SCT', 'FEEDBACK_HANDLED', '2025-10', '3', '', '', '', '1']);
    expect(new Set(kinds(await apply(rows)).map((line) => line.split(' ')[1]))).toEqual(new Set(['UNCHANGED']));
    expect(await database.orm.em.fork().count(Observation, { unit: { code: 'SCT' }, synthetic: true })).toBe(1);
  });
});

describe('MeasureService.load', () => {
  it('adds what is not stored, and leaves what an administrator changed', async () => {
    const em = database.orm.em.fork();
    const [measure] = await new MeasureService(em).all();
    if (!measure) throw new Error('No measure');
    measure.name = 'Tên do quản trị viên đặt';
    await em.flush();
    expect(await load(readMeasures())).toBe(0);
    const [kept] = await new MeasureService(database.orm.em.fork()).all();
    expect(kept?.name).toBe('Tên do quản trị viên đặt');
  });

  it('adds a later version, which ends the one before, and no earlier one', async () => {
    const later = readMeasures()
      .slice(0, 1)
      .map((data) => ({ ...data, exceptUnits: [], validFrom: parseCivilDate('2027-01-01') }));
    expect(await load(later)).toBe(1);
    expect(await load(later)).toBe(0);
    expect(await load(readMeasures())).toBe(0);
    const versions = (await new MeasureService(database.orm.em.fork()).all()).filter(
      ({ code }) => code === later[0]?.code,
    );
    expect(versions.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2025-08-20', '2027-01-01'],
      ['2027-01-01', null],
    ]);
  });

  it('refuses a version that counts something else under the same code', async () => {
    const [data] = readMeasures();
    if (!data) throw new Error('No measure');
    const other = { ...data, countUnit: 'hộ', validFrom: parseCivilDate('2028-01-01') };
    await expect(load([other])).rejects.toMatchObject({ code: 'CONFIGURATION', details: { changed: ['countUnit'] } });
  });
});
