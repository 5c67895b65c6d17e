import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Role } from '../../schema/access/index.js';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { dataOf, errorCode } from '../support/answers.js';
import { csvOf } from '../support/dossier-rows.js';
import { reportMorning } from '../support/december-reports.js';
import { startRunningServer, type RunningServer } from '../support/running-server.js';

const [THACH_HA, THANH_SEN] = ['18562', '18073'];
const FILE = [
  {
    code: 'H27.14-251117-0003',
    resolving_unit: THACH_HA,
    channel: 'IN_PERSON',
    finished_on: '',
    status: '4',
    rating: '',
  },
  { code: 'H27.14-251117-0001', resolving_unit: THACH_HA, finished_on: '2025-11-24' },
  { code: 'H27.14-251117-0002', resolving_unit: THACH_HA },
  { code: 'H27.14-251117-0004', resolving_unit: THANH_SEN },
].map((cells) => ({ received_on: '2025-11-17', due_on: '2025-11-19', finished_on: '2025-11-18', ...cells }));

let server: RunningServer;

beforeAll(async () => {
  server = await startRunningServer(reportMorning);
  const { rejected } = await importDossiers({
    url: server.databaseUrl,
    source: Readable.from([csvOf(FILE)]),
    fileName: 'ho-so.csv',
    actor: 'test',
    today: parseCivilDate('2025-12-31'),
  });
  expect(rejected).toBe(0);
});
afterAll(() => server?.close());

const question = (count: string, args = '', fields = 'code') => `{ unit(code: "${THACH_HA}") {
  statistics(period: "2025-12"${args}) { ${count} dossiers(count: ${count}, first: 2) {
    totalCount nodes { ${fields} } pageInfo { hasNextPage } } } } }`;

describe('the dossiers behind a count', () => {
  it('say everything of a dossier that the figures take from it', async () => {
    const { token } = await server.createAccount(Role.Officer, THACH_HA);
    const fields = `code procedureCode procedure { name } receivingUnit { code } resolvingUnit { code } channel status
      receivedOn dueOn finishedOn fullProcess eligible payable paidOnline electronicResult rating synthetic daysTaken`;
    const data = dataOf(await server.request(question('resolvedLate', '', fields), {}, token));
    expect(data).toEqual({
      unit: {
        statistics: {
          resolvedLate: 1,
          dossiers: {
            totalCount: 1,
            pageInfo: { hasNextPage: false },
            nodes: [
              {
                code: 'H27.14-251117-0001',
                procedureCode: '1.001193',
                procedure: { name: expect.stringContaining('khai sinh') },
                receivingUnit: { code: THANH_SEN },
                resolvingUnit: { code: THACH_HA },
                channel: 'ONLINE',
                status: 10,
                receivedOn: '2025-11-17',
                dueOn: '2025-11-19',
                finishedOn: '2025-11-24',
                fullProcess: true,
                eligible: true,
                payable: true,
                paidOnline: true,
                electronicResult: true,
                rating: 'SATISFIED',
                synthetic: false,
                daysTaken: 7,
              },
            ],
          },
        },
      },
    });
  });

  it('come by code, page by page', async () => {
    const { token } = await server.createAccount(Role.Head, THACH_HA);
    const data = dataOf(await server.request(question('received'), {}, token));
    expect(data).toMatchObject({
      unit: {
        statistics: {
          received: 3,
          dossiers: {
            totalCount: 3,
            nodes: [{ code: 'H27.14-251117-0001' }, { code: 'H27.14-251117-0002' }],
            pageInfo: { hasNextPage: true },
          },
        },
      },
    });
  });

  it('are refused to the public and to other units, and shown to coordinators of any unit and of the province', async () => {
    expect(errorCode(await server.request(question('received')))).toBe('UNAUTHENTICATED');
    const other = await server.createAccount(Role.Head, THANH_SEN);
    expect(errorCode(await server.request(question('received'), {}, other.token))).toBe('FORBIDDEN');
    const province = `{ province { statistics(period: "2025-12") { dossiers(count: received) { totalCount } } } }`;
    expect(errorCode(await server.request(province, {}, other.token))).toBe('FORBIDDEN');
    const coordinator = await server.createAccount(Role.Coordinator);
    expect(dataOf(await server.request(question('received'), {}, coordinator.token))).toMatchObject({
      unit: { statistics: { dossiers: { totalCount: 3 } } },
    });
    expect(dataOf(await server.request(province, {}, coordinator.token))).toEqual({
      province: { statistics: { dossiers: { totalCount: 4 } } },
    });
  });

  it('of restated figures are those of the units that have become this one, shown to this one', async () => {
    const em = server.orm.em.fork();
    await rowsOf(
      em,
      sql`with former as (insert into unit (province_id, code, kind, name, short_name, certainty, source_note, commune_type)
          select province_id, 'CU-1', 'COMMUNE', 'Xã Cũ', 'Cũ', 'UNVERIFIED', 'thử', 'XA' from unit where code = ${THACH_HA}
          returning id)
        insert into unit_lineage (predecessor_id, successor_id, kind, share_numerator, share_denominator, effective_on,
          certainty, source_note)
        select former.id, unit.id, 'MERGED_INTO', 1, 1, '2025-12-01', 'UNVERIFIED', 'thử' from former, unit
        where unit.code = ${THACH_HA}`,
    );
    await importDossiers({
      url: server.databaseUrl,
      source: Readable.from([csvOf([{ ...FILE[2], code: 'H27.14-251117-0009', resolving_unit: 'CU-1' }])]),
      fileName: 'ho-so-2.csv',
      actor: 'test',
      today: parseCivilDate('2025-12-31'),
    });
    const { token } = await server.createAccount(Role.Officer, THACH_HA);
    const restated = dataOf(
      await server.request(question('resolvedEarly', ', restated: true', 'code resolvingUnit { code }'), {}, token),
    );
    expect(restated).toMatchObject({
      unit: {
        statistics: {
          resolvedEarly: 2,
          dossiers: {
            totalCount: 2,
            nodes: [
              { code: 'H27.14-251117-0002', resolvingUnit: { code: THACH_HA } },
              { code: 'H27.14-251117-0009', resolvingUnit: { code: 'CU-1' } },
            ],
          },
        },
      },
    });
  });
});
