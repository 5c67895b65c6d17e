import 'reflect-metadata';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { parseCivilDate } from '../../schema/base/index.js';
import { importDossiers, ROW_COLUMNS, type DossierImportSummary } from '../../schema/dossiers/index.js';
import { CREATE_INCOMING } from '../../schema/dossiers/imports/import-staging.js';
import { openRowReader } from '../../schema/dossiers/intake/open-reader.js';
import { COPY_COLUMNS } from '../../schema/dossiers/imports/row-reader.js';
import { openDossierDatabase, type DossierDatabase } from '../support/dossier-database.js';
import { buildRow, cellsOf, csvOf, type RowCells } from '../support/dossier-rows.js';
import { buildXlsx } from '../support/xlsx-builder.js';

const today = parseCivilDate('2026-06-30');
let database: DossierDatabase;

beforeAll(async () => {
  database = await openDossierDatabase();
});
beforeEach(() => database.query('truncate dossier, dossier_import cascade'));
afterAll(() => database.close());

const header = ROW_COLUMNS.map(({ name }) => name);
const rows = Array.from({ length: 1200 }, (_, place) => buildRow({ code: `H27.14-251103-${1000 + place}` }));

function take(fileName: string, content: Buffer): Promise<DossierImportSummary> {
  return importDossiers({ url: database.url, source: Readable.from([content]), fileName, actor: 'test', today });
}

/** What the reader writes into the table of incoming rows. */
async function incoming<Row extends object>(text: string, select: string): Promise<Row[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(CREATE_INCOMING);
    const reader = await openRowReader(client, { today, fileName: 'ho-so.csv' });
    const sink = client.query(copyFrom(`copy incoming (${COPY_COLUMNS}) from stdin`));
    await pipeline(reader.copyText(Readable.from([text])), sink);
    return (await client.query<Row>(`select ${select} from incoming order by row_number`)).rows;
  } finally {
    await client.end();
  }
}

/** Rules that a row of the department SKHCN breaks. */
async function rulesOfDepartment(): Promise<string[]> {
  const [row] = await incoming<{ findings: { rule: string }[] | null }>(
    csvOf([{ resolving_unit: 'SKHCN' }]),
    'findings',
  );
  return (row?.findings ?? []).map(({ rule }) => rule);
}

describe('importDossiers', () => {
  it('takes the same dossiers from CSV, XLSX and JSONL', async () => {
    const xlsx = buildXlsx({ rows: [header, ...rows.map(cellsOf)] });
    const jsonl = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(await take('ho-so.xlsx', xlsx)).toMatchObject({ rowsRead: 1200, created: 1200, rejected: 0 });
    expect(await take('ho-so.jsonl', Buffer.from(jsonl))).toMatchObject({ rowsRead: 1200, unchanged: 1200 });
    expect(await take('ho-so.csv', Buffer.from(csvOf(rows)))).toMatchObject({ rowsRead: 1200, unchanged: 1200 });
  });

  it('changes nothing when a sheet turns out wrong at its end', async () => {
    const after = '<mergeCells><mergeCell ref="A5:A9"/></mergeCells>';
    const xlsx = buildXlsx({ rows: [header, ...rows.map(cellsOf)], after });
    await expect(take('ho-so.xlsx', xlsx)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await database.query('select count(*)::int as n from dossier')).toEqual([{ n: 0 }]);
  });

  it('refuses a file whose content is of another format than its name', async () => {
    await expect(take('ho-so.xlsx', Buffer.from(csvOf(rows)))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(take('ho-so.doc', Buffer.from('x'))).rejects.toMatchObject({ details: { field: 'fileName' } });
  });
});

describe('the rows that reading hands on', () => {
  const select = 'row_number, opened_on::text, code, channel, status, rejected, findings, raw';

  it('hold the day of the code, and neither findings nor raw cells when nothing is wrong', async () => {
    const [row] = await incoming(csvOf([{}]), select);
    expect(row).toMatchObject({ row_number: 2, opened_on: '2025-11-03', status: 10, rejected: false });
    expect(row).toMatchObject({ findings: null, raw: null });
  });

  it('hold what could be read of a rejected row, its findings and its cells as they were', async () => {
    const bad: Partial<RowCells> = { channel: 'a\\b\0"x"', status: '12', rating: 'tốt\\n' };
    const text = csvOf([{}]).replace(
      /\n.*\n/,
      `\n${cellsOf(buildRow(bad))
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(',')}\n`,
    );
    const [row] = await incoming<{ findings: { column: string }[]; raw: string[] }>(text, select);
    expect(row).toMatchObject({ code: 'H27.14-251103-0001', channel: null, status: null, rejected: true });
    expect(row?.findings.map(({ column }) => column)).toEqual(['channel', 'status', 'rating']);
    expect(row?.findings[0]).toMatchObject({ rule: 'CHANNEL_UNKNOWN', severity: 'BLOCK' });
    expect(row?.raw).toHaveLength(15);
    expect(row?.raw[4]).toBe('a\\b\uFFFD"x"');
    expect(row?.raw[12]).toBe('tốt\\n');
  });

  it('hold a row with warnings as a row to take', async () => {
    const [row] = await incoming<{ findings: object[] }>(csvOf([{ payable: 'false' }]), select);
    expect(row).toMatchObject({ channel: 'ONLINE', rejected: false });
    expect(row?.findings).toMatchObject([{ column: 'paid_online', rule: 'PAID_NOT_PAYABLE', severity: 'WARN' }]);
  });
});

describe('the units that rows are checked against', () => {
  it('count as the unit they went into, up to their last day', async () => {
    expect(await rulesOfDepartment()).toEqual(['UNIT_NOT_COMPETENT']);
    await database.query(`insert into unit_lineage (predecessor_id, successor_id, kind, share_numerator,
        share_denominator, effective_on, certainty, source_note)
      select old.id, procedure.owner_id, 'MERGED_INTO', 1, 1, '2025-11-04', 'UNVERIFIED', 'test'
      from unit old, procedure join procedure_code code on code.procedure_id = procedure.id
      where old.code = 'SKHCN' and code.code = '1.001193'`);
    await database.query(`update unit set valid_to = '2025-11-04' where code = 'SKHCN'`);
    expect(await rulesOfDepartment()).toEqual([]);
    await database.query(`update unit set valid_to = '2025-11-03' where code = 'SKHCN'`);
    expect(await rulesOfDepartment()).toEqual(['UNIT_ENDED']);
  });
});
