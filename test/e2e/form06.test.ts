import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { rowsOf } from '../../schema/base/index.js';
import { dataOf, errorCode } from '../support/answers.js';
import { startWithFigures, THACH_HA, TRANSPORT } from '../support/figures.js';
import type { RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await startWithFigures();
});
afterAll(() => server?.close());

async function ask<Data>(query: string): Promise<Data> {
  return dataOf<Data>(await server.request(query));
}

describe('form 06', () => {
  const ROWS =
    'rows { number label level column3 column4 column5 column6 column7 column10 column11 column12 column13 }';

  it('lies under the rows of its levels and fields, the total last', async () => {
    const { form06 } = await ask<{ form06: { rows: Record<string, unknown>[] } }>(
      `{ form06(period: "2025-12") { ${ROWS} synthetic from to period { name } } }`,
    );
    expect(form06).toMatchObject({
      synthetic: false,
      from: '2025-11-15',
      to: '2025-12-14',
      period: { name: 'Tháng 12/2025' },
    });
    const zero = { column6: 0, column12: 0 };
    expect(form06.rows).toMatchObject([
      { number: 'I', label: 'Cấp tỉnh: sở, ban, ngành', level: 'UNIT_KIND', column3: 20, column7: 20 },
      { number: '1', level: 'FIELD', column3: 20, column4: 19, column5: 1, ...zero },
      { number: 'II', label: 'Cấp xã: xã, phường', level: 'UNIT_KIND', column3: 24, column7: 23, column11: 1 },
      { number: '1', label: 'Chứng thực', column3: 1, column5: 1, column10: 1, ...zero },
      { number: '2', label: 'Hộ tịch', column3: 23, column7: 22, column11: 1, column13: 1, ...zero },
      { number: '', label: 'Tổng số', level: 'TOTAL', column3: 44, column7: 43, column11: 1, column13: 1 },
    ]);
  });

  it('is of one unit and of any days when asked, and refuses a unit there is not', async () => {
    const days = 'from: "2025-11-18", to: "2025-11-18"';
    const { form06 } = await ask<{ form06: object }>(
      `{ form06(${days}, unitCode: "${THACH_HA}") { ${ROWS} period { id } } }`,
    );
    expect(form06).toMatchObject({
      period: null,
      rows: [
        { number: 'I', label: 'Cấp xã: xã, phường', column3: 3, column6: 3, column7: 1, column11: 2 },
        { number: '1', label: 'Chứng thực', column3: 1 },
        { number: '2', label: 'Hộ tịch', column3: 2, column7: 1 },
        { label: 'Tổng số', column3: 3, column6: 3, column7: 1, column11: 2, column12: 2 },
      ],
    });
    const unknown = await server.request('{ form06(period: "2025-12", unitCode: "KHONG-CO") { synthetic } }');
    expect(errorCode(unknown)).toBe('INVALID_INPUT');
  });
});

describe('processing time', () => {
  const TIME = `channels { channel resolved workingDays medianDays } compared withoutLimit limitHours usedHours savedHours
    percent status target { code } synthetic`;

  it('concludes nothing while the catalogue does not say the in-person limit', async () => {
    const { unit: thachHa } = await ask<{ unit: object }>(
      `{ unit(code: "${THACH_HA}") { processingTime(period: "2025-12") { ${TIME} period { name } from to } } }`,
    );
    expect(thachHa).toEqual({
      processingTime: {
        channels: [
          { channel: 'IN_PERSON', resolved: 1, workingDays: 3, medianDays: 3 },
          { channel: 'ONLINE', resolved: 2, workingDays: 3, medianDays: 1.5 },
        ],
        compared: 0,
        withoutLimit: 2,
        limitHours: 0,
        usedHours: 0,
        savedHours: 0,
        percent: null,
        status: 'NO_DATA',
        target: { code: 'II.3.e-2025' },
        synthetic: false,
        period: { name: 'Tháng 12/2025' },
        from: '2025-11-15',
        to: '2025-12-14',
      },
    });
  });

  it('compares with the limit of the day of reception, and with the target of the year', async () => {
    await rowsOf(
      server.orm.em.fork(),
      sql`update procedure_version set limit_direct_hours = 10 where code = ${TRANSPORT}`,
    );
    const edge = `procedures(first: 200) { edges { node { code } processingTime(period: "2025-12") { percent } } }`;
    const data = await ask<Record<string, { procedures: { edges: object[] } }>>(`{
      procedure(code: "${TRANSPORT}") { processingTime(from: "2025-11-18", to: "2025-11-18") { ${TIME} period { id } } }
      department: unit(code: "SXD") { processingTime(period: "2025-12") { percent status } ${edge} }
      province { processingTime(period: "2025-12") { compared withoutLimit status } ${edge}
        next: processingTime(period: "2026") { target { code } }
        restated: processingTime(period: "2025-12", restated: true) { compared withoutLimit status } } }`);
    const shortened = { percent: '20,00 %', status: 'MET' };
    expect(data).toMatchObject({
      procedure: {
        processingTime: { compared: 19, limitHours: 190, usedHours: 152, savedHours: 38, ...shortened, period: null },
      },
      department: { processingTime: shortened },
      province: {
        processingTime: { compared: 19, withoutLimit: 16, status: 'NO_DATA' },
        next: { target: { code: 'II.3.e-2026' } },
        restated: { compared: 19, withoutLimit: 16, status: 'NO_DATA' },
      },
    });
    const ofTransport = { node: { code: TRANSPORT }, processingTime: { percent: '20,00 %' } };
    expect(data['department']?.procedures.edges).toContainEqual(ofTransport);
  });
});
