import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry, changeIn } from '../../schema/audit/index.js';
import { parseCivilDate, type TableFormat } from '../../schema/base/index.js';
import {
  readTableFile,
  TableFileForm,
  TableImportService,
  writeTableFile,
  type RawTable,
  type TableImport,
} from '../../schema/exchange/index.js';
import { PostKind } from '../../schema/organisation/index.js';
import { TABLE_NAMES, tableFormat } from '../../schema/table-formats.js';
import { loadLineageFixture } from '../support/lineage-fixture.js';
import { buildObservation } from '../support/observations.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';
import { buildPost } from '../support/reminders.js';

const today = parseCivilDate('2026-03-01');
const HEADER = 'day,working,name,source,certainty';
const act = { actor: 'quan-tri@hatinh.example', reason: 'Thông báo mới', from: today };

let database: PlanDatabase;
const calendar = (): TableFormat => tableFormat('calendar', today);

beforeAll(async () => {
  database = await openPlanDatabase();
  // Every table is to have rows that come back.
  await buildPost(database.orm.em.fork(), { unit: '18562', kind: PostKind.Head });
  await loadLineageFixture(database.orm.em.fork());
  const observed = { unit: '18562', measure: 'ADULTS_TOTAL', period: '2025-12' };
  await buildObservation(database.orm.em.fork(), { ...observed, value: 12_345 });
});
afterAll(() => database?.close());

const csv = (...lines: string[]): Promise<RawTable> =>
  readTableFile({ content: Buffer.from([HEADER, ...lines].join('\n')), form: TableFileForm.Csv });
const plan = async (file: RawTable, format = calendar()): Promise<TableImport> =>
  new TableImportService(database.orm.em.fork(), format).plan(file, today);
const commit = async (file: RawTable, token: string | null, reason = act.reason): Promise<TableImport> =>
  database.orm.em
    .fork()
    .transactional((em) => new TableImportService(em, calendar()).commit(file, { ...act, reason }, token));
const counts = ({ added, changed, unchanged, rejected }: TableImport) => [added, changed, unchanged, rejected];
const audit = () => database.orm.em.fork().find(AuditEntry, { actor: act.actor }, { orderBy: { id: 1 } });

describe('a file of a table', () => {
  it('does what its plan told, once, and says so in the audit', async () => {
    const file = await csv(
      '2028-02-01,false,Nghỉ A,Văn bản số 1,PROVISIONAL',
      '2028-02-02,có,Nghỉ B,Văn bản số 1,PROVISIONAL',
      '',
      '2028-02-03,false,Nghỉ C',
    );
    const planned = await plan(file);
    expect(counts(planned)).toEqual([1, 0, 0, 2]);
    expect(planned.faults.map(({ row, column, cell }) => [row, column, cell])).toEqual([
      [3, 'working', null],
      [5, '(cả dòng)', null],
    ]);
    expect(await audit()).toEqual([]);

    expect(await commit(file, planned.planToken)).toEqual(planned);
    const entries = await audit();
    expect(entries.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ['CALENDAR_DAY_SAVED', '2028-02-01'],
      ['TABLE_IMPORTED', 'calendar'],
    ]);
    const told = changeIn(entries[0]?.details ?? null);
    expect(told.reason).toBe(act.reason);
    expect(told.fields).toContainEqual({ name: 'name', before: null, after: 'Nghỉ A' });

    expect(counts(await commit(file, null))).toEqual([0, 0, 1, 2]);
    expect(await audit()).toHaveLength(2);
  });

  it('is refused when the stored table has changed since the plan, and then changes nothing', async () => {
    const file = await csv('2028-03-01,false,Nghỉ D,Văn bản số 2,PROVISIONAL');
    const { planToken } = await plan(file);
    await commit(await csv('2028-03-01,false,Nghỉ khác,Văn bản số 3,PROVISIONAL'), null);
    await expect(commit(file, planToken)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await plan(file)).changes[0]?.fields.map(({ before }) => before)).toEqual(['Nghỉ khác', 'Văn bản số 3']);
  });

  it('is refused when its plan was of another file, and without a reason', async () => {
    const file = await csv('2028-04-03,false,Nghỉ E,Văn bản số 4,PROVISIONAL');
    const other = await plan(await csv('2028-04-04,false,Nghỉ E,Văn bản số 4,PROVISIONAL'));
    await expect(commit(file, other.planToken)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(commit(file, null, ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(counts(await plan(file))).toEqual([1, 0, 0, 0]);
  });

  it('lets rows alone that it does not have', async () => {
    const days = await calendar().rows(database.orm.em.fork(), today);
    await commit(await csv(), null);
    expect(await calendar().rows(database.orm.em.fork(), today)).toEqual(days);
  });
});

describe.each(TABLE_NAMES)('the table %s', (name) => {
  it.each(Object.values(TableFileForm))('comes back from %s without a change', async (form) => {
    const em = database.orm.em.fork();
    const format = tableFormat(name, today);
    const content = await writeTableFile(em, format, today, form);
    const file = await readTableFile({ content, form });
    const planned = await plan(file, format);
    expect(planned.faults).toEqual([]);
    expect(counts(planned)).toEqual([0, 0, file.rows.length - 1, 0]);
    expect(planned.unchanged).toBeGreaterThan(0);
  });
});
