import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PlanError } from '../../schema/base/index.js';
import { rebuildRollups } from '../../schema/dossiers/index.js';
import { EMPTY_AUDIT } from '../support/audit.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import { buildRow, cellsOf, csvOf, type RowCells } from '../support/dossier-rows.js';

let database: DossierDatabase;

interface Cell {
  readonly unit: string;
  readonly procedure: string;
  readonly bucket: string;
  readonly received: number;
  readonly resolved: number;
}

/** Cells that count anything. */
function cells(): Promise<Cell[]> {
  return database.query<Cell>(`select * from (
      select u.code as unit, p.code as procedure, bucket::text,
        received_online + received_in_person + received_postal as received,
        resolved_early + resolved_on_time + resolved_late as resolved
      from procedure_rollup r join unit u on u.id = r.unit_id join procedure p on p.id = r.procedure_id) c
    where received + resolved > 0 order by unit, procedure, bucket`);
}

/** A version of the dossier, changed on 2025-11-04 at that hour. */
function version(status: string, hour: number): Partial<RowCells> {
  return { status, updated_at: `2025-11-04T${hour}:00:00+07:00` };
}

async function countOf(table: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return row?.count ?? -1;
}

async function refusalOf(promise: Promise<unknown>): Promise<PlanError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlanError) return error;
  throw new Error(`not refused: ${String(error)}`);
}

beforeAll(async () => {
  database = await openDossierDatabase();
});
beforeEach(() =>
  database.query(
    `truncate dossier, procedure_rollup, unit_rollup, dossier_import, import_row, import_finding; ${EMPTY_AUDIT}`,
  ),
);
afterAll(() => database.close());

/** An online dossier that is still being worked on. */
function open(number: number, procedure_code: string, received_on: string): Partial<RowCells> {
  const code = `H27.14-251101-100${number}`;
  const state = { status: '4', due_on: '', finished_on: '', rating: '' };
  return { code, procedure_code, channel: 'ONLINE', received_on, ...state };
}

describe('importDossiers', () => {
  it('stores dossiers, counts them in both rollups, records import and audit and raises the data version', async () => {
    const before = await database.importRows([]);
    const summary = await database.importRows([
      {},
      { code: 'H27.14-251120-0001', received_on: '2025-11-20', due_on: '', finished_on: '', status: '4' },
    ]);
    expect(summary).toMatchObject({ rowsRead: 2, created: 2, changed: 0, unchanged: 0, rejected: 0, rejections: [] });
    expect(summary.dataVersion).toBe(before.dataVersion + 1);
    expect(await cells()).toEqual([
      { unit: '18073', procedure: '1.001193', bucket: '2025-11-01', received: 1, resolved: 1 },
      { unit: '18073', procedure: '1.001193', bucket: '2025-11-15', received: 1, resolved: 0 },
    ]);
    expect(
      await database.query(`select sum(full_process)::int as n, sum(rated)::int as rated from unit_rollup`),
    ).toEqual([{ n: 1, rated: 1 }]);
    expect(
      await database.query(`select created, actor, data_version::int from dossier_import where id = '${summary.id}'`),
    ).toEqual([{ created: 2, actor: 'test', data_version: summary.dataVersion }]);
    expect(
      await database.query(
        `select actor, details->>'created' as created from audit_entry where subject_id = '${summary.id}' and action = 'DOSSIERS_IMPORTED'`,
      ),
    ).toEqual([{ actor: 'test', created: '2' }]);
  });

  it('changes nothing when the same file comes again', async () => {
    const first = await database.importRows([{}, { code: 'H27.14-251103-0002' }]);
    const again = await database.importRows([{}, { code: 'H27.14-251103-0002' }]);
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 2, dataVersion: first.dataVersion });
    expect((await cells())[0]).toMatchObject({ received: 2, resolved: 2 });
  });

  it('lets the newer change win, in whatever order changes come', async () => {
    const old = { status: '4', finished_on: '', rating: '', updated_at: '2025-11-03T08:00:00+07:00' };
    await database.importRows([{}]);
    expect(await database.importRows([old])).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await database.importRows([{ status: '9', updated_at: '2025-11-04T10:00:00+07:00' }])).toMatchObject({
      changed: 0,
    });
    expect(await database.importRows([{ status: '9', updated_at: '2025-11-04T03:00:01Z' }])).toMatchObject({
      changed: 1,
    });
    expect(await database.query('select status from dossier')).toEqual([{ status: 9 }]);
  });

  it('remembers how new an equal dossier is, so that a change from in between stays old', async () => {
    await database.importRows([{}]);
    const equal = await database.importRows([{ updated_at: '2025-12-01T00:00:00+07:00' }]);
    expect(equal).toMatchObject({ changed: 0, unchanged: 1 });
    const between = await database.importRows([{ rating: '', updated_at: '2025-11-20T00:00:00+07:00' }]);
    expect(between).toMatchObject({ changed: 0, unchanged: 1, dataVersion: equal.dataVersion });
  });

  it('takes the newest of several rows of one dossier in a file', async () => {
    const summary = await database.importRows([
      version('9', 11),
      version('10', 13),
      version('7', 12),
      version('9', 13),
    ]);
    expect(summary).toMatchObject({ rowsRead: 4, created: 1, unchanged: 3 });
    expect(await database.query('select status from dossier')).toEqual([{ status: 10 }]);
  });

  it('finds a procedure by an old code, and fixes full process by the day of reception', async () => {
    await database.query(`update procedure_version set valid_to = '2025-11-10' where code = '1.004873'`);
    await database.query(`insert into procedure_version (procedure_id, code, name, status, competence, service_level,
        service_level_certainty, eligible, valid_from, certainty, source_note)
      select procedure_id, '1.904873', name, status, competence, 'PARTIAL', service_level_certainty, false,
        '2025-11-10', certainty, source_note from procedure_version where code = '1.004873'`);
    await database.query(`insert into procedure_code (procedure_id, code, certainty, source_note)
      select procedure_id, '1.904873', certainty, source_note from procedure_code where code = '1.004873'`);
    const { rejected } = await database.importRows([
      open(1, '1.004873', '2025-11-09'),
      open(2, '1.004873.000.00.00.H41', '2025-11-10'),
      open(3, '1.904873', '2025-11-09'),
      open(4, '1.904873', '2025-11-10'),
    ]);
    expect(rejected).toBe(0);
    const rows = await database.query(`select right(d.code, 1) as n, p.code, full_process, eligible
      from dossier d join procedure p on p.id = d.procedure_id where d.code like '%-100_' order by 1`);
    expect(rows).toEqual([
      { n: '1', code: '1.004873', full_process: true, eligible: true },
      { n: '2', code: '1.004873', full_process: false, eligible: false },
      { n: '3', code: '1.004873', full_process: true, eligible: true },
      { n: '4', code: '1.004873', full_process: false, eligible: false },
    ]);
  });

  it('moves the counts when unit, procedure or dates of a dossier change', async () => {
    await database.importRows([{}, { code: 'H27.14-251103-0002' }]);
    await database.importRows([
      {
        resolving_unit: 'STP',
        procedure_code: '2.000635',
        received_on: '2025-10-20',
        updated_at: '2025-11-05T00:00:00Z',
      },
    ]);
    expect(await cells()).toEqual([
      { unit: '18073', procedure: '1.001193', bucket: '2025-11-01', received: 1, resolved: 1 },
      { unit: 'STP', procedure: '2.000635', bucket: '2025-10-15', received: 1, resolved: 0 },
      { unit: 'STP', procedure: '2.000635', bucket: '2025-11-01', received: 0, resolved: 1 },
    ]);
  });

  it('takes the good rows and tells row, column and reason of the bad ones', async () => {
    const summary = await database.importRows([
      { channel: 'FAX', rating: '?' },
      {},
      { code: 'H27.14-251103-0003', due_on: '2025-13-01' },
    ]);
    expect(summary).toMatchObject({ rowsRead: 3, created: 1, rejected: 2 });
    const stored = await database.query(
      `select "row", "column", value, rule from import_finding where dossier_import_id = '${summary.id}' order by id`,
    );
    expect(stored).toEqual([
      { row: 2, column: 'channel', value: 'FAX', rule: 'CHANNEL_UNKNOWN' },
      { row: 2, column: 'rating', value: '?', rule: 'RATING_UNKNOWN' },
      { row: 3, column: 'code', value: 'H27.14-251103-0001', rule: 'REPEATED_CODE' },
      { row: 4, column: 'due_on', value: '2025-13-01', rule: 'DATE_FORMAT' },
    ]);
    expect(summary.rejections.map(({ row }) => row)).toEqual([2, 2, 4]);
  });

  it('shows the first 1,000 faults, and keeps and counts every rejected row', async () => {
    const rows = Array.from({ length: 1500 }, (_, place) => ({
      code: `H27.14-251103-${place + 1000}`,
      channel: 'a\0b',
    }));
    const summary = await database.importRows(rows);
    expect(summary).toMatchObject({ rowsRead: 1500, rejected: 1500, created: 0 });
    expect(summary.rejections).toHaveLength(1000);
    expect(await countOf('import_finding')).toBe(1500);
  });

  it('reads byte order mark, CRLF, blank lines, quotes, other column orders and a row without line end', async () => {
    const lines = csvOf([{}, { code: 'H27.14-251103-0002' }])
      .trimEnd()
      .split('\n');
    const turned = lines.map((line) =>
      line
        .split(',')
        .toReversed()
        .map((cell) => `"${cell}"`)
        .join(','),
    );
    const summary = await database.importText(
      `\uFEFF${turned[0]}\r\n\r\n${turned[1]}\r\n,,,,,,,,,,,,,,\r\n${turned[2]}`,
    );
    expect(summary).toMatchObject({ rowsRead: 2, created: 2, rejected: 0 });
  });

  it('rejects a row with too few or too many cells, with its line', async () => {
    const [header, row = ''] = csvOf([{}]).split('\n');
    const summary = await database.importText(
      `${header}\n${row},more\n\n${row.slice(0, row.lastIndexOf(','))}\n${row}\n`,
    );
    expect(summary).toMatchObject({ rowsRead: 3, created: 1, rejected: 2 });
    expect(summary.rejections.map(({ row: line, rule }) => [line, rule])).toEqual([
      [2, 'CELL_COUNT'],
      [4, 'CELL_COUNT'],
    ]);
  });

  it('cuts the file anywhere into chunks, inside letters too', async () => {
    const bytes = Buffer.from(csvOf([{ rating: 'tốt' }, { code: 'H27.14-251103-0002' }]));
    const summary = await database.importText(Readable.from(Array.from(bytes, (byte) => Buffer.from([byte]))));
    expect(summary).toMatchObject({ rowsRead: 2, created: 1, rejected: 1 });
    expect(summary.rejections[0]?.value).toBe('tốt');
  });

  it.each([
    ['an empty file', '', 'không có dòng tiêu đề', 1],
    ['a file without header', cellsOf(buildRow()).join(','), 'thiếu cột code', 1],
    ['an unclosed quote', `${csvOf([{}, {}])}"H27.14`, 'dòng 4', 4],
    [
      'an unclosed quote that swallows the rest',
      `${csvOf([{}])}"${csvOf(Array.from({ length: 500 }, () => ({})))}`,
      'dòng 3',
      3,
    ],
    ['a quote inside a cell', `${csvOf([{}])}H27"x",`, 'dòng 3', 3],
  ])('refuses %s and changes nothing', async (_, text, message, line) => {
    const refusal = await refusalOf(database.importText(text));
    expect(refusal.code).toBe('INVALID_INPUT');
    expect(refusal.message).toContain(message);
    expect(refusal.details['line']).toBe(line);
    expect(await countOf('dossier')).toBe(0);
    expect(await countOf('dossier_import')).toBe(0);
  });

  it('changes nothing when the source breaks off, however much was read', async () => {
    const rows = Array.from({ length: 5000 }, (_, place) => ({ code: `H27.14-251103-${10_000 + place}` }));
    async function* broken() {
      yield csvOf(rows);
      throw new Error('connection reset');
    }
    const refusal = await refusalOf(database.importText(Readable.from(broken())));
    expect(refusal.message).toContain('bị ngắt giữa chừng');
    expect(refusal.details['line']).toBe(5002); // every line that had come was whole
    expect(await countOf('dossier')).toBe(0);
    expect(await cells()).toEqual([]);
  });

  it('refuses a source that broke before it was read, and closes one that it refuses', async () => {
    const gone = createReadStream('no-such-file.csv');
    expect((await refusalOf(database.importText(gone))).code).toBe('INVALID_INPUT');
    const unread = Readable.from(['a\n', 'b\n', 'c\n']);
    await refusalOf(database.importText(unread));
    expect(unread.destroyed).toBe(true);
  });

  it('counts right when imports of the same dossiers run at once', async () => {
    const rows = Array.from({ length: 300 }, (_, place) => ({ code: `H27.14-251103-${1000 + place}` }));
    const moved = (unit: string, hour: number) =>
      rows.map((row) => ({ ...row, resolving_unit: unit, updated_at: `2025-11-05T${hour}:00:00+07:00` }));
    await database.importRows(rows);
    await Promise.all([
      database.importRows(moved('18100', 11)),
      database.importRows(moved('STP', 13)),
      database.importRows(moved('18115', 12)),
      database.importRows(rows),
    ]);
    expect(await cells()).toEqual([
      { unit: 'STP', procedure: '1.001193', bucket: '2025-11-01', received: 300, resolved: 300 },
    ]);
  });
});

describe('rebuildRollups', () => {
  it('repairs what does not add up', async () => {
    await database.importRows([{}]);
    await database.query('update procedure_rollup set received_online = 99');
    await rebuildRollups(database.url);
    expect((await cells())[0]?.received).toBe(1);
  });
});
